// The people of the settings: every id, address and alias folds into one natural person. Used where reviewers are declared,
// routed and counted. Reads nothing.
import type { Settings } from './settings.js';

/** Reviewers by id, as the settings hold them now. */
export type Directory = Settings['reviewers'];

/** One person under any spelling: Unicode form and case do not make two. */
export const personKey = (person: string) => person.normalize('NFKC').toLowerCase();

/** Every name by which the entry `id` is known. */
const namesOf = (id: string, { email, person, slack, aliases = [] }: Directory[string]) =>
  [id, email, person, ...(slack ? [slack.userId] : []), ...aliases].map(personKey);

/** The one key of whoever `name` names: a reviewer id, an address, an alias, or somebody outside the directory. */
export function identityOf(directory: Directory, name: string): string {
  const key = personKey(name);
  const entry = Object.entries(directory).find(([id, reviewer]) => namesOf(id, reviewer).includes(key));
  return entry ? personKey(entry[1].person) : key;
}

/** Names that two entries of different persons share: whose vote it is could not be told. */
export function ambiguousNames(directory: Directory): string[] {
  const owner = new Map<string, string>();
  return Object.entries(directory).flatMap(([id, reviewer]) =>
    namesOf(id, reviewer).filter((name) => {
      const person = personKey(reviewer.person);
      const known = owner.get(name) ?? person;
      owner.set(name, known);
      return known !== person;
    }),
  );
}
