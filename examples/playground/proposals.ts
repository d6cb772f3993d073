// What the playground's agent proposes, and what it says once it knows more. Its words are the example's, not the stack's.
import type { HandoffRequestInput, Outcome } from 'agent-handoff/contracts';

interface Sample {
  /** Label of the button. */
  readonly label: string;
  readonly request: HandoffRequestInput;
}

const agent = { id: 'shop-agent', version: '3', owner: 'support-team' };

export const SAMPLES: Readonly<Record<string, Sample>> = {
  refund: {
    label: 'Refund 120, not sure',
    request: {
      schemaVersion: 1,
      agent,
      action: {
        type: 'refund_order',
        resource: 'order/A-1001',
        parameters: { orderId: 'A-1001', amount: 120 },
      },
      assessment: {
        confidence: 0.62,
        rationale:
          'The carrier lost the parcel. The customer has been with us since 2019 and never asked before.',
        alternatives: [{ summary: 'Send a replacement instead', confidence: 0.3 }],
      },
      context: {
        conversationHistory: {
          turns: [
            { speaker: 'customer', text: 'My parcel never arrived, and I want my money back.' },
            { speaker: 'agent', text: 'I am sorry to hear that. Let me look into it.' },
            { speaker: 'customer', text: 'It has been three weeks now.' },
          ],
        },
        customerProfile: { customerId: 'C-77', name: 'Mia Chen', since: 2019, orders: 41, refunds: 0 },
        processState: {
          process: 'complaint',
          completed: [{ action: 'find_order' }, { action: 'ask_carrier' }],
        },
        environmentalData: {
          observations: [{ source: 'carrier-api', data: { parcel: 'A-1001', status: 'lost in transit' } }],
        },
        agentReasoning: { summary: 'Lost parcel, loyal customer: refund rather than replace.' },
      },
    },
  },
  address: {
    label: 'Change an address, sure',
    request: {
      schemaVersion: 1,
      agent,
      action: {
        type: 'update_address',
        resource: 'customer/C-77',
        parameters: { customerId: 'C-77', street: '12 Elm Row', city: 'Leeds', zip: 'LS1 4DY' },
      },
      assessment: { confidence: 0.95, rationale: 'The customer gave the new address twice.' },
    },
  },
  notice: {
    label: 'Send a notice, cannot be undone',
    request: {
      schemaVersion: 1,
      agent,
      action: {
        type: 'send_notice',
        resource: 'customer/C-77',
        parameters: { customerId: 'C-77', message: 'Your account will be closed on Friday.' },
      },
      assessment: { confidence: 0.98, rationale: 'The policy asks for it.' },
    },
  },
};

const quoted = (text: string | undefined) => (text ? `: “${text}”` : '.');

const PERFORMED: Readonly<Record<string, string>> = {
  performed: 'It ran. I told the customer.',
  failed: 'It was tried, and failed. I told the customer that we are on it.',
  'in-doubt': 'Whether it ran is in doubt, so I wait for a person to look.',
  granted: 'I hold the grant, and run it myself.',
};

const ENDINGS: { [S in Outcome['status']]: (outcome: Outcome) => string } = {
  autonomous: () => 'Nobody had to be asked.',
  approved: ({ decision }) => `${decision?.reviewerId} approved it.`,
  edited: ({ decision, action }) =>
    `${decision?.reviewerId} changed it to ${JSON.stringify(action?.parameters)}; I go on with that.`,
  rejected: ({ decision }) => `${decision?.reviewerId} rejected it${quoted(decision?.text)} I stop here.`,
  responded: ({ decision }) =>
    `${decision?.reviewerId} answered${quoted(decision?.text)} I do that instead; nothing ran.`,
  expired: () => 'Nobody answered in time. Nothing ran, and I stop here.',
  withdrawn: () => 'A review was offered, and not wanted. Nothing ran.',
  cancelled: () => 'I took it back.',
  refused: ({ problems }) =>
    `It was refused: ${problems?.map(({ path, rule }) => `${path} ${rule}`).join('; ')}`,
  closed: () => 'The execution was stopped. Nothing ran.',
};

/** The agent's own account of where it stands. */
export function inTheAgentsWords(outcome: Outcome | undefined): string {
  if (!outcome)
    return 'I wait for a person. Nothing of me runs meanwhile: no process, no connection, no bill.';
  const performed = outcome.performance ? ` ${PERFORMED[outcome.performance.status]}` : '';
  const reversal = outcome.reversal
    ? ` Later a person reversed it (${outcome.reversal.result}); I told the customer that too.`
    : '';
  return `${ENDINGS[outcome.status](outcome)}${performed}${reversal}`;
}
