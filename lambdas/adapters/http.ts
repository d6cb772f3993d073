// Function URL events (payload format 2.0) to requests, and pages to answers. Used by review's handler. Knows headers,
// cookies and sizes; decides nothing about links.
import * as z from 'zod/mini';

/** Largest body that is looked at, bytes; a decision with its text is far smaller. */
export const MAX_BODY_BYTES = 64 * 1024;

/** A request, with header names in lower case. */
export interface WebRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly cookies: ReadonlyMap<string, string>;
  readonly body: Buffer;
  /** Whether the visitor came over https. */
  readonly isSecure: boolean;
}

export interface WebAnswer {
  readonly status: number;
  readonly html?: string;
  /** The one inline script that the page may run; none when absent. */
  readonly scriptHash?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** One `Set-Cookie` value, without `Secure`, which is added where the visitor came over https. */
  readonly cookie?: string;
}

/** @see https://docs.aws.amazon.com/lambda/latest/dg/urls-invocation.html (read 2026-11) */
const UrlEvent = z.object({
  rawPath: z.string(),
  headers: z.record(z.string(), z.string()),
  cookies: z.optional(z.array(z.string())),
  body: z.optional(z.string()),
  isBase64Encoded: z.optional(z.boolean()),
  requestContext: z.object({ http: z.object({ method: z.string() }) }),
});

function cookiesOf(cookies: readonly string[]): Map<string, string> {
  return new Map(
    cookies.map((cookie) => {
      const equals = cookie.indexOf('=');
      return [cookie.slice(0, equals).trim(), cookie.slice(equals + 1).trim()];
    }),
  );
}

/** The request that `event` holds. Throws a ZodError when it is no function URL event. */
export function requestFrom(event: unknown): WebRequest {
  const {
    rawPath,
    headers,
    cookies = [],
    body = '',
    isBase64Encoded,
    requestContext,
  } = UrlEvent.parse(event);
  const lower = Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]),
  );
  return {
    method: requestContext.http.method,
    path: rawPath,
    headers: lower,
    cookies: cookiesOf(cookies),
    body: Buffer.from(body, isBase64Encoded ? 'base64' : 'utf8'),
    isSecure: lower['x-forwarded-proto'] === 'https',
  };
}

/**
 * Whether a form came from one of our own pages. Browsers that send Sec-Fetch-Site (all since 2023) say so; others must
 * send an Origin that is ours. A page under `no-referrer` sends the Origin `null`, which alone proves nothing.
 */
export function isSameOrigin({ headers, isSecure }: WebRequest): boolean {
  const site = headers['sec-fetch-site'];
  const origin = headers.origin;
  const own = `${isSecure ? 'https' : 'http'}://${headers.host}`;
  if (site !== undefined && site !== 'same-origin') return false;
  if (origin === undefined || origin === 'null') return site === 'same-origin';
  return origin === own;
}

/** A posted form; nothing when it is not one, and `repeated` when a field came twice. */
export function formOf({ headers, body }: WebRequest): Map<string, string> | 'not a form' | 'repeated' {
  const type = headers['content-type']?.split(';')[0]?.trim().toLowerCase();
  if (type !== 'application/x-www-form-urlencoded') return 'not a form';
  const fields = [...new URLSearchParams(body.toString('utf8'))];
  const form = new Map(fields);
  return form.size === fields.length ? form : 'repeated';
}

const SECURITY_HEADERS = {
  'cache-control': 'no-store',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'interest-cohort=()',
  'x-robots-tag': 'noindex, nofollow, noarchive',
};

/** The function URL's answer; `styleHash` is the one style sheet that its pages may have. */
export function answerTo(request: WebRequest, answer: WebAnswer, styleHash: string) {
  const script = answer.scriptHash ? ` script-src '${answer.scriptHash}';` : '';
  const policy = `default-src 'none'; style-src '${styleHash}';${script} form-action 'self'; frame-ancestors 'none'; base-uri 'none'`;
  return {
    statusCode: answer.status,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': policy,
      ...SECURITY_HEADERS,
      ...(request.isSecure && { 'strict-transport-security': 'max-age=63072000; includeSubDomains' }),
      ...answer.headers,
    },
    ...(answer.cookie && { cookies: [`${answer.cookie}${request.isSecure ? '; Secure' : ''}`] }),
    body: answer.html ?? '',
  };
}
