// SNS: topics, subscriptions with filter policies, and a local mailbox in place of the e-mail that AWS would send.
// Composed by local/index.ts.
import type { Clock } from '../clock.js';
import type { Journal } from '../journal.js';
import type { Call, Service } from '../service.js';
import { Deliveries } from './deliveries.js';
import { Mailbox } from './mailbox.js';
import { Topics } from './topics.js';

export type { Mail } from './mailbox.js';

export interface SnsOptions {
  readonly clock: Clock;
  readonly journal: Journal;
  readonly random: () => number;
  readonly call: Call;
  readonly accountId: string;
  readonly region: string;
  /** `manual` leaves e-mail subscriptions pending until ConfirmSubscription; `auto` by default. */
  readonly confirmEmail?: 'auto' | 'manual';
}

export interface Sns extends Service {
  readonly mailbox: Mailbox;
}

const DIFFERENCES = {
  Subscribe:
    'protocols are email, email-json, lambda and sqs; e-mail goes to a local mailbox, confirmed at once unless the runtime is told otherwise',
  CreateTopic: 'the order of a FIFO topic is kept, duplicates are not removed',
};

export function createSns(options: SnsOptions): Sns {
  const mailbox = new Mailbox(options.journal);
  const deliveries = new Deliveries({ ...options, mailbox });
  return {
    name: 'sns',
    differences: DIFFERENCES,
    actions: new Topics({ ...options, deliveries }).actions(),
    mailbox,
  };
}
