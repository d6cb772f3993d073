// One simulated run from one seed: several handoffs, everybody around them, faults that end, and what must hold then.

import type { Fact } from '../../lambdas/contracts/event.js';
import { lift, stop } from '../../lambdas/core/stop.js';
import { ACTOR_CASES, type ActorCases, Actors } from './actors.js';
import { settlingFact } from './invariants.js';
import { type Execution, USE_CASES, type UseCases } from './machine.js';
import { FAULTS } from './ports.js';
import { type FaultPlan, World } from './world.js';

const MINUTE = 60_000;

export interface Options {
  readonly seed: number;
  readonly bugs?: readonly string[];
  readonly useCases?: Partial<UseCases>;
  readonly cases?: Partial<ActorCases>;
}

export interface Run {
  readonly violations: readonly string[];
  readonly steps: number;
  readonly facts: number;
  readonly types: ReadonlySet<string>;
}

/** Up to a dozen faults, anywhere; a quarter of the seeds have none. */
function randomFaults(seed: number): FaultPlan {
  let left = seed % 4 === 0 ? 0 : seed % 12;
  return (_, __, random) => {
    if (left === 0 || !random.chance(0.04)) return undefined;
    left -= 1;
    return random.pick(FAULTS);
  };
}

const requestOf = (confidence: number, preferredPattern: 'durable' | 'hybrid', version?: number) => ({
  schemaVersion: 1,
  agent: { id: 'support-agent', version: '3' },
  action: { type: 'refund_order', parameters: { orderId: '#W1', amount: 20 } },
  assessment: { confidence },
  preferredPattern,
  ...(version !== undefined && { preconditions: { version } }),
});

/** What must be true of a handoff once everything has come to rest. */
export function finalProblems(world: World, executions: readonly Execution[]): string[] {
  return executions.flatMap(({ key, status, output }) => {
    const { facts } = world.handoff(key);
    const settled = settlingFact(facts);
    const has = (type: Fact['type']) => facts.some((fact) => fact.type === type);
    const performed = has('performed');
    return [
      ...(settled ? [] : [`L1 ${key.handoffId} never settled`]),
      ...(has('reversalRequested') && !has('reversed')
        ? [`L1 ${key.handoffId}: its reversal never ended`]
        : []),
      ...(status === 'RUNNING' ? [`L2 ${key.handoffId} still runs`] : []),
      ...(status === 'SUCCEEDED' &&
      output?.sequence !== undefined &&
      (output.sequence < (settled?.sequence ?? 0) || (output.performance !== undefined) !== performed)
        ? [`L2 ${key.handoffId} told its agent something else than the log`]
        : []),
    ];
  });
}

function scheduleHandoff(world: World, actors: Actors, index: number) {
  const { random, scheduler } = world;
  const key = { tenant: 'default', handoffId: `handoff-${index}` };
  const input = requestOf(
    random.chance(0.15) ? 1 : 0.2,
    random.chance(0.2) ? 'hybrid' : 'durable',
    random.chance(0.4) ? world.version : undefined,
  );
  const at = (milliseconds: number, action: () => void) => void scheduler.sleep(milliseconds).then(action);
  const anyTime = () => random.below(random.chance(0.5) ? 2 * MINUTE : 200 * MINUTE);
  if (random.chance(0.2)) at(random.below(MINUTE), () => actors.startAtGate(key, input));
  else
    at(random.below(MINUTE), () => {
      const execution = actors.start(key, input);
      if (random.chance(0.1)) at(anyTime(), () => actors.stop(execution));
      if (random.chance(0.15)) at(anyTime(), () => actors.start(key, input));
    });
  if (random.chance(0.15)) at(anyTime(), actors.changePeople);
  if (random.chance(0.3)) at(anyTime(), world.changeWorld);
  if (random.chance(0.1)) actors.fickle.add(key.handoffId);
  if (random.chance(0.2)) at(anyTime(), () => actors.cancel(key));
  if (random.chance(0.2)) at(anyTime(), () => actors.resend(key));
  if (random.chance(0.15)) at(anyTime(), () => actors.tamper(key));
  for (let attacks = random.below(4); attacks > 0; attacks -= 1) at(anyTime(), () => actors.attack(key));
  for (const minutes of [5, 120, 300])
    if (random.chance(0.5)) at(minutes * MINUTE, () => actors.offerReversal(key));
}

/** Some operator stops everything at any time, and lifts that before the night is over, or never. */
function scheduleStop({ random, scheduler }: World, actors: Actors) {
  const from = random.below(random.chance(0.3) ? MINUTE : 200 * MINUTE);
  void scheduler.sleep(from).then(() => actors.turnSwitch(stop));
  if (random.chance(0.7))
    void scheduler.sleep(from + random.below(200 * MINUTE)).then(() => actors.turnSwitch(lift));
}

/** Runs `seed` to rest. The same seed takes the same steps. */
export async function simulate(
  { seed, bugs = [], useCases, cases }: Options,
  plan = randomFaults(seed),
): Promise<Run> {
  const world = new World(seed, plan, new Set(bugs));
  const actors = new Actors(world, { ...USE_CASES, ...useCases }, { ...ACTOR_CASES, ...cases });
  if (world.random.chance(0.15)) scheduleStop(world, actors);
  const handoffs = 1 + world.random.below(3);
  for (let index = 0; index < handoffs; index += 1) scheduleHandoff(world, actors, index);
  for (let minutes = 5; minutes <= 600; minutes += 5)
    void world.scheduler.sleep(minutes * MINUTE).then(actors.sweep);
  const atRest = await world.scheduler.run(20_000);
  const facts = [...world.handoffs.values()].flatMap((handoff) => handoff.facts);
  return {
    violations: [
      ...world.violations,
      ...(atRest ? [] : ['L1 never came to rest']),
      ...finalProblems(world, actors.executions),
    ],
    steps: world.scheduler.steps,
    facts: facts.length,
    types: new Set(facts.map(({ type }) => type)),
  };
}
