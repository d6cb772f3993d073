// Every port call of a scripted handoff fails once, in every way: before its effect, after it, with its answer lost, or
// with the function killed on the spot. Nothing may be lost, run twice, or run undecided, wherever it happens.
import { expect, test } from 'vitest';
import { run } from '../../lambdas/core/command.js';
import { fold } from '../../lambdas/core/evolve.js';
import { requestReversal } from '../../lambdas/core/reverse.js';
import { decideReview } from '../../lambdas/core/review.js';
import { link, SETTINGS, START } from '../core/samples.js';
import { sign } from '../support/receipts.js';
import { ACTOR_CASES, Actors } from './actors.js';
import { USE_CASES } from './machine.js';
import { FAULTS, type PortFault } from './ports.js';
import { finalProblems } from './simulate.js';
import { World } from './world.js';

const TERMS = { settings: SETTINGS, now: START };
const KEY = { tenant: 'default', handoffId: 'scripted' };
const MINUTE = 60_000;
const REQUEST = {
  schemaVersion: 1,
  agent: { id: 'support-agent', version: '3' },
  action: { type: 'refund_order', parameters: { orderId: '#W1', amount: 20 } },
};

/** One handoff, approved or edited after five minutes and then reversed, with `fault` at the port call numbered `at`. */
async function scripted(
  decision: 'approve' | 'edit',
  at: number,
  fault: PortFault | undefined,
  /** Which world: whether the action is idempotent, and what a review takes. */
  seed: number,
) {
  // Each seed is another schedule; the script decides, not the actors' dice.
  const world = new World(seed, (call) => (call === at ? fault : undefined), new Set(), 0);
  const silent = () => ({ kind: 'nothing' }) as const;
  const actors = new Actors(world, USE_CASES, {
    ...ACTOR_CASES,
    decideReview: silent,
    aside: () => silent,
  });
  const later = (minutes: number, action: () => unknown) =>
    void world.scheduler.sleep(minutes * MINUTE).then(action);
  const insist = (name: string, decide: Parameters<typeof run>[1]['decide']) =>
    world.insist((ports) =>
      run(ports.log, { key: KEY, commandId: `${name}:0`, now: ports.now(), sign, decide }),
    );
  const handoff = world.handoff(KEY);
  actors.start(KEY, REQUEST);
  later(5, async () => {
    const digest = handoff.facts.find(({ type }) => type === 'requested')?.data as
      | { actionDigest: string }
      | undefined;
    const one = link('ana', { ...KEY, actionDigest: digest?.actionDigest ?? '' });
    handoff.shown.add(`ana:${one.actionDigest}:0`);
    await world.insist(async (ports) => {
      const part = actors.editedPart();
      await ports.context.put(KEY, [part], 0);
      const decided = { decision, ...(decision === 'edit' && { editedDigest: part.digest }) };
      const now = ports.now();
      await run(ports.log, {
        key: KEY,
        commandId: 'decide:0',
        sign,
        now,
        decide: (state) => ACTOR_CASES.decideReview(state, one, decided, now, SETTINGS.reviewers),
      });
    });
  });
  later(10, () => {
    if (!world.requirement) return;
    const { actionDigest = '' } = fold(KEY, handoff.facts);
    const second = link('ben', { ...KEY, actionDigest });
    handoff.shown.add(`ben:${actionDigest}:0`);
    const approve = { decision: 'approve' } as const;
    return insist('decide:0', (state) =>
      state.votes.some(({ reviewerId }) => reviewerId === 'ben')
        ? { kind: 'nothing' }
        : decideReview(state, second, approve, world.scheduler.now, SETTINGS.reviewers),
    );
  });
  later(30, () => {
    const digest = handoff.calls[0]?.digest ?? '';
    return insist('order', (state) =>
      requestReversal(state, link('ana', { ...KEY, purpose: 'reverse', actionDigest: digest }), TERMS),
    );
  });
  for (let minutes = 5; minutes < 300; minutes += 5) later(minutes, actors.sweep);
  const atRest = await world.scheduler.run(20_000);
  return {
    calls: world.portCalls,
    problems: [
      ...(atRest ? [] : ['never came to rest']),
      ...world.violations,
      ...finalProblems(world, actors.executions),
    ],
    types: handoff.facts.map(({ type }) => type),
  };
}

test.each([
  ['approve', 'once', 2],
  ['approve', 'idempotent', 20],
  ['edit', 'once', 2],
  ['approve', 'once, of two people', 7],
  ['edit', 'once, of two people', 7],
] as const)('every port call of a handoff may fail (decision %s, %s)', async (decision, _, seed) => {
  const whole = await scripted(decision, 0, undefined, seed);
  expect(whole.problems).toEqual([]);
  expect(whole.types).toContain('reversed');
  const failures: string[] = [];
  for (let at = 1; at <= whole.calls; at += 1)
    for (const fault of FAULTS) {
      const { problems, types } = await scripted(decision, at, fault, seed);
      const approved = types.includes('performed') || types.includes('closed');
      if (problems.length > 0 || !approved)
        failures.push(`${fault} at ${at}: ${problems.join('; ') || types.join(' ')}`);
    }
  expect(failures).toEqual([]);
});
