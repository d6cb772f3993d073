// The one place that runs the triggers: all of them, always, whatever another one says. Called by `judge`.
import { confidence } from './confidence.js';
import { explicitRequest } from './explicit-request.js';
import { hardRules } from './hard-rules.js';
import { policy } from './policy.js';
import { regulatory } from './regulatory.js';
import { sentiment } from './sentiment.js';
import type { Finding, Situation, Trigger } from './trigger.js';

const TRIGGERS: readonly Trigger[] = [confidence, explicitRequest, hardRules, policy, regulatory, sentiment];

/** Every rule that fires; none means that the proposal may proceed without a human. */
export const findingsIn = (situation: Situation): Finding[] =>
  TRIGGERS.flatMap((trigger) => trigger(situation));
