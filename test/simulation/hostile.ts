// Somebody with forged, stolen or stale links, and somebody who changes what is stored. Neither may change what is run.
import type { HandoffKey } from '../../lambdas/contracts/ids.js';
import type { ReviewLink } from '../../lambdas/contracts/link.js';
import { run } from '../../lambdas/core/command.js';
import { fold } from '../../lambdas/core/evolve.js';
import { authorisedReviewers, type decideReview } from '../../lambdas/core/review.js';
import { link, SETTINGS } from '../core/samples.js';
import type { World } from './world.js';

/** Tries to approve over a link that is none. */
export function attack(world: World, key: HandoffKey, decide: typeof decideReview): void {
  const { random } = world;
  const handoff = world.handoff(key);
  const state = fold(key, handoff.facts);
  const actionDigest = state.actionDigest ?? 'a'.repeat(64);
  const [first = 'ana'] = authorisedReviewers(state);
  const forged = random.pick<Partial<ReviewLink>>([
    { reviewerId: 'mallory', actionDigest },
    { actionDigest: 'c'.repeat(64) },
    { actionDigest, purpose: 'reverse' },
    { actionDigest, generation: -1 },
  ]);
  const one = link(first, { ...key, ...forged });
  const commandId = `attack:${random.below(2 ** 31)}`;
  handoff.forbidden.add(commandId);
  void world
    .invoke((ports) => {
      const now = ports.now();
      const command = { key, commandId, now };
      return run(ports.log, {
        ...command,
        decide: (current) => decide(current, one, { decision: 'approve' }, now, SETTINGS.reviewers),
      });
    })
    .catch(() => undefined);
}

/** Changes stored actions behind everybody's back. */
export function tamper(world: World, key: HandoffKey): void {
  const { parts } = world.handoff(key);
  const body = { type: 'refund_order', parameters: { orderId: '#W1', amount: 9_999 } };
  for (const [name, part] of parts) if (part.part === 'action') parts.set(name, { ...part, body });
}
