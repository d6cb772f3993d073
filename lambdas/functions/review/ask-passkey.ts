// The passkey behind a decision or an order to reverse: the page that asks for the assertion, and the proof that the post of it
// makes. Nothing is stored in between: the challenge is a hash of what is signed, in this session. Appends no fact.
import type { WebAnswer } from '../../adapters/http.js';
import { AssertionAnswer, type PresenceProof } from '../../contracts/passkey.js';
import { enrolmentLog } from '../../core/enrolment.js';
import { fold } from '../../core/evolve.js';
import { decisionChallenge, relyingParty, type Signed } from '../../core/presence.js';
import type { HandoffState } from '../../core/state.js';
import { postedCredential } from './enrol-passkey.js';
import { actionSection } from './pages/briefing-page.js';
import { confirmPage, notEnrolledPage, passkeyRefusedPage } from './pages/passkey-page.js';
import { SCRIPT_HASH } from './pages/passkey-script.js';
import type { CalledLink, ReviewDependencies } from './review-ports.js';
import { actionView } from './show-review.js';

/** What is signed, beside who signs it over which link. */
export type Stated = Omit<Signed, 'reviewerId' | 'actionDigest'>;

const signedOver = ({ link: { reviewerId, actionDigest } }: CalledLink, stated: Stated): Signed => ({
  ...stated,
  reviewerId,
  actionDigest,
});

/** The log of enrolments of the link's person, and the passkey that stands on it. */
async function enrolledFor({ link }: CalledLink, { log, settings }: ReviewDependencies) {
  const { reviewerId, tenant } = link;
  const reviewer = Object.hasOwn(settings.reviewers, reviewerId) ? settings.reviewers[reviewerId] : undefined;
  if (!reviewer) return undefined;
  const key = { tenant, handoffId: enrolmentLog(reviewer.person) };
  const { enrolment } = fold(key, await log.read(key));
  return enrolment?.passkey && { key, passkey: enrolment.passkey };
}

/** The optional parts of what is signed, as fields of a form. */
export const digestFields = ({ editedDigest, detailDigest, reasonCode }: Stated): Record<string, string> => ({
  ...(editedDigest && { editedDigest }),
  ...(detailDigest && { detailDigest }),
  ...(reasonCode && { reasonCode }),
});

/** Asks for the passkey; nothing is decided, or ordered, yet. `text`: what the reviewer wrote. */
export async function askForPasskey(
  called: CalledLink,
  state: HandoffState,
  stated: Stated,
  text: string,
  dependencies: ReviewDependencies,
): Promise<WebAnswer> {
  const { link, path } = called;
  const enrolled = await enrolledFor(called, dependencies);
  if (!enrolled || !link.origin || !link.sessionHash)
    return { status: 403, html: notEnrolledPage(link.reviewerId) };
  const { settings, context } = dependencies;
  const digest = stated.editedDigest ?? link.actionDigest;
  const wanted = [digest, state.requested?.actionDigest ?? digest];
  const parts = await context.read(
    state,
    [...new Set(wanted)].map((one) => ({ part: 'action', digest: one })),
  );
  const view = actionView(state, digest, parts, settings);
  return {
    status: 200,
    scriptHash: SCRIPT_HASH,
    html: confirmPage({
      path,
      title: view.title,
      decision: stated.decision,
      text,
      action: actionSection('The action', view),
      fields: { decision: stated.decision, ...digestFields(stated) },
      options: {
        challenge: decisionChallenge(link, signedOver(called, stated), link.sessionHash),
        rpId: relyingParty(link.origin),
        allowCredentials: [{ type: 'public-key', id: enrolled.passkey.credentialId }],
        userVerification: 'required',
        timeout: 120_000,
      },
    }),
  };
}

/** The proof that was posted, checked against what this session would have had it sign; nothing when it does not hold. */
export async function provenBy(
  called: CalledLink,
  form: ReadonlyMap<string, string>,
  stated: Stated,
  dependencies: ReviewDependencies,
): Promise<PresenceProof | undefined> {
  const { origin, sessionHash } = called.link;
  const answer = postedCredential(form, AssertionAnswer);
  const enrolled = await enrolledFor(called, dependencies);
  if (!answer || !enrolled || !origin || !sessionHash) return undefined;
  const { passkey, key } = enrolled;
  const challenge = decisionChallenge(called.link, signedOver(called, stated), sessionHash);
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

/** The answer to whatever was no proof. */
export function passkeyRefused({ link, path }: CalledLink, { report }: ReviewDependencies): WebAnswer {
  report('passkey refused', link);
  return { status: 403, html: passkeyRefusedPage(path) };
}
