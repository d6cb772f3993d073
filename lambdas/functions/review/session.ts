// The short session behind a right code (rules R14, R15): opened by enterCode, asked for by every route that shows or
// changes anything. Bound to one link: its cookie is sent to that link's path only.

import { formOf, isSameOrigin, type WebAnswer, type WebRequest } from '../../adapters/http.js';
import { codeHash, isSameHash, secretHash } from '../../adapters/link-secrets.js';
import {
  LINK_KEPT_SECONDS,
  MAX_CODE_ATTEMPTS,
  type ReviewLink,
  SESSION_MINUTES,
} from '../../contracts/link.js';
import type { LinkRef } from '../../core/ports.js';
import { lockedPage } from './pages/code-page.js';
import { problemPage, unknownPage } from './pages/layout.js';
import type { ReviewDependencies } from './review-ports.js';
import { showCodeForm } from './show-review.js';

const COOKIE = 'session';

/** Whether a stored link still counts; DynamoDB may take days to delete what is over. */
export const isKept = ({ expiresAt }: ReviewLink, now: number) =>
  now < Date.parse(expiresAt) + LINK_KEPT_SECONDS * 1_000;

/** Whether the visitor's cookie is the running session of `link`. */
export function hasSession({ cookies }: WebRequest, link: ReviewLink, now: number): boolean {
  const session = cookies.get(COOKIE);
  if (!session || !link.sessionHash || !link.sessionExpiresAt) return false;
  return now < Date.parse(link.sessionExpiresAt) && isSameHash(secretHash(session), link.sessionHash);
}

const cookieOf = (session: string, path: string) =>
  `${COOKIE}=${session}; Path=${path}; Max-Age=${SESSION_MINUTES * 60}; HttpOnly; SameSite=Strict`;

/** A form that may be looked at, or why it may not. */
export function acceptedForm(
  request: WebRequest,
  { report }: ReviewDependencies,
): ReadonlyMap<string, string> | WebAnswer {
  if (!isSameOrigin(request)) {
    report('cross-site form');
    const advice = 'Please open the link from your message and use the form there.';
    return { status: 403, html: problemPage('This form came from somewhere else', advice) };
  }
  const form = formOf(request);
  if (form === 'not a form')
    return { status: 415, html: problemPage('This is not a form', 'Please use the form on the page.') };
  if (form === 'repeated')
    return {
      status: 400,
      html: problemPage(
        'This form is ambiguous',
        'A field was sent twice. Please go back and send it again.',
      ),
    };
  return form;
}

export const isAnswer = (form: ReadonlyMap<string, string> | WebAnswer): form is WebAnswer =>
  'status' in form;

async function turnAway(ref: LinkRef, { links, now, report }: ReviewDependencies): Promise<WebAnswer> {
  const link = await links.get(ref);
  if (!link || !isKept(link, now)) return { status: 404, html: unknownPage() };
  report('locked link', ref);
  return { status: 403, html: lockedPage() };
}

/** Counts the attempt, then compares; the right code opens a session of {@link SESSION_MINUTES} minutes. */
export async function enterCode(
  request: WebRequest,
  path: string,
  { linkId, ...ref }: LinkRef & { readonly linkId: string },
  dependencies: ReviewDependencies,
): Promise<WebAnswer> {
  const { links, now, newSessionId, report } = dependencies;
  const form = acceptedForm(request, dependencies);
  if (isAnswer(form)) return form;
  const link = await links.countAttempt(ref);
  if (!link || !isKept(link, now)) return turnAway(ref, dependencies);
  if (!isSameHash(codeHash(linkId, form.get('code') ?? ''), link.codeHash)) {
    await links.noteWrongCode(ref, new Date(now).toISOString());
    report('wrong code', ref);
    const attemptsLeft = MAX_CODE_ATTEMPTS - link.attempts;
    if (attemptsLeft <= 0) return { status: 403, html: lockedPage() };
    return showCodeForm({ request, path, link }, dependencies, { status: 403, attemptsLeft });
  }
  const session = newSessionId();
  const expiresAt = new Date(now + SESSION_MINUTES * 60_000).toISOString();
  await links.openSession(ref, { hash: secretHash(session), expiresAt });
  return { status: 303, headers: { location: path }, cookie: cookieOf(session, path) };
}
