// How a human is brought in: the agent may ask, the policy decides. Called when a verdict falls.
import type { HandoffRequest } from '../contracts/request.js';
import type { RegisteredAction } from '../contracts/settings.js';
import type { HumanPattern, Pattern } from '../contracts/verdict.js';

/** The pattern that the agent prefers where its action permits that one, else the action's own. */
export function patternFor(
  { preferredPattern }: Pick<HandoffRequest, 'preferredPattern'>,
  { patterns = ['durable'] }: Pick<RegisteredAction, 'patterns'>,
): HumanPattern {
  if (preferredPattern && patterns.includes(preferredPattern)) return preferredPattern;
  return patterns[0] ?? 'durable';
}

/** An offer is made once: a proposal that is judged again was submitted already. */
export const afterOffer = (pattern: Pattern): Pattern => (pattern === 'hybrid' ? 'durable' : pattern);
