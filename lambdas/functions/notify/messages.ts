// The words of every message. Never parameters, context or personal data: mailboxes are read by scanners, and forwarded.
import type { Settings } from '../../contracts/settings.js';
import type { Message, Way } from '../../core/ports.js';
import type { HandoffState } from '../../core/state.js';
import { instantText } from '../instant-text.js';
import { visibleText } from '../visible-text.js';

/** A message before it is addressed. */
export type Words = Pick<Message, 'subject' | 'paragraphs' | 'way'>;

/** Where a link leads, and the code that opens it. */
export type Invitation = Omit<Way, 'label'>;

/** Subject: printable ASCII, below 100 characters (SNS Publish, read 2026-11). */
const subjectOf = (text: string) =>
  visibleText(text)
    .replace(/[^\x20-\x7e]/g, '?')
    .slice(0, 99);

/** Name of the action as the settings have it, else its type. */
export const actionTitle = (state: HandoffState, settings: Settings): string => {
  const type = state.requested?.actionType ?? 'unknown action';
  return settings.actions[type]?.title ?? type;
};

const about = (state: HandoffState, settings: Settings) =>
  [
    `Action:   ${visibleText(actionTitle(state, settings))} (${state.requested?.actionType})`,
    `Agent:    ${visibleText(state.requested?.agent.id ?? 'unknown')}`,
    `Handoff:  ${visibleText(state.handoffId)}`,
  ].join('\n');

const deadlineOf = (state: HandoffState, settings: Settings) =>
  `Deadline: ${instantText(state.route[state.tier - 1]?.deadlineAt ?? '', settings.timeZone)}`;

/** What is asked for; a live handoff asks for more than an answer. */
const wantedOf = ({ verdict }: HandoffState) =>
  verdict?.pattern === 'live'
    ? { what: 'Take-over', lead: 'An agent asks a human to take over.' }
    : { what: 'Decision', lead: 'An agent proposes an action and needs a human decision.' };

/** Asks for a decision, or reminds of it. */
export function reviewMessage(
  state: HandoffState,
  settings: Settings,
  invitation: Invitation,
  isReminder: boolean,
): Words {
  const title = actionTitle(state, settings);
  const { what, lead } = wantedOf(state);
  return {
    subject: subjectOf(
      `${isReminder ? `Reminder: ${what.toLowerCase()}` : what} needed: ${title} [${state.handoffId}]`,
    ),
    paragraphs: [
      isReminder ? 'An agent is still waiting for your decision.' : lead,
      `${about(state, settings)}\n${deadlineOf(state, settings)}`,
    ],
    way: { label: 'Review', ...invitation },
  };
}

/** Asks for a decision that somebody else has passed on. */
export function delegatedMessage(state: HandoffState, settings: Settings, invitation: Invitation): Words {
  const words = reviewMessage(state, settings, invitation, false);
  return { ...words, paragraphs: ['A colleague passes a decision on to you.', ...words.paragraphs] };
}

/** Tells whoever may still decide that the agent has answered. The words are on the page only. */
export function answeredMessage(state: HandoffState, settings: Settings): Words {
  return {
    subject: subjectOf(`The agent answered: ${actionTitle(state, settings)} [${state.handoffId}]`),
    paragraphs: [
      'The agent has answered a question about a decision that waits for you.',
      `${about(state, settings)}\n${deadlineOf(state, settings)}`,
      'To read the answer, open the link by which you were asked to decide. Its code is the same.',
    ],
  };
}

const PERFORMED = {
  performed: 'ran',
  failed: 'failed',
  'in-doubt': 'is in doubt: it may or may not have run. Please check the system that it acts on',
  granted: 'was granted to the agent, which may now run it',
} as const;

/** Tells the decider what became of the action; `invitation` leads to its reversal. */
export function performedMessage(
  state: HandoffState,
  settings: Settings,
  invitation: Invitation | undefined,
): Words {
  const title = actionTitle(state, settings);
  const status = state.performance?.status ?? 'in-doubt';
  const label = status === 'performed' ? 'Done' : status === 'granted' ? 'Granted' : `Action ${status}`;
  return {
    subject: subjectOf(`${label}: ${title} [${state.handoffId}]`),
    paragraphs: [
      `The action that you decided on ${PERFORMED[status]}.`,
      about(state, settings),
      ...(invitation ? ['To reverse it:'] : []),
    ],
    way: invitation && { label: 'Reverse', ...invitation },
  };
}

/** Invites one person to reverse what ran. */
export function reversalMessage(state: HandoffState, settings: Settings, invitation: Invitation): Words {
  return {
    subject: subjectOf(`Reversal: ${actionTitle(state, settings)} [${state.handoffId}]`),
    paragraphs: ['You can reverse an action that ran.', about(state, settings)],
    way: { label: 'Reverse', ...invitation },
  };
}

/** Invites one person to enrol a passkey. */
export function enrolmentMessage({ handoffId }: HandoffState, invitation: Invitation): Words {
  return {
    subject: subjectOf('Enrol a passkey for your decisions'),
    paragraphs: [
      'Some decisions take a passkey: a fingerprint, a face, or the PIN of your device. Please enrol yours once, on the device from which you decide. It takes the place of any earlier one.',
      `Handoff:  ${visibleText(handoffId)}`,
    ],
    way: { label: 'Enrol', ...invitation },
  };
}

const REVERSED = {
  full: 'The action was reversed in full.',
  partial: 'The action was reversed in part. Please check what is left of it.',
  impossible: 'The action could not be reversed. Please put it right by hand.',
  'in-doubt': 'It is in doubt whether the action was reversed. Please check the system that it acts on.',
} as const;

/** Tells whoever ordered a reversal what came of it. */
export function reversedMessage(state: HandoffState, settings: Settings): Words {
  const result = state.reversal?.result ?? 'in-doubt';
  return {
    subject: subjectOf(`Reversal ${result}: ${actionTitle(state, settings)} [${state.handoffId}]`),
    paragraphs: [REVERSED[result], about(state, settings)],
  };
}
