// Evaluating over ports in memory: what becomes of a request, good or bad, and who may open a handoff.
import { beforeEach, expect, it } from 'vitest';
import type { FactOf, Unsealed } from '../../../lambdas/contracts/event.js';
import type { PolicyAnswer, PolicyQuestion } from '../../../lambdas/contracts/policies.js';
import type { EvaluateInput } from '../../../lambdas/contracts/workflow.js';
import { seal } from '../../../lambdas/core/chain.js';
import { run } from '../../../lambdas/core/command.js';
import { partDigest } from '../../../lambdas/core/digest.js';
import { fold } from '../../../lambdas/core/evolve.js';
import { type ContextStore, type Moods, PartTooLargeError } from '../../../lambdas/core/ports.js';
import { stop, stopsKey } from '../../../lambdas/core/stop.js';
import { evaluateRequest } from '../../../lambdas/functions/evaluate/evaluate-request.js';
import { EXECUTION, KEY, POLICY, START } from '../../core/samples.js';
import { MemoryContext } from '../../support/memory-context.js';
import { MemoryLog } from '../../support/memory-log.js';
import { sign } from '../../support/receipts.js';
import { REFUND } from '../../support/review-desk.js';

let log: MemoryLog;
let context: MemoryContext;
beforeEach(() => {
  log = new MemoryLog();
  context = new MemoryContext();
});

const evaluate = (
  request: unknown,
  execution: Partial<EvaluateInput['execution']> = {},
  store: ContextStore = context,
) =>
  evaluateRequest(
    { execution: { ...EXECUTION, name: 'refund-42', ...execution }, request },
    { log, context: store, policy: POLICY, sign, now: START, randomSalt: () => 'salt' },
  );

it('a model of moods that fails takes no reason away, and gives none', async () => {
  const sentiment = { frustrationAtLeast: 0.4, reader: 'comprehend' } as const;
  const governance = { schemaVersion: 1, version: '1', sentiment } as const;
  const turns = ['Where is it?', 'Still nothing.'].map((text) => ({ speaker: 'customer', text }));
  const asked: unknown[] = [];
  const judgedBy = async (name: string, moods: Moods) => {
    await evaluateRequest(
      {
        execution: { ...EXECUTION, name },
        request: { ...REFUND, locale: 'en-GB', context: { conversationHistory: { turns } } },
      },
      {
        ...{ log, context, sign, now: START, randomSalt: () => 'salt' },
        policy: { ...POLICY, settings: { ...POLICY.settings, governance } },
        moods: {
          read: async (...question) => {
            asked.push(question);
            return moods;
          },
        },
      },
    );
    const [requested] = await log.read({ ...KEY, handoffId: name });
    return (requested as FactOf<'requested'>).data.verdict.rules.map(({ rule }) => rule);
  };
  const without = await judgedBy('refund-1', 'unknown');
  expect(await judgedBy('refund-2', [0.9, 0.8])).toEqual([...without, 'sentiment-frustration']);
  expect(asked[0]).toEqual([['Still nothing.', 'Where is it?'], 'en']);
});
const refusedFor = async (request: unknown) => {
  const step = await evaluate(request);
  return step.next === 'done' ? step.outcome.problems : undefined;
};

it('R9 binds the handoff to its execution by the first fact', async () => {
  expect(await evaluate(REFUND)).toMatchObject({ next: 'await', tier: 1 });
  expect((await log.read(KEY))[0]).toMatchObject({ type: 'requested', data: { execution: EXECUTION } });
});

it('R9 the same execution that asks twice writes one fact', async () => {
  await evaluate(REFUND);
  expect(await evaluate(REFUND)).toMatchObject({ next: 'await' });
  expect(await log.read(KEY)).toHaveLength(1);
});

it('R9 a later execution of the same id is turned away while the first is open', async () => {
  await evaluate(REFUND);
  await expect(evaluate(REFUND, { startedAt: '2027-03-01T12:00:00.000Z' })).rejects.toMatchObject({
    name: 'HandoffUnknown',
  });
  expect(await log.read(KEY)).toHaveLength(1);
});

it('R9 another execution that starts in the same millisecond is turned away, too', async () => {
  await evaluate(REFUND);
  await expect(evaluate(REFUND, { arn: `${EXECUTION.arn}-copy` })).rejects.toMatchObject({
    name: 'HandoffUnknown',
  });
});

