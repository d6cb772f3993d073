// The ports of the use cases over one simulated world, as one invocation sees them: with latency, a clock of its own, and
// faults at any call, before or after its effect.
import type { PublicFact } from '../../lambdas/contracts/bus.js';
import type { Fact } from '../../lambdas/contracts/event.js';
import type { HandoffKey } from '../../lambdas/contracts/ids.js';
import { canonicalJson, partDigest } from '../../lambdas/core/digest.js';
import { Fault } from '../../lambdas/core/faults.js';
import type {
  Bus,
  ContextStore,
  EventLog,
  NewWaitpoint,
  Performers,
  StoredPart,
  Tasks,
  Waitpoint,
  Waitpoints,
} from '../../lambdas/core/ports.js';
import type { World } from './world.js';

/** What may go wrong at one port call. */
export const FAULTS = ['throwBefore', 'throwAfter', 'killBefore', 'killAfter', 'loseAnswer'] as const;
export type PortFault = (typeof FAULTS)[number];

export interface Ports {
  readonly log: EventLog;
  readonly context: ContextStore;
  readonly waitpoints: Waitpoints;
  readonly tasks: Tasks;
  readonly bus: Bus;
  readonly performers: Performers;
  readonly now: () => number;
  readonly invocationId: string;
}

/** Runs one port call: late, perhaps not at all, perhaps without an answer. */
export type Through = <T>(name: string, effect: () => T, answerLost?: T) => Promise<T>;

const never = new Promise<never>(() => undefined);

/** The calls of one invocation; `kill` ends it as Lambda would, without a word to its code. */
export function throughOf(world: World, kill: () => void): Through {
  let alive = true;
  const die = () => {
    alive = false;
    kill();
    return never;
  };
  return async (name, effect, answerLost) => {
    await world.scheduler.sleep(world.latency());
    if (!alive) return never;
    const fault = world.nextFault(name);
    if (fault === 'killBefore') return die();
    if (fault === 'throwBefore') throw new Fault('LogUnavailable', `simulated: ${name}`);
    const answer = effect();
    if (fault === 'killAfter') return die();
    if (fault === 'throwAfter') throw new Fault('LogUnavailable', `simulated: ${name}`);
    if (fault === 'loseAnswer' && answerLost !== undefined) return answerLost;
    await world.scheduler.sleep(world.latency());
    return alive ? answer : never;
  };
}

function contextOf(world: World, through: Through): ContextStore {
  return {
    put: (key, parts) =>
      through('context.put', () => {
        for (const part of parts) world.storePart(key, part);
      }),
    read: (key, wanted) =>
      through('context.read', () =>
        wanted.flatMap(({ part, digest }): StoredPart[] => {
          const stored = world.handoff(key).parts.get(`${part}#${digest}`);
          if (!stored) return [];
          const damaged = partDigest(stored.salt, part, stored.body) !== digest;
          return [{ ...stored, damaged: damaged && !world.bugs.has('digest unchecked') }];
        }),
      ),
  };
}

const orderOf = ({ round, tier, enteredAt, retryCount }: NewWaitpoint) =>
  `${String(round).padStart(3, '0')}#${tier}#${enteredAt}#${String(retryCount).padStart(4, '0')}`;

function waitpointsOf(world: World, through: Through): Waitpoints {
  const shown = (key: HandoffKey, { taskToken, tier, deadlineAt }: NewWaitpoint): Waitpoint => ({
    key,
    taskToken,
    tier,
    deadlineAt,
  });
  return {
    put: (key, waitpoint) =>
      through('waitpoints.put', () => {
        const handoff = world.handoff(key);
        if (handoff.waitpoint && orderOf(handoff.waitpoint) > orderOf(waitpoint)) return false;
        handoff.waitpoint = waitpoint;
        return true;
      }),
    get: (key) =>
      through('waitpoints.get', () => {
        const { waitpoint } = world.handoff(key);
        return waitpoint && shown(key, waitpoint);
      }),
    remove: ({ key, taskToken }) =>
      through('waitpoints.remove', () => {
        const handoff = world.handoff(key);
        if (handoff.waitpoint?.taskToken === taskToken) handoff.waitpoint = undefined;
      }),
    async *all() {
      for (const { key, waitpoint } of world.handoffs.values()) if (waitpoint) yield shown(key, waitpoint);
    },
  };
}

/** Ports for one invocation. `skew` is how far its clock is off, in milliseconds. */
export function portsOf(world: World, through: Through, skew: number, invocationId: string): Ports {
  return {
    log: {
      read: (key) => through('log.read', () => [...world.handoff(key).facts]),
      append: (fact: Fact) => through('log.append', () => world.append(fact), false),
    },
    context: contextOf(world, through),
    waitpoints: waitpointsOf(world, through),
    tasks: { wake: (token) => through('tasks.wake', () => world.wake(token)) },
    bus: { publish: (fact: PublicFact) => through('bus.publish', () => world.deliver(fact)) },
    performers: {
      // Never throws: whatever is lost here is in doubt.
      call: (_, { digest, idempotencyKey, action, tenant, handoffId, result }) =>
        through('performers.call', () => {
          if (idempotencyKey.includes('/check/'))
            return { status: 'performed' as const, result: { version: world.version } };
          const kind = idempotencyKey.endsWith('/reverse') ? 'compensate' : 'perform';
          world.called(
            { tenant, handoffId },
            { digest, idempotencyKey, action: canonicalJson(action), kind },
          );
          if (world.random.chance(0.1))
            return { status: 'failed' as const, error: 'simulated', ...(result && { result }) };
          return { status: 'performed' as const, result: { ok: true } };
        }).catch(() => ({ status: 'in-doubt' as const })),
    },
    now: () => world.scheduler.now + skew,
    invocationId,
  };
}
