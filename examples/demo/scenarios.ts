// What the demo plays: what an agent proposes, what its reviewer does, and how that must end.
import type { HandoffRequestInput } from 'agent-handoff/contracts';
import type { Stage } from './stage.js';

export interface Scenario {
  readonly name: string;
  /** What is to be seen, in one line. */
  readonly about: string;
  readonly request: HandoffRequestInput;
  /** How it must end; see {@link endingOf}. */
  readonly expected: string;
  /** Ids of the rules that must call for a human, in any order; not looked at when absent. */
  readonly expectedRules?: readonly string[];
  /** Asked for at the gate (Express) instead of the durable machine. */
  readonly atGate?: boolean;
  /** What people do once the request is in; nothing by default. */
  readonly people?: (stage: Stage) => Promise<void>;
}

const agent = { id: 'shop-agent', version: '3', owner: 'support-team' };

const refund = (amount: number, confidence: number, rationale: string): HandoffRequestInput => ({
  schemaVersion: 1,
  agent,
  action: { type: 'refund_order', resource: 'order/A-1001', parameters: { orderId: 'A-1001', amount } },
  assessment: { confidence, rationale },
  context: {
    conversationHistory: {
      turns: [
        { speaker: 'customer', text: 'My parcel never arrived, and I want my money back.' },
        { speaker: 'agent', text: 'I am sorry. Let me look into it.' },
      ],
    },
    customerProfile: { customerId: 'C-77', since: 2019, orders: 41 },
    environmentalData: {
      observations: [{ source: 'carrier-api', data: { parcel: 'A-1001', status: 'lost in transit' } }],
    },
  },
});

const decide = (form: Record<string, string>) => async (stage: Stage) => {
  await stage.decide(form);
};

