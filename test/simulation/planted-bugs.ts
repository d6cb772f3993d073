// Bugs to plant in a simulated world, each with the promise that it breaks. Used by planted-bugs.test.ts.
import { STOPS_ID } from '../../lambdas/contracts/ids.js';
import { type Answer, append, run } from '../../lambdas/core/command.js';
import { fold } from '../../lambdas/core/evolve.js';
import { acceptOffer } from '../../lambdas/core/offer.js';
import { idempotencyKey } from '../../lambdas/core/perform.js';
import { decideReview } from '../../lambdas/core/review.js';
import type { HandoffState } from '../../lambdas/core/state.js';
import { openWait } from '../../lambdas/functions/await-decision/open-wait.js';
import { evaluateRequest } from '../../lambdas/functions/evaluate/evaluate-request.js';
import { performAction } from '../../lambdas/functions/perform/perform-action.js';
import { reverseAction } from '../../lambdas/functions/reverse/reverse-action.js';
import { settleOutcome } from '../../lambdas/functions/settle-outcome/settle-outcome.js';
import { sweepWaits } from '../../lambdas/functions/wake/wake-execution.js';
import { DIGEST, SETTINGS } from '../core/samples.js';
import type { Options } from './simulate.js';

type Planted = Omit<Options, 'seed'>;
type Perform = typeof performAction;
type PerformDependencies = Parameters<Perform>[1];

/** Calls the performer for what the log proposes, asking nobody. */
async function callFor(state: HandoffState, { context, performers }: PerformDependencies) {
  const digest = state.actionDigest ?? '';
  const [action] = await context.read(state, [{ part: 'action', digest }]);
  if (!action) return;
  const { tenant, handoffId } = state;
  await performers.call(
    { kind: 'lambda', target: 0 },
    { tenant, handoffId, digest, idempotencyKey: idempotencyKey(state), action: action.body as never },
  );
}
const readState = async ({ handoff }: Parameters<Perform>[0], { log }: PerformDependencies) =>
  fold(handoff, await log.read(handoff));

const performWithoutClaim: Perform = async (input, dependencies) => {
  const state = await readState(input, dependencies);
  if (state.phase === 'cleared') await callFor(state, dependencies);
  return performAction(input, dependencies);
};
const performAgainAfterClaim: Perform = async (input, dependencies) => {
  const state = await readState(input, dependencies);
  if (state.phase === 'performing') await callFor(state, dependencies);
  return performAction(input, dependencies);
};
const performWhateverIsDecided: Perform = async (input, dependencies) => {
  const state = await readState(input, dependencies);
  if (state.outcome === 'cancelled') await callFor(state, dependencies);
  return performAction(input, dependencies);
};
const performAll: Planted = {
  useCases: {
    // Trusts that whoever woke it meant yes.
    settleOutcome: async (input, dependencies) => {
      const step = await settleOutcome(input, dependencies);
      return step.next === 'await' ? { next: 'perform', handoff: step.handoff } : step;
    },
    performAction: async (input, dependencies) => {
      const state = await readState(input, dependencies);
      await callFor(state, dependencies);
      return performAction(input, dependencies);
    },
  },
};

const decideWith =
  (
    change: (...call: Parameters<typeof decideReview>) => Parameters<typeof decideReview>,
  ): typeof decideReview =>
  (...call) =>
    decideReview(...change(...call));
/** Somebody who ended a wait by the clock says "approve". */
const approveAtDeadline: Planted = {
  useCases: {
    settleOutcome: async (input, dependencies) => {
      const key = { tenant: 'default', handoffId: input.execution.name };
      const decide = (state: HandoffState): Answer =>
        state.phase === 'reviewing' &&
        dependencies.now >= Date.parse(state.route[state.tier - 1]?.deadlineAt ?? '')
          ? append({
              type: 'decided',
              data: {
                decision: 'approve',
                reviewerId: 'timeout',
                tier: state.tier,
                actionDigest: state.actionDigest ?? '',
              },
            })
          : { kind: 'nothing' };
      await run(dependencies.log, { key, commandId: 'settle', now: dependencies.now, decide });
      return settleOutcome(input, dependencies);
    },
  },
};

