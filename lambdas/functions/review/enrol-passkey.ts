// Enrolment over an invitation's link: a page that asks the browser for a new passkey, and the post that enrols it, once.
import type * as z from 'zod/mini';
import type { WebAnswer } from '../../adapters/http.js';
import { RegistrationAnswer } from '../../contracts/passkey.js';
import { run } from '../../core/command.js';
import { enrol, enrolmentRefusal } from '../../core/enrolment.js';
import { fold } from '../../core/evolve.js';
import { enrolmentChallenge, relyingParty } from '../../core/presence.js';
import { instantText } from '../instant-text.js';
import { enrolledPage, enrolmentOverPage, enrolPage, passkeyRefusedPage } from './pages/passkey-page.js';
import { SCRIPT_HASH } from './pages/passkey-script.js';
import type { CalledLink, ReviewDependencies } from './review-ports.js';

/** The browser's answer in a posted form; nothing when it is none. */
export function postedCredential<T>(form: ReadonlyMap<string, string>, schema: z.ZodMiniType<T>) {
  try {
    return schema.safeParse(JSON.parse(form.get('credential') ?? '')).data;
  } catch {
    return undefined;
  }
}

const over = (): WebAnswer => ({ status: 410, html: enrolmentOverPage() });

/** The page of an invitation in a session. */
export async function showEnrolment(
  called: CalledLink,
  dependencies: ReviewDependencies,
): Promise<WebAnswer> {
  const { link, path } = called;
  const { log, settings, now } = dependencies;
  const facts = await log.read(link);
  if (facts.some(({ commandId }) => commandId === `enrol:${link.linkHash}`))
    return { status: 200, html: enrolledPage() };
  const { origin, sessionHash, reviewerId, handoffId } = link;
  if (enrolmentRefusal(fold(link, facts), link, now) || !origin || !sessionHash) return over();
  const name = settings.reviewers[reviewerId]?.name ?? reviewerId;
  const id = relyingParty(origin);
  return {
    status: 200,
    scriptHash: SCRIPT_HASH,
    html: enrolPage({
      path,
      name,
      until: instantText(link.expiresAt, settings.timeZone),
      options: {
        challenge: enrolmentChallenge(link, link.actionDigest, sessionHash),
        rp: { id, name: 'Decisions for people' },
        user: { id: Buffer.from(handoffId).toString('base64url'), name: reviewerId, displayName: name },
        pubKeyCredParams: [-7, -257].map((alg) => ({ type: 'public-key', alg })),
        authenticatorSelection: { userVerification: 'required', residentKey: 'preferred' },
        attestation: 'none',
        timeout: 120_000,
      },
    }),
  };
}

/** Enrols what the browser made. The claim comes first: a passkey that is somebody else's gets onto no log (attack 42). */
export async function enrolPasskey(
  called: CalledLink,
  form: ReadonlyMap<string, string>,
  dependencies: ReviewDependencies,
): Promise<WebAnswer> {
  const { link, path } = called;
  const { log, now, report, passkeys } = dependencies;
  const { tenant, handoffId, origin, sessionHash } = link;
  const key = { tenant, handoffId };
  if (enrolmentRefusal(fold(key, await log.read(key)), link, now) || !origin || !sessionHash)
    return showEnrolment(called, dependencies);
  const refused = (why: string): WebAnswer => {
    report(why, link);
    return { status: 403, html: passkeyRefusedPage(path) };
  };
  const answer = postedCredential(form, RegistrationAnswer);
  const { webauthn, credentials } = await passkeys();
  const challenge = enrolmentChallenge(key, link.actionDigest, sessionHash);
  const made = answer && (await webauthn.register(answer, { challenge, origin }));
  if (!made) return refused('registration refused');
  const { passkey, counter } = made;
  if (!(await credentials.claim(key, { credentialId: passkey.credentialId, counter })))
    return refused('passkey of somebody else');
  const command = { key, commandId: `enrol:${link.linkHash}`, now };
  const { fact } = await run(log, { ...command, decide: (state) => enrol(state, link, passkey, now) });
  return fact ? { status: 303, headers: { location: path } } : over();
}