export const SCENARIOS: readonly Scenario[] = [
  {
    name: 'autonomous',
    about: 'The agent is sure: no human is asked',
    request: refund(20, 0.97, 'A small refund, and the carrier confirms the loss.'),
    expected: 'autonomous',
  },
  {
    name: 'approve',
    about: 'A reviewer approves; the action runs',
    request: refund(120, 0.62, 'The carrier says that the parcel is lost.'),
    expected: 'approved',
    people: decide({ decision: 'approve' }),
  },
  {
    name: 'reject',
    about: 'A reviewer rejects; nothing runs, the agent gets the reason',
    request: refund(940, 0.41, 'The customer says that nothing arrived.'),
    expected: 'rejected',
    people: decide({ decision: 'reject', text: 'This order was refunded in May.' }),
  },
  {
    name: 'edit',
    about: 'A reviewer changes the amount; exactly that runs',
    request: refund(300, 0.55, 'Half of the goods were broken.'),
    expected: 'edited',
    people: decide({ decision: 'edit', parameters: JSON.stringify({ orderId: 'A-1001', amount: 150 }) }),
  },
  {
    name: 'respond',
    about: 'A reviewer answers instead; the agent goes on differently',
    request: refund(80, 0.5, 'I am not sure whether a replacement is better.'),
    expected: 'responded',
    people: decide({ decision: 'respond', text: 'Offer a replacement first.' }),
  },
  {
    name: 'expire',
    about: 'Nobody answers in either tier; nothing runs',
    request: refund(60, 0.5, 'The customer is waiting.'),
    expected: 'expired',
    people: (stage) => stage.site.letDeadlinesPass(),
  },
  {
    name: 'reverse',
    about: 'An approved action that ran is undone over a link of its own',
    request: refund(45, 0.7, 'The parcel is late.'),
    expected: 'reversed',
    people: async (stage) => {
      await stage.decide({ decision: 'approve' });
      await stage.decide(
        { decision: 'reverse', text: 'The parcel arrived after all.' },
        { purpose: 'reverse' },
      );
    },
  },
  {
    name: 'question',
    about: 'A reviewer asks the agent first, reads its answer, then approves',
    request: refund(65, 0.6, 'The parcel was damaged.'),
    expected: 'approved',
    people: async (stage) => {
      await stage.decide({ decision: 'ask', nth: '0', text: 'Is there a photograph?' });
      await stage.ask({ operation: 'answer', question: 3, text: 'Yes: the box is torn open.' });
      await stage.decide({ decision: 'approve' });
    },
  },
  {
    name: 'delegate',
    about: 'A reviewer passes the decision on; from then on only the delegate decides',
    request: refund(210, 0.6, 'The customer has a contract of their own.'),
    expected: 'approved',
    people: async (stage) => {
      await stage.decide({ decision: 'delegate', to: 'carla' });
      await stage.decide({ decision: 'approve' }, { to: 'carla@example.com' });
    },
  },
  {
    name: 'changed-world',
    about:
      'The record has changed since the agent read it: the approval runs nothing, the reviewer is asked again',
    request: {
      schemaVersion: 1,
      agent,
      action: {
        type: 'update_address',
        parameters: { customerId: 'C-77', street: 'Station Road 4', city: 'Leeds', zip: 'LS1' },
      },
      assessment: { confidence: 0.5 },
      preconditions: { version: 6 },
    },
    expected: 'approved',
    people: async (stage) => {
      await stage.decide({ decision: 'approve' }, { to: 'ana@example.com' });
      await stage.decide({ decision: 'approve' }, { to: 'ana@example.com', nth: 2 });
    },
  },
  {
    name: 'stop',
    about: 'An operator stops it while a reviewer looks: approved, and nothing runs',
    request: refund(400, 0.5, 'The customer called twice.'),
    expected: 'cancelled',
    people: async (stage) => {
      await stage.stop('the agent refunds twice');
      await stage.decide({ decision: 'approve' });
    },
  },
  {
    name: 'cancel',
    about: 'The agent withdraws its request while a human looks at it',
    request: refund(75, 0.5, 'The customer may change their mind.'),
    expected: 'cancelled',
    people: (stage) => stage.ask({ operation: 'cancel', reason: 'the customer changed their mind' }),
  },
  {
    name: 'hybrid',
    about: 'A review is offered instead of a refusal; the user submits it, a reviewer approves',
    request: { ...refund(130, 0.6, 'Above what I may refund alone.'), preferredPattern: 'hybrid' },
    expected: 'approved',
    people: async (stage) => {
      await stage.ask({ operation: 'acceptOffer', by: 'user' });
      await stage.decide({ decision: 'approve' });
    },
  },
  {
    name: 'withdraw',
    about: 'A review is offered, and the user does without: nobody is asked',
    request: { ...refund(15, 0.6, 'A goodwill refund.'), preferredPattern: 'hybrid' },
    expected: 'withdrawn',
    people: (stage) => stage.ask({ operation: 'withdrawOffer', by: 'user' }),
  },
  {
    name: 'active',
    about: 'The calling application shows its own confirmation, and reports who approved',
    request: { ...refund(90, 0.6, 'The customer is on the phone.'), preferredPattern: 'active' },
    expected: 'approved',
    atGate: true,
    people: (stage) => stage.confirm('ana'),
  },
  {
    name: 'live',
    about: 'The agent asks a human to take over; for now a reviewer answers over the same link',
    request: {
      ...refund(70, 0.3, 'The customer is upset, and wants a person.'),
      preferredPattern: 'live',
      humanRequested: { by: 'customer' },
    },
    expected: 'responded',
    people: decide({ decision: 'respond', text: 'I am calling the customer now.' }),
  },
  {
    name: 'gate',
    about: 'The agent is sure, through the Express gate: no durable execution is started',
    request: refund(12, 0.98, 'A small refund, and the carrier confirms the loss.'),
    expected: 'autonomous',
    atGate: true,
  },
  {
    name: 'irreversible',
    about: 'The agent is sure, but a rule calls a human for what cannot be undone',
    request: {
      schemaVersion: 1,
      agent,
      action: {
        type: 'send_notice',
        parameters: { customerId: 'C-77', message: 'Your account will be closed on Friday.' },
      },
      assessment: { confidence: 0.99 },
    },
    expected: 'rejected',
    people: decide({ decision: 'reject', text: 'Legal has to word this.' }),
  },
  {
    name: 'refuse',
    about: 'An action that nobody registered is refused, with the list of those that are',
    request: {
      schemaVersion: 1,
      agent,
      action: { type: 'delete_warehouse', parameters: { all: true } },
      assessment: { confidence: 1 },
    },
    expected: 'refused',
  },
];
