// How sure the agent says it is, against what this action type needs. A stated confidence can be doubted, never trusted
// further than its threshold.
import type { Finding, Trigger } from './trigger.js';

const fired = (rule: string, evidence: string): Finding[] => [{ rule, trigger: 'confidence', evidence }];

export const confidence: Trigger = ({ request: { assessment }, registered: { confidenceThreshold } }) => {
  if (confidenceThreshold === 0) return [];
  if (assessment.confidence === undefined)
    return fired('confidence-missing', `no confidence was stated; ${confidenceThreshold} is needed`);
  if (assessment.confidence >= confidenceThreshold) return [];
  return fired(
    'confidence-below-threshold',
    `the stated confidence ${assessment.confidence} is below ${confidenceThreshold}`,
  );
};
