// Whether somebody who was asked may still vote: asked at every vote, of the directory as it is then.
import { type Directory, identityOf, personKey } from '../contracts/directory.js';
import type { Requirement } from '../contracts/verdict.js';
import type { HandoffState } from './state.js';

const holds = ({ roles = [] }: Directory[string], wanted: readonly string[], now: number) =>
  roles.some(
    ({ role, from, until }) =>
      wanted.includes(role) &&
      now >= Date.parse(from ?? '1970-01-01T00:00:00Z') &&
      (until === undefined || now < Date.parse(until)),
  );

/** Why a vote cannot count though its voter was asked. */
export type Ineligibility = 'left' | 'interested' | 'role-missing';

/**
 * Whether `reviewerId` may vote now (epoch milliseconds): still in the directory, not whom the request comes from or is for,
 * and holding a role of `requirement` whose dates admit this instant.
 */
export function ineligibility(
  { requested }: HandoffState,
  reviewerId: string,
  requirement: Requirement,
  directory: Directory,
  now: number,
): Ineligibility | undefined {
  const reviewer = Object.hasOwn(directory, reviewerId) ? directory[reviewerId] : undefined;
  if (!reviewer) return 'left';
  const interested = [requested?.agent.id, requested?.onBehalfOf].map(
    (name) => name !== undefined && identityOf(directory, name),
  );
  if (interested.includes(personKey(reviewer.person))) return 'interested';
  return requirement.roles && !holds(reviewer, requirement.roles, now) ? 'role-missing' : undefined;
}
