// Review: the routes of the pages. GET changes nothing; POST counts a code or takes a decision; everything else is refused.
// Whoever holds no genuine link gets one and the same page.
import { MAX_BODY_BYTES, type WebAnswer, type WebRequest } from '../../adapters/http.js';
import { secretHash } from '../../adapters/link-secrets.js';
import { enrolPasskey } from './enrol-passkey.js';
import { infoPage, problemPage, unknownPage } from './pages/layout.js';
import type { CalledLink, ReviewDependencies } from './review-ports.js';
import { acceptedForm, enterCode, hasSession, isAnswer, isKept } from './session.js';
import { showCodeForm, showReview } from './show-review.js';
import { takeDecision, takeProof } from './take-decision.js';

const LINK_PATH =
  /^(\/r\/([a-z0-9][a-z0-9-]{0,31})\/([A-Za-z0-9_-]{43}))(\/code|\/decision|\/presence|\/passkey)?$/;

interface Route {
  readonly path: string;
  readonly tenant: string;
  readonly linkId: string;
  readonly linkHash: string;
  readonly action: 'code' | 'decision' | 'presence' | 'passkey' | undefined;
}

function routeOf(path: string): Route | undefined {
  const [, link, tenant, linkId, action] = LINK_PATH.exec(path) ?? [];
  if (!link || !tenant || !linkId) return undefined;
  return {
    path: link,
    tenant,
    linkId,
    linkHash: secretHash(linkId),
    action: action?.slice(1) as Route['action'],
  };
}

const notAllowed = (allow: string): WebAnswer => ({
  status: 405,
  headers: { allow },
  html: problemPage('This does nothing', 'Please open the link from your message in a browser.'),
});

const unknown = (): WebAnswer => ({ status: 404, html: unknownPage() });

async function show(request: WebRequest, route: Route, dependencies: ReviewDependencies): Promise<WebAnswer> {
  const { tenant, linkHash, path } = route;
  const link = await dependencies.links.get({ tenant, linkHash });
  if (!link || !isKept(link, dependencies.now)) return unknown();
  const called = { request, path, link };
  return hasSession(request, link, dependencies.now)
    ? showReview(called, dependencies)
    : showCodeForm(called, dependencies);
}

async function decide(
  request: WebRequest,
  route: Route,
  dependencies: ReviewDependencies,
): Promise<WebAnswer> {
  const { tenant, linkHash, path } = route;
  const form = acceptedForm(request, dependencies);
  if (isAnswer(form)) return form;
  const link = await dependencies.links.get({ tenant, linkHash });
  if (!link || !isKept(link, dependencies.now)) return unknown();
  const called = { request, path, link };
  if (hasSession(request, link, dependencies.now)) return take(route, called, form, dependencies);
  dependencies.report('decision without a session', link);
  return showCodeForm(called, dependencies, { status: 403, isSessionOver: true });
}

/** A link takes what it is for, and nothing else. */
function take(
  { action }: Route,
  called: CalledLink,
  form: ReadonlyMap<string, string>,
  dependencies: ReviewDependencies,
): Promise<WebAnswer> | WebAnswer {
  const { purpose } = called.link;
  if (action === 'decision' && purpose !== 'enrol') return takeDecision(called, form, dependencies);
  if (action === 'presence' && purpose !== 'enrol') return takeProof(called, form, dependencies);
  if (action === 'passkey' && purpose === 'enrol') return enrolPasskey(called, form, dependencies);
  return unknown();
}

/** Answers one request. */
export async function answerReview(
  request: WebRequest,
  dependencies: ReviewDependencies,
): Promise<WebAnswer> {
  const isPost = request.method === 'POST';
  if (request.path === '/')
    return request.method === 'GET' ? { status: 200, html: infoPage() } : notAllowed('GET');
  const route = routeOf(request.path);
  if (!route) return unknown();
  if (!route.action) return request.method === 'GET' ? show(request, route, dependencies) : notAllowed('GET');
  if (!isPost) return notAllowed('POST');
  if (request.body.length > MAX_BODY_BYTES)
    return { status: 413, html: problemPage('This is too long', 'Nothing was decided. Please send less.') };
  return route.action === 'code'
    ? enterCode(request, route.path, route, dependencies)
    : decide(request, route, dependencies);
}
