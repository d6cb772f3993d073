// What of a handoff's stored parts a page can show: each as it is, or why it is not there.
import { DIMENSION_NAMES, type PartName } from '../../contracts/context.js';
import type { Json } from '../../contracts/json.js';
import { asideParts } from '../../core/briefing.js';
import type { StoredPart } from '../../core/ports.js';
import type { HandoffState } from '../../core/state.js';

/** A part on a page. `damaged`: its bytes do not give the digest on the log. */
export type PartView =
  | { readonly kind: 'shown'; readonly body: Json }
  | { readonly kind: 'absent' }
  | { readonly kind: 'erased' }
  | { readonly kind: 'damaged' };

export type Wanted = { readonly part: PartName; readonly digest: string };

/** Everything that a briefing shows: the proposal, the one before an edit, the agent's assessment, what it was asked, five dimensions. */
export function briefingParts(state: HandoffState): Wanted[] {
  const { requested, actionDigest } = state;
  const refs = requested?.partRefs ?? {};
  const digests: [PartName, string | undefined][] = [
    ['action', actionDigest],
    ['action', requested?.actionDigest === actionDigest ? undefined : requested?.actionDigest],
    ['assessment', refs.assessment],
    ...DIMENSION_NAMES.map((name): [PartName, string | undefined] => [name, refs[name]]),
  ];
  return [...digests.flatMap(([part, digest]) => (digest ? [{ part, digest }] : [])), ...asideParts(state)];
}

/** The part named `name` under `digest`, as far as it still exists. */
export function partView(parts: readonly StoredPart[], name: PartName, digest: string | undefined): PartView {
  if (!digest) return { kind: 'absent' };
  const found = parts.find((part) => part.part === name && part.digest === digest);
  if (!found) return { kind: 'erased' };
  return found.damaged ? { kind: 'damaged' } : { kind: 'shown', body: found.body };
}
