// The one scenario file: what the suite plays on the embedded runtime and on the emulator, and must find equal. The demo's
// scenarios, and what only shows when others meddle: second starts, late clicks, wrong codes, failing functions, crowds.
import assert from 'node:assert/strict';
import type { HandoffRequestInput } from 'agent-handoff/contracts';
import { SCENARIOS as DEMO, type Scenario } from '../examples/demo/scenarios.js';
import { Visitor } from '../examples/reviewer/visitor.js';

/** Which of the suite's stacks a scenario needs: the reference one, or the one whose reviewers have seconds. */
export type StackName = 'reference' | 'brief';

export interface SuiteScenario extends Scenario {
  readonly on: StackName;
  /** How many of it are played at once; 1 by default. Each must leave the same log. */
  readonly copies?: number;
  /** A handler waits for another machine by the clock of its process: virtual time would stand still meanwhile. */
  readonly needsRealTime?: boolean;
}

/** Who decides where a scenario names nobody: whose mail comes first is not the same everywhere. */
export const ANA = 'ana@example.com';
const BEN = 'ben@example.com';

const refund: HandoffRequestInput = {
  schemaVersion: 1,
  agent: { id: 'suite-agent', version: '1' },
  action: { type: 'refund_order', parameters: { orderId: 'A-1001', amount: 120 } },
  assessment: { confidence: 0.4 },
};

const parcel: HandoffRequestInput = {
  ...refund,
  action: { type: 'ship_parcel', parameters: {} },
  assessment: { confidence: 0.99 },
};

const meddled: readonly SuiteScenario[] = [
  {
    name: 'second-start',
    about: 'The same start joins; another request under the same id is refused',
    on: 'reference',
    request: refund,
    expected: 'approved',
    people: async (stage) => {
      await stage.propose(refund);
      const other = { ...refund, assessment: { confidence: 0.99 } };
      await assert.rejects(stage.propose(other), { name: 'ExecutionAlreadyExists' });
      await stage.decide({ decision: 'approve' });
    },
  },
  {
    name: 'late-click',
    about: 'Who decides too late is told who was first',
    on: 'reference',
    request: refund,
    expected: 'approved',
    people: async (stage) => {
      const late = await stage.enter({ to: BEN });
      await stage.decide({ decision: 'approve' }, { to: ANA });
      const page = await late.decide({ decision: 'reject', text: 'Too late.' });
      assert.notEqual(page.status, 303);
      assert.match(page.text, /Ana Ruiz/);
    },
  },
  {
    name: 'wrong-codes',
    about: 'Five wrong codes lock a link, even for the right one; another reviewer decides',
    on: 'reference',
    request: refund,
    expected: 'approved',
    people: async (stage) => {
      const invitation = await stage.invitation({ to: BEN });
      for (let attempt = 1; attempt <= 5; attempt += 1)
        await assert.rejects(Visitor.enter({ ...invitation, code: '0000-0000' }));
      await assert.rejects(Visitor.enter(invitation));
      await stage.decide({ decision: 'approve' }, { to: ANA });
    },
  },
  {
    name: 'failing-lambda',
    about: 'A function that fails once is retried by the machine that performs',
    on: 'brief',
    needsRealTime: true,
    request: parcel,
    expected: 'autonomous',
  },
  {
    name: 'crowd',
    about: 'Twenty at once, each approved over its own link',
    on: 'reference',
    copies: 20,
    request: refund,
    expected: 'approved',
    people: (stage) => stage.decide({ decision: 'approve' }),
  },
];

export const SCENARIOS: readonly SuiteScenario[] = [
  ...DEMO.map((scenario) => ({
    ...scenario,
    on: scenario.name === 'expire' ? ('brief' as const) : ('reference' as const),
  })),
  ...meddled,
];

/** Opened by the version before, decided, performed and reversed by this one; its log is that of `reverse`. */
export const UPGRADED = {
  name: 'upgrade',
  about: 'Opened by the version before; decided, performed and reversed by this one',
  like: 'reverse',
} as const;
