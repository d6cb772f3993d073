// A handoff that was asked for, in the agent's hands.
import type { AgentAnswer } from '../lambdas/contracts/agent-api.js';
import type { Outcome } from '../lambdas/contracts/outcome.js';
import type { HandoffClient } from './index.js';
import { Offer } from './offer.js';

export interface ResultOptions {
  /** Gives up with ResultTimeoutError after this long. @default waits for ever */
  readonly timeoutSeconds?: number;
  readonly signal?: AbortSignal;
}

/** A handoff that was asked for. */
export class HandoffHandle {
  readonly handoffId: string;
  readonly tenant: string;
  readonly #client: HandoffClient;

  constructor(client: HandoffClient, tenant: string, handoffId: string) {
    this.#client = client;
    this.tenant = tenant;
    this.handoffId = handoffId;
  }

  /** Where it stands, and its outcome once it is settled. */
  status(): Promise<AgentAnswer> {
    return this.#client.ask({ operation: 'status', tenant: this.tenant, handoffId: this.handoffId });
  }

  /** Withdraws it. Answers `ok: false` once the action is running or the handoff is over. */
  cancel(reason?: string): Promise<AgentAnswer> {
    const { tenant, handoffId } = this;
    return this.#client.ask({
      operation: 'cancel',
      tenant,
      handoffId,
      ...(reason !== undefined && { reason }),
    });
  }

  /**
   * Answers what a reviewer asked: `question` as {@link status} gives it in `questions`, `text` of 1 to 4 000 characters.
   * The same answer may be sent again. Answers `ok: false` for another one, for a question that nobody asked, and once the
   * review is over; the deadline does not wait for the answer.
   */
  answer(question: number, text: string): Promise<AgentAnswer> {
    const { tenant, handoffId } = this;
    return this.#client.ask({ operation: 'answer', tenant, handoffId, question, text });
  }

  /** The offer of a review, once the verdict has fallen; nothing when none is open. Throws like {@link result}. */
  async offer(options: ResultOptions = {}): Promise<Offer | undefined> {
    const { offer } = await this.#client.poll(this.handoffId, options, async () => {
      const answer = await this.status();
      // Not on the log yet: the verdict has still to fall.
      return answer.ok ? answer : undefined;
    });
    return offer && new Offer(this.#client, this, offer);
  }

  /** Resolves with the outcome. Throws HandoffUnsettledError, ResultTimeoutError, or the signal's reason. */
  result(options: ResultOptions = {}): Promise<Outcome> {
    return this.#client.waitFor(this.handoffId, options);
  }
}