it('R9 a malformed request under the id of an open handoff ends nothing and is told nothing', async () => {
  await evaluate(REFUND);
  await expect(evaluate({}, { startedAt: '2027-03-01T12:00:00.000Z' })).rejects.toMatchObject({
    name: 'HandoffUnknown',
  });
  expect(await log.read(KEY)).toHaveLength(1);
});

it('R9 a later execution is given the recorded outcome, whatever it asks for', async () => {
  await evaluate({ ...REFUND, action: { type: 'launch_rocket', parameters: {} } });
  const step = await evaluate(REFUND, { startedAt: '2027-03-01T12:00:00.000Z' });
  expect(step).toMatchObject({ next: 'done', outcome: { status: 'refused' } });
  expect(await log.read(KEY)).toHaveLength(1);
});

it('R11 refuses an unknown action type with the list of the registered ones', async () => {
  expect(await refusedFor({ ...REFUND, action: { type: 'launch_rocket', parameters: {} } })).toEqual([
    {
      path: 'action.type',
      rule: 'is not registered; registered are: refund_order, send_note',
      value: 'launch_rocket',
    },
  ]);
});

it('R11 holds parameters to the schema of their type, and names the field', async () => {
  const problems = await refusedFor({
    ...REFUND,
    action: { type: 'refund_order', parameters: { orderId: '#W1', amount: -1, iban: 'DE02' } },
  });
  expect(problems?.map(({ path }) => path)).toContain('action.parameters.amount');
});

it.each<[string, unknown, string]>([
  ['no object', null, '(whole input)'],
  ['a missing field', { schemaVersion: 1 }, 'agent'],
  ['a wrong type', { ...REFUND, agent: 'me' }, 'agent'],
  ['an unknown field', { ...REFUND, urgent: true }, '(whole input)'],
  ['a pattern that nobody knows', { ...REFUND, preferredPattern: 'telepathy' }, 'preferredPattern'],
  ['a confidence out of range', { ...REFUND, assessment: { confidence: 2 } }, 'assessment.confidence'],
])('refuses %s, and names the field', async (_, request, path) => {
  expect((await refusedFor(request))?.map((problem) => problem.path)).toContain(path);
  expect((await log.read(KEY)).map(({ type }) => type)).toEqual(['refused']);
});

it('keeps values out of the log when it refuses them, and tells them to the caller only', async () => {
  const problems = await refusedFor({ ...REFUND, locale: 'Mia Chen, DE02 1203' });
  expect(JSON.stringify(problems)).toContain('Mia Chen');
  expect(JSON.stringify(await log.read(KEY))).not.toContain('Mia Chen');
});

it('R17 takes context by digest that the client has uploaded', async () => {
  const body = { name: 'Mia Chen' };
  const digest = partDigest('their salt', 'customerProfile', body);
  await context.put(KEY, [{ part: 'customerProfile', digest, salt: 'their salt', body }]);
  expect(await evaluate({ ...REFUND, contextRefs: { customerProfile: digest } })).toMatchObject({
    next: 'await',
  });
  expect((await log.read(KEY))[0]).toMatchObject({ data: { partRefs: { customerProfile: digest } } });
});

it('R17 refuses a digest under which nothing is stored', async () => {
  expect(await refusedFor({ ...REFUND, contextRefs: { customerProfile: 'a'.repeat(64) } })).toEqual([
    { path: 'contextRefs.customerProfile', rule: 'names a part that is not stored under this handoff' },
  ]);
});

it('R17 refuses a part that is stored but is not what its digest says', async () => {
  const digest = partDigest('their salt', 'customerProfile', { name: 'Mia Chen' });
  await context.put(KEY, [
    { part: 'customerProfile', digest, salt: 'their salt', body: { name: 'Somebody else' } },
  ]);
  expect((await refusedFor({ ...REFUND, contextRefs: { customerProfile: digest } }))?.[0]?.path).toBe(
    'contextRefs.customerProfile',
  );
});

it('R17 refuses inline context that no item can hold, with its size', async () => {
  const full: ContextStore = {
    put: () => Promise.reject(new PartTooLargeError('environmentalData', 390_001)),
    read: (key, wanted) => context.read(key, wanted),
  };
  const step = await evaluate(REFUND, {}, full);
  expect(step.next === 'done' && step.outcome.problems).toEqual([
    {
      path: 'context.environmentalData',
      rule: 'has 390001 compressed bytes; at most 390000 can be stored',
    },
  ]);
});

