// The e-mails that SNS would have sent, kept instead. Read by tests, the playground and whoever plays a reviewer.
import type { Journal } from '../journal.js';
import { Listeners } from '../listeners.js';

/** A delivered e-mail. */
export interface Mail {
  readonly id: string;
  readonly to: string;
  readonly subject: string;
  /** Plain text. */
  readonly body: string;
  readonly topicArn: string;
  /** Epoch milliseconds on the runtime's clock. */
  readonly receivedAt: number;
}

const TOPIC = 'sns.mailbox';

export class Mailbox {
  readonly #mails: Mail[];
  readonly #listeners = new Listeners<Mail>();
  readonly #journal: Journal;

  constructor(journal: Journal) {
    this.#journal = journal;
    this.#mails = [...(journal.replay(TOPIC) as Iterable<Mail>)];
  }

  /** Every e-mail so far, oldest first. */
  messages(): readonly Mail[] {
    return [...this.#mails];
  }

  /** Calls `listener` for every e-mail from now on; answers how to stop that. */
  onMessage(listener: (mail: Mail) => void): () => void {
    return this.#listeners.add(listener);
  }

  deliver(mail: Mail): void {
    this.#journal.append(TOPIC, mail);
    this.#mails.push(mail);
    this.#listeners.tell(mail);
  }
}