/** What is wrong, the promise that it breaks, and how it is planted. */
const acceptAnyTime: Planted = { cases: { acceptOffer: (state, by) => acceptOffer(state, by, 0) } };
const openAtOnce: Planted = {
  useCases: {
    openWait: async (input, dependencies) => {
      const data = { tier: 1, actionDigest: DIGEST.action, deadlineAt: input.deadlineAt };
      const decide = ({ phase }: HandoffState): Answer =>
        phase === 'offered' ? append({ type: 'reviewOpened', data }) : { kind: 'nothing' };
      const { log, now } = dependencies;
      await run(log, { key: input.handoff, commandId: `early:${input.enteredAt}`, now, decide });
      return openWait(input, dependencies);
    },
  },
};

export const BUGS: [string, RegExp, Planted][] = [
  ['an append that asks no condition', /I4|I12/, { bugs: ['non-conditional append'] }],
  ['stored parts whose digests nobody checks', /I6/, { bugs: ['digest unchecked'] }],
  ['a wake before the fact', /I3/, { bugs: ['wake before fact'] }],
  ['a run without a claim', /I3/, { useCases: { performAction: performWithoutClaim } }],
  ['a run that finds a claim and calls again', /I2/, { useCases: { performAction: performAgainAfterClaim } }],
  ['a run of what was cancelled', /I10/, { useCases: { performAction: performWhateverIsDecided } }],
  ['a machine that takes every wake for a yes', /I1|I10/, performAll],
  ['a deadline that approves', /I1/, approveAtDeadline],
  ['an offer that may be accepted at any time', /I8/, acceptAnyTime],
  ['a review that is opened before its offer is accepted', /I1/, openAtOnce],
  [
    'one invocation id for every run',
    /I2/,
    {
      useCases: {
        performAction: (input, dependencies) =>
          performAction(input, { ...dependencies, invocationId: 'same' }),
      },
    },
  ],
  [
    'one invocation id for every reversal',
    /I11/,
    {
      useCases: {
        reverseAction: (key, dependencies) => reverseAction(key, { ...dependencies, invocationId: 'same' }),
      },
    },
  ],
  [
    'a reversal without an order',
    /I11/,
    {
      useCases: {
        performAction: async (input, dependencies) => {
          const step = await performAction(input, dependencies);
          const state = await readState(input, dependencies);
          await dependencies.performers.call(
            { kind: 'lambda', target: 1 },
            {
              ...input.handoff,
              digest: state.actionDigest ?? '',
              idempotencyKey: `${idempotencyKey(state)}/reverse`,
              action: {} as never,
            },
          );
          return step;
        },
      },
    },
  ],
  [
    'a clock that the form brings along',
    /I8/,
    {
      cases: {
        decideReview: decideWith((state, link, decided, _, directory) => [
          state,
          link,
          decided,
          0,
          directory,
        ]),
      },
    },
  ],
  [
    'links that stay good after an edit',
    /I1|I6|I7/,
    {
      cases: {
        decideReview: (state, link, decided, now, directory) => {
          const answer = decideReview(
            state,
            { ...link, actionDigest: state.actionDigest ?? '' },
            decided,
            now,
            directory,
          );
          return answer.kind === 'append' && answer.fact.type === 'decided'
            ? append({ type: 'decided', data: { ...answer.fact.data, actionDigest: link.actionDigest } })
            : answer;
        },
      },
    },
  ],
  [
    'links that follow the proposal',
    /I6|I8/,
    {
      cases: {
        decideReview: decideWith((state, link, ...rest) => [
          state,
          { ...link, actionDigest: state.actionDigest ?? '' },
          ...rest,
        ]),
      },
    },
  ],
  [
    'links of any generation',
    /I8/,
    { cases: { decideReview: decideWith((state, ...rest) => [{ ...state, generations: {} }, ...rest]) } },
  ],
  [
    'links for any purpose',
    /I8/,
    {
      cases: {
        decideReview: decideWith((state, link, ...rest) => [state, { ...link, purpose: 'review' }, ...rest]),
      },
    },
  ],
  [
    'reviewers whom nobody asked',
    /I1|I8/,
    {
      cases: {
        decideReview: (state, link, decided, now, directory) =>
          decideReview(
            {
              ...state,
              route: state.route.map((tier) => ({ ...tier, reviewers: [...tier.reviewers, 'mallory'] })),
            },
            link,
            decided,
            now,
            { ...directory, mallory: { name: 'M', email: 'm@example.com', person: 'mallory' } },
          ),
      },
    },
  ],
  [
    'a cancellation while the action runs',
    /I4|I12/,
    {
      cases: {
        cancelHandoff: (state) =>
          state.phase === 'unknown'
            ? { kind: 'nothing' }
            : append({ type: 'cancelled', data: { by: 'agent' } }),
      },
    },
  ],
  [
    'an edit that is its author’s approval whatever the new verdict says',
    /I7|I6|I1/,
    {
      useCases: {
        settleOutcome: async (input, dependencies) => {
          const step = await settleOutcome(input, dependencies);
          return step.next === 'evaluate' ? { next: 'perform', handoff: step.handoff } : step;
        },
        performAction: async (input, dependencies) => {
          const state = await readState(input, dependencies);
          if (state.phase === 'edited') await callFor(state, dependencies);
          return performAction(input, dependencies);
        },
      },
    },
  ],
  [
    'a sweep that calls every wait overdue',
    /L1|L2|I3/,
    {
      cases: {
        sweepWaits: (dependencies) => sweepWaits({ ...dependencies, now: dependencies.now + 86_400_000 }),
      },
    },
  ],
  [
    'a machine that tells its agent "expired" of what was approved',
    /L2|L1/,
    {
      useCases: {
        settleOutcome: async (input, dependencies) => {
          const step = await settleOutcome(input, dependencies);
          if (step.next !== 'perform') return step;
          return {
            next: 'done',
            handoff: step.handoff,
            outcome: {
              schemaVersion: 1,
              ...step.handoff,
              status: 'expired',
              rules: [],
              sequence: 99,
              headHash: DIGEST.other,
            },
          };
        },
      },
    },
  ],
  [
    'a performer that does not look whether the world has changed',
    /I16/,
    {
      useCases: {
        performAction: (input, dependencies) => {
          const version = async (digest: string | undefined) => {
            const handoff = { ...input.handoff };
            const [part] = await dependencies.context.read(handoff, [
              { part: 'preconditions', digest: digest ?? '' },
            ]);
            return part?.body ?? null;
          };
          const performers: typeof dependencies.performers = {
            call: async (performer, call) =>
              call.idempotencyKey.includes('/check/')
                ? {
                    status: 'performed',
                    result: await version((await readState(input, dependencies)).preconditionsDigest),
                  }
                : dependencies.performers.call(performer, call),
          };
          return performAction(input, { ...dependencies, performers });
        },
      },
    },
  ],
  [
    'a performer that does not ask the stop switch',
    /I10/,
    {
      useCases: {
        performAction: (input, dependencies) => {
          const read: typeof dependencies.log.read = (key) =>
            key.handoffId === STOPS_ID ? Promise.resolve([]) : dependencies.log.read(key);
          const append: typeof dependencies.log.append = (fact) => dependencies.log.append(fact);
          return performAction(input, { ...dependencies, log: { read, append } });
        },
      },
    },
  ],
  [
    'an evaluation that swallows its failure',
    /L1/,
    {
      useCases: {
        evaluateRequest: (input, dependencies) =>
          evaluateRequest(input, dependencies).catch(() => ({
            next: 'done',
            handoff: { tenant: 'default', handoffId: input.execution.name },
            outcome: {
              schemaVersion: 1,
              tenant: 'default',
              handoffId: input.execution.name,
              status: 'refused',
              rules: [],
              sequence: 0,
              headHash: '0'.repeat(64),
            },
          })),
      },
    },
  ],
  [
    'a policy in which everything is idempotent',
    /I2/,
    {
      useCases: {
        performAction: (input, dependencies) => {
          const refund = SETTINGS.actions.refund_order;
          const actions = { ...(refund && { refund_order: { ...refund, idempotent: true } }) };
          return performAction(input, {
            ...dependencies,
            policy: { ...dependencies.policy, settings: { ...SETTINGS, actions } },
          });
        },
      },
    },
  ],
];
