// What the Cedar policies answered: each rule that matched, or the fault for which none can be trusted. The engine is
// asked before the triggers run; this only reads its answer.
import type { PolicyFault, PolicyMatch } from '../../contracts/policies.js';
import { cut } from '../../contracts/problems.js';
import type { Finding, Trigger } from './trigger.js';

const FAULTS: Record<PolicyFault, string> = {
  'policy-set-gone': 'the policy set under which this was opened is no longer deployed',
  'policy-set-invalid': 'the policy set cannot be read, or does not fit its schema',
  'policy-action-unknown': 'the schema of the policies does not know this action type',
  'policy-input-mismatch': 'the parameters do not fit the schema of the policies',
  'policy-evaluation-error': 'a policy could not be evaluated',
  'policy-unavailable': 'the policies could not be asked',
};

function matched({ id, demand }: PolicyMatch): Finding {
  const what = demand.description ?? 'a policy matches on this action, its parameters or its agent';
  const under = demand.regulation ? ` (${demand.regulation})` : '';
  const never = demand.refuse ? `; never done: ${demand.refuse}` : '';
  return {
    rule: `policy:${id}`,
    trigger: 'policy',
    evidence: cut(`${what}${under}${never}`, 256),
    demand,
  };
}

export const policy: Trigger = ({ settings, policyAnswer }) => {
  if (!settings.policySet) return [];
  const { matches, fault } = policyAnswer ?? { matches: [], fault: 'policy-unavailable' as const };
  const faults: Finding[] = fault ? [{ rule: fault, trigger: 'policy', evidence: FAULTS[fault] }] : [];
  return [...matches.map(matched), ...faults];
};
