// POST of an order to reverse, and of the passkey that signs it where it takes one: exactly one fact, and none twice.
import type { WebAnswer } from '../../adapters/http.js';
import type { Fact } from '../../contracts/event.js';
import type { PresenceProof } from '../../contracts/passkey.js';
import { refuse, run } from '../../core/command.js';
import { fold } from '../../core/evolve.js';
import { requestReversal, reversalAdmission, reversalPresence } from '../../core/reverse.js';
import type { HandoffState } from '../../core/state.js';
import { askForPasskey, passkeyRefused, provenBy } from './ask-passkey.js';
import { statusOf } from './refusal-status.js';
import type { CalledLink, ReviewDependencies } from './review-ports.js';
import { showOutcome } from './show-review.js';

const REVERSE = { decision: 'reverse' } as const;

const isOver = ({ link }: CalledLink, { now }: ReviewDependencies) => now >= Date.parse(link.expiresAt);

/** Whether a passkey has to sign what would count now; what would not is refused without asking for one. */
const takesPasskey = (state: HandoffState, called: CalledLink, dependencies: ReviewDependencies) =>
  !isOver(called, dependencies) &&
  !reversalAdmission(state, called.link, dependencies) &&
  reversalPresence(state, dependencies) === 'passkey';

async function record(
  called: CalledLink,
  known: readonly Fact[],
  proof: PresenceProof | undefined,
  dependencies: ReviewDependencies,
): Promise<WebAnswer> {
  const { tenant, handoffId, linkHash } = called.link;
  const ballot = { ...called.link, ...(proof && { proof }) };
  const { state, fact, refusal } = await run(dependencies.log, {
    key: { tenant, handoffId },
    commandId: `reverse:${linkHash}`,
    now: dependencies.now,
    sign: dependencies.sign,
    known,
    decide: (current) =>
      isOver(called, dependencies)
        ? refuse('DEADLINE_PASSED')
        : requestReversal(current, ballot, dependencies),
  });
  if (fact) return { status: 303, headers: { location: called.path } };
  dependencies.report(`refused reversal: ${refusal}`, called.link);
  return showOutcome(state, called, dependencies, statusOf(refusal));
}

/** Orders the reversal, or asks for the passkey that it takes. */
export async function orderReversal(
  called: CalledLink,
  dependencies: ReviewDependencies,
): Promise<WebAnswer> {
  const facts = await dependencies.log.read(called.link);
  const state = fold(called.link, facts);
  return takesPasskey(state, called, dependencies)
    ? askForPasskey(called, state, REVERSE, '', dependencies)
    : record(called, facts, undefined, dependencies);
}

/** Orders the reversal that a passkey has signed. */
export async function confirmReversal(
  called: CalledLink,
  form: ReadonlyMap<string, string>,
  dependencies: ReviewDependencies,
): Promise<WebAnswer> {
  const facts = await dependencies.log.read(called.link);
  if (!takesPasskey(fold(called.link, facts), called, dependencies))
    return record(called, facts, undefined, dependencies);
  const proof = await provenBy(called, form, REVERSE, dependencies);
  return proof ? record(called, facts, proof, dependencies) : passkeyRefused(called, dependencies);
}