it('refuses an uploaded conversation that nobody can read: it could hide a customer who asks for a human', async () => {
  const body = { turns: 'none' };
  const digest = partDigest('their salt', 'conversationHistory', body);
  await context.put(KEY, [{ part: 'conversationHistory', digest, salt: 'their salt', body }]);
  const problems = await refusedFor({ ...REFUND, contextRefs: { conversationHistory: digest } });
  expect(problems?.map(({ path }) => path)).toEqual(['contextRefs.conversationHistory']);
});

const SET = { version: 'v1', digest: '1'.repeat(64) };
/** Evaluates under a policy set, with an engine that notes what it is asked. */
function evaluateUnder(answer: PolicyAnswer, set = SET, request: unknown = REFUND) {
  const asked: PolicyQuestion[] = [];
  const policies = {
    judge: (question: PolicyQuestion) => {
      asked.push(question);
      return Promise.resolve(answer);
    },
  };
  const policy = { ...POLICY, settings: { ...POLICY.settings, policySet: set } };
  const step = evaluateRequest(
    { execution: { ...EXECUTION, name: 'refund-42' }, request },
    { log, context, policy, policies, sign, now: START, randomSalt: () => 'salt' },
  );
  return step.then((next) => ({ next, asked }));
}

it('records the policy set with version and digest, and every policy that matched, in the first fact', async () => {
  const { asked } = await evaluateUnder({ matches: [{ id: 'large', demand: { approvals: 2 } }] });
  expect(asked).toMatchObject([
    { set: SET.digest, action: { type: 'refund_order' }, effect: 'compensatable' },
  ]);
  const [fact] = await log.read(KEY);
  expect(fact).toMatchObject({ data: { verdict: { policySet: SET, requirement: { approvals: 2 } } } });
  expect(JSON.stringify(fact)).toContain('policy:large');
});

it('hands off, and says why, when the policies cannot be asked', async () => {
  const sure = { ...REFUND, assessment: { confidence: 1 } };
  const { next } = await evaluateUnder({ matches: [], fault: 'policy-unavailable' }, SET, sure);
  expect(next).toMatchObject({ next: 'await' });
  expect(JSON.stringify(await log.read(KEY))).toContain('policy-unavailable');
});

it('R7 judges an edit by the policy set under which the handoff was opened, after another was deployed', async () => {
  await evaluateUnder({ matches: [] });
  const [opened] = await log.read(KEY);
  const body = { type: 'refund_order', parameters: { orderId: '#W1', amount: 5 } };
  const editedDigest = partDigest('salt', 'action', body);
  await context.put(KEY, [{ part: 'action', digest: editedDigest, salt: 'salt', body }]);
  const decide = (data: object) => async () => {
    const state = fold(KEY, await log.read(KEY));
    await log.append(seal(state, data as Unsealed, `command-${state.sequence}`, EXECUTION.startedAt));
  };
  const actionDigest = (opened as FactOf<'requested'>).data.actionDigest;
  const edit = { decision: 'edit', reviewerId: 'ana', tier: 1, actionDigest, editedDigest };
  await decide({ type: 'decided', data: edit })();
  const { asked } = await evaluateUnder({ matches: [] }, { version: 'v2', digest: '2'.repeat(64) });
  expect(asked.at(-1)).toMatchObject({ set: SET.digest, action: { parameters: { amount: 5 } } });
  expect((await log.read(KEY)).at(-1)).toMatchObject({
    type: 'reevaluated',
    data: { verdict: { policySet: SET } },
  });
});

const stopAgent = () =>
  run(log, {
    key: stopsKey('default'),
    commandId: 'stop',
    now: START,
    decide: (state) =>
      stop(state, {
        scope: { kind: 'agent', agentId: 'support-agent' },
        by: 'olga',
        reason: 'refunds twice',
      }),
  });

it('refuses a new request of a stopped agent, on the log, and stores nothing of it', async () => {
  await stopAgent();
  expect(await evaluate(REFUND)).toMatchObject({
    next: 'done',
    outcome: {
      status: 'refused',
      problems: [{ path: 'agent.id', rule: expect.stringMatching(/^is stopped: /) }],
    },
  });
  expect((await log.read(KEY)).map(({ type }) => type)).toEqual(['refused']);
  expect(
    await evaluate({ ...REFUND, agent: { id: 'other-agent', version: '1' } }, { name: 'refund-43' }),
  ).toMatchObject({
    next: 'await',
  });
});

it('a stop does not change what became of a request that was accepted before it', async () => {
  await evaluate(REFUND);
  await stopAgent();
  expect(await evaluate(REFUND)).toMatchObject({ next: 'await' });
});
