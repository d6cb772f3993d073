// How sure the agent says it is, against what this agent and action type need. A stated confidence can be doubted, never
// trusted further than its threshold.
import { mostSpecific } from '../scope.js';
import type { Finding, Situation, Trigger } from './trigger.js';

const fired = (rule: string, evidence: string): Finding => ({ rule, trigger: 'confidence', evidence });

/** The threshold of this agent and action type, the highest where there are several; else the action's own. */
function thresholdOf({ request, registered, settings }: Situation): number {
  const strictFirst = settings.governance?.confidence?.thresholds?.toSorted((a, b) => b.atLeast - a.atLeast);
  return mostSpecific(strictFirst, request)?.atLeast ?? registered.confidenceThreshold;
}

function closeAlternatives({ request: { assessment }, settings }: Situation, stated: number): Finding[] {
  const margin = settings.governance?.confidence?.closeAlternatives;
  if (margin === undefined) return [];
  // A tolerance, because 0.9 − 0.8 is a little less than 0.1.
  const isClose = (other: number | undefined) => other !== undefined && stated - other <= margin + 1e-9;
  const close = (assessment.alternatives ?? []).filter(({ confidence: other }) => isClose(other)).length;
  if (close === 0) return [];
  return [
    fired('confidence-close-alternative', `${close} alternative(s) are within ${margin} of the choice`),
  ];
}

export const confidence: Trigger = (situation) => {
  const { request, registered } = situation;
  const needed = thresholdOf(situation);
  if (needed === 0) return [];
  const stated: unknown = request.assessment.confidence;
  // Whatever is no number from 0 to 1 is no confidence; the contract refuses it, and this does not rely on that.
  if (typeof stated !== 'number' || !(stated >= 0 && stated <= 1))
    return [fired('confidence-missing', `no confidence was stated; ${needed} is needed`)];
  const found = closeAlternatives(situation, stated);
  if (stated < needed)
    found.unshift(fired('confidence-below-threshold', `the stated confidence ${stated} is below ${needed}`));
  if (found.length === 0 && registered.effect === 'irreversible')
    found.push(fired('confidence-alone', 'a stated confidence alone never runs what cannot be undone'));
  return found;
};
