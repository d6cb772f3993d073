// The post that confirms a decision with a passkey: its parts are stored already, and named by their digests. Records the
// decision that was signed, and no other.
import type { WebAnswer } from '../../adapters/http.js';
import { DecisionKind, ReasonCode } from '../../contracts/event.js';
import { Digest } from '../../contracts/ids.js';
import { type CommandResult, run } from '../../core/command.js';
import { fold } from '../../core/evolve.js';
import { admissionRefusal, type Decided, decideReview } from '../../core/review.js';
import { digestFields, passkeyRefused, provenBy } from './ask-passkey.js';
import type { CalledLink, ReviewDependencies } from './review-ports.js';

type Form = ReadonlyMap<string, string>;

/** The decision that a form states, by the digests of what was stored; nothing when it states none. */
function statedIn(form: Form): Decided | undefined {
  const decision = DecisionKind.safeParse(form.get('decision'));
  const rest = digestFields(Object.fromEntries(form) as unknown as Decided);
  const isWhole = (rest.editedDigest !== undefined) === (decision.data === 'edit');
  const digests = [rest.editedDigest, rest.detailDigest].filter((one) => one !== undefined);
  const isKnown = rest.reasonCode === undefined || ReasonCode.safeParse(rest.reasonCode).success;
  if (!decision.success || !isWhole || !isKnown) return undefined;
  return digests.every((one) => Digest.safeParse(one).success)
    ? ({ decision: decision.data, ...rest } as Decided)
    : undefined;
}

/** A fact names nothing that is not there. */
async function areStored({ link }: CalledLink, decided: Decided, { context }: ReviewDependencies) {
  const wanted = [
    ...(decided.editedDigest ? [{ part: 'action' as const, digest: decided.editedDigest }] : []),
    ...(decided.detailDigest ? [{ part: 'decision' as const, digest: decided.detailDigest }] : []),
  ];
  const stored = wanted.length > 0 ? await context.read(link, wanted) : [];
  return stored.filter(({ damaged }) => !damaged).length === wanted.length;
}

/** Records the decision that a passkey has signed; what came of it, or the page that refuses. */
export async function confirmDecision(
  called: CalledLink,
  form: Form,
  dependencies: ReviewDependencies,
): Promise<CommandResult | WebAnswer> {
  const { link } = called;
  const { log, now, settings, sign } = dependencies;
  const facts = await log.read(link);
  const state = fold(link, facts);
  const fact = facts.find(({ commandId }) => commandId === `decide:${link.linkHash}`);
  if (fact) return { state, facts, fact };
  const refusal = admissionRefusal(state, link, now, settings.reviewers);
  if (refusal) return { state, facts, refusal };
  const decided = statedIn(form);
  const isStored = decided && (await areStored(called, decided, dependencies));
  const proof = isStored && (await provenBy(called, form, decided, dependencies));
  if (!proof) return passkeyRefused(called, dependencies);
  return run(log, {
    key: { tenant: link.tenant, handoffId: link.handoffId },
    commandId: `decide:${link.linkHash}`,
    now,
    sign,
    known: facts,
    decide: (current) => decideReview(current, { ...link, proof }, decided, now, settings.reviewers),
  });
}
