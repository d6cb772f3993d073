// A reviewer passes the decision on to somebody else of the directory. What the delegate may do is what the reviewer could
// have done; tier and deadline stay. Nobody is asked twice, so a delegation cannot run in a circle.
import { type Directory, identityOf } from '../contracts/directory.js';
import { type Answer, append, refuse } from './command.js';
import { ineligibility } from './people.js';
import { requirementOf } from './quorum.js';
import { admissionRefusal, authorisedReviewers, type Entitlement } from './review.js';
import type { HandoffState } from './state.js';

/** What a delegation is judged by. */
export interface DelegationTerms {
  readonly directory: Directory;
  /** Owner of the agent, whom no log names; null when it cannot be told: then nobody is eligible. */
  readonly owner: string | undefined | null;
  /** Epoch milliseconds. */
  readonly now: number;
}

/** The entry of whoever `name` names: an id, an address, an alias or a person of the directory. */
const entryOf = (directory: Directory, name: string) =>
  Object.keys(directory).find((id) => identityOf(directory, id) === identityOf(directory, name));

/** Everybody who is asked now or later, or has passed it on: as persons, whatever their entries. */
function knownPersons(state: HandoffState, directory: Directory): Set<string> {
  const passed = state.delegations.map(({ reviewerId }) => reviewerId);
  return new Set([...authorisedReviewers(state), ...passed].map((id) => identityOf(directory, id)));
}

function delegateRefusal(state: HandoffState, delegateId: string, terms: DelegationTerms) {
  const { directory, owner, now } = terms;
  const person = identityOf(directory, delegateId);
  if (knownPersons(state, directory).has(person)) return 'DELEGATE_ASKED' as const;
  const isOwner = owner !== undefined && (owner === null || identityOf(directory, owner) === person);
  const reason = ineligibility(state, delegateId, requirementOf(state.verdict), directory, now);
  return isOwner || reason ? ('DELEGATE_INELIGIBLE' as const) : undefined;
}

/** People to whom the decision can be passed on, as ids of the directory, each person once. */
export function possibleDelegates(state: HandoffState, terms: DelegationTerms): string[] {
  const { directory } = terms;
  return Object.keys(directory).filter(
    (id) => entryOf(directory, id) === id && !delegateRefusal(state, id, terms),
  );
}

/** Passes the decision of a genuine link on to whom `name` names; the link is good for nothing afterwards. */
export function delegate(
  state: HandoffState,
  link: Entitlement,
  name: string,
  terms: DelegationTerms,
): Answer {
  const refusal = admissionRefusal(state, link, terms.now, terms.directory);
  if (refusal) return refuse(refusal);
  const delegateId = entryOf(terms.directory, name);
  if (delegateId === undefined) return refuse('DELEGATE_UNKNOWN');
  const unfit = delegateRefusal(state, delegateId, terms);
  if (unfit) return refuse(unfit);
  const { reviewerId, actionDigest } = link;
  return append({ type: 'delegated', data: { reviewerId, delegateId, tier: state.tier, actionDigest } });
}
