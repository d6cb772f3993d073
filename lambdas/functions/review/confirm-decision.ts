// A decision that takes a passkey: its parts are stored, a page asks for the assertion, and the post of it records the
// decision. The challenge is never stored: it is a hash of what is decided, in this session.
import type { WebAnswer } from '../../adapters/http.js';
import { DecisionKind, ReasonCode } from '../../contracts/event.js';
import { Digest } from '../../contracts/ids.js';
import { AssertionAnswer, type PresenceProof } from '../../contracts/passkey.js';
import { type CommandResult, run } from '../../core/command.js';
import { enrolmentLog } from '../../core/enrolment.js';
import { fold } from '../../core/evolve.js';
import { decisionChallenge, relyingParty } from '../../core/presence.js';
import { admissionRefusal, type Decided, decideReview } from '../../core/review.js';
import type { HandoffState } from '../../core/state.js';
import { postedCredential } from './enrol-passkey.js';
import { actionSection } from './pages/briefing-page.js';
import { confirmPage, notEnrolledPage, passkeyRefusedPage } from './pages/passkey-page.js';
import { SCRIPT_HASH } from './pages/passkey-script.js';
import type { CalledLink, ReviewDependencies } from './review-ports.js';
import { actionView } from './show-review.js';

type Form = ReadonlyMap<string, string>;

/** The log of enrolments of the link's person, and the passkey that stands on it. */
async function enrolledFor({ link }: CalledLink, { log, settings }: ReviewDependencies) {
  const { reviewerId, tenant } = link;
  const reviewer = Object.hasOwn(settings.reviewers, reviewerId) ? settings.reviewers[reviewerId] : undefined;
  if (!reviewer) return undefined;
  const key = { tenant, handoffId: enrolmentLog(reviewer.person) };
  const { enrolment } = fold(key, await log.read(key));
  return enrolment?.passkey && { key, passkey: enrolment.passkey };
}

const digestFields = ({ editedDigest, detailDigest, reasonCode }: Decided): Record<string, string> => ({
  ...(editedDigest && { editedDigest }),
  ...(detailDigest && { detailDigest }),
  ...(reasonCode && { reasonCode }),
});

/** Asks for the passkey; nothing is decided yet. */
export async function askForPasskey(
  called: CalledLink,
  state: HandoffState,
  decided: Decided,
  text: string,
  dependencies: ReviewDependencies,
): Promise<WebAnswer> {
  const { link, path } = called;
  const enrolled = await enrolledFor(called, dependencies);
  if (!enrolled || !link.origin || !link.sessionHash)
    return { status: 403, html: notEnrolledPage(link.reviewerId) };
  const { settings, context } = dependencies;
  const digest = decided.editedDigest ?? state.actionDigest ?? '';
  const wanted = [digest, state.requested?.actionDigest ?? digest];
  const parts = await context.read(
    state,
    [...new Set(wanted)].map((one) => ({ part: 'action', digest: one })),
  );
  const view = actionView(state, digest, parts, settings);
  const signed = { ...decided, reviewerId: link.reviewerId, actionDigest: link.actionDigest };
  return {
    status: 200,
    scriptHash: SCRIPT_HASH,
    html: confirmPage({
      path,
      title: view.title,
      decision: decided.decision,
      text,
      action: actionSection('The action', view),
      fields: { decision: decided.decision, ...digestFields(decided) },
      options: {
        challenge: decisionChallenge(link, signed, link.sessionHash),
        rpId: relyingParty(link.origin),
        allowCredentials: [{ type: 'public-key', id: enrolled.passkey.credentialId }],
        userVerification: 'required',
        timeout: 120_000,
      },
    }),
  };
}

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

/** The proof that was posted, checked against what this session would have had it sign; nothing when it does not hold. */
async function provenBy(
  called: CalledLink,
  form: Form,
  decided: Decided,
  dependencies: ReviewDependencies,
): Promise<PresenceProof | undefined> {
  const { reviewerId, actionDigest, origin, sessionHash } = called.link;
  const answer = postedCredential(form, AssertionAnswer);
  const enrolled = await enrolledFor(called, dependencies);
  if (!answer || !enrolled || !origin || !sessionHash) return undefined;
  const { passkey, key } = enrolled;
  const challenge = decisionChallenge(called.link, { ...decided, reviewerId, actionDigest }, sessionHash);
  const { webauthn, credentials } = await dependencies.passkeys();
  const counter = await webauthn.assert(answer, { challenge, origin }, passkey);
  if (counter === undefined) return undefined;
  const { credentialId, publicKey, hash } = passkey;
  if (!(await credentials.raiseCounter(key, { credentialId, counter }))) {
    dependencies.report('passkey whose counter did not rise', called.link);
    return undefined;
  }
  const { id: _, ...signed } = answer;
  return { ...signed, credentialId, publicKey, nonce: sessionHash, origin, enrolment: hash };
}

/** Records the decision that a passkey has signed; what came of it, or the page that refuses. */
export async function confirmDecision(
  called: CalledLink,
  form: Form,
  dependencies: ReviewDependencies,
): Promise<CommandResult | WebAnswer> {
  const { link, path } = called;
  const { log, now, settings, sign, report } = dependencies;
  const facts = await log.read(link);
  const state = fold(link, facts);
  const fact = facts.find(({ commandId }) => commandId === `decide:${link.linkHash}`);
  if (fact) return { state, facts, fact };
  const refusal = admissionRefusal(state, link, now, settings.reviewers);
  if (refusal) return { state, facts, refusal };
  const decided = statedIn(form);
  const isStored = decided && (await areStored(called, decided, dependencies));
  const proof = isStored && (await provenBy(called, form, decided, dependencies));
  if (!proof) {
    report('passkey refused', link);
    return { status: 403, html: passkeyRefusedPage(path) };
  }
  return run(log, {
    key: { tenant: link.tenant, handoffId: link.handoffId },
    commandId: `decide:${link.linkHash}`,
    now,
    sign,
    known: facts,
    decide: (current) => decideReview(current, { ...link, proof }, decided, now, settings.reviewers),
  });
}
