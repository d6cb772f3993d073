// Function URLs: an HTTP request becomes an event (payload format 2.0), the handler's answer an HTTP response.
// Each URL has a port of its own, because `*.localhost` does not resolve everywhere.
import { createHash, randomUUID } from 'node:crypto';
import { AwsError } from '../service.js';
import type { DeployedFunction } from './functions.js';
import type { Outcome } from './sandbox.js';

/** Largest request body (AWS quota, 2026-11). */
const LARGEST_BODY_BYTES = 6 * 1024 * 1024;
const TEXT = /^(text\/|application\/(json|javascript|xml)\b|[^;]+\+(json|xml)\b)/;
const FORBIDDEN =
  'Forbidden. For troubleshooting Function URL authorization issues, see: https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html';

export interface HttpRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Buffer;
  readonly sourceIp: string;
}

export interface HttpResponse {
  readonly status: number;
  readonly headers: Record<string, string | string[]>;
  readonly body: string | Uint8Array;
}

/** Runs `found` on an HTTP request. `permit` throws AccessDeniedException for a caller who may not. */
export async function answerUrl(
  found: DeployedFunction,
  request: HttpRequest,
  now: number,
  permit: () => Promise<void>,
  run: (event: string) => Promise<Outcome>,
): Promise<HttpResponse> {
  if (request.body.length > LARGEST_BODY_BYTES)
    return jsonResponse(413, { Message: 'Request Entity Too Large' });
  try {
    await permit();
    const outcome = await run(JSON.stringify(eventOf(found, request, now)));
    return outcome.functionError ? textResponse(502, 'Internal Server Error') : responseOf(outcome.payload);
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    if (error.status === 429)
      return jsonResponse(429, {
        Reason: 'ReservedFunctionConcurrentInvocationLimitExceeded',
        Type: 'User',
        message: 'Rate Exceeded.',
      });
    return jsonResponse(403, { Message: FORBIDDEN });
  }
}

/** The host name of the URL on the main port: `<id>.lambda-url.<region>.localhost`. */
export function urlIdOf(functionArn: string): string {
  return createHash('sha256').update(functionArn).digest('hex').slice(0, 32);
}

function eventOf(found: DeployedFunction, request: HttpRequest, now: number): object {
  const [rawPath = '/', rawQueryString = ''] = splitOnce(request.url);
  const { cookie, ...others } = flatHeaders(request.headers);
  const headers = { ...others, 'x-forwarded-for': request.sourceIp, 'x-forwarded-proto': 'http' };
  const urlId = urlIdOf(found.record.config.arn);
  const isText = request.body.length === 0 || TEXT.test(others['content-type'] ?? '');
  const query = queryParameters(rawQueryString);
  return {
    version: '2.0',
    routeKey: '$default',
    rawPath,
    rawQueryString,
    ...(cookie && { cookies: cookie.split(/;\s*/) }),
    headers,
    ...(query && { queryStringParameters: query }),
    requestContext: {
      accountId: 'anonymous',
      apiId: urlId,
      domainName: others.host ?? 'localhost',
      domainPrefix: urlId,
      http: {
        method: request.method,
        path: rawPath,
        protocol: 'HTTP/1.1',
        sourceIp: request.sourceIp,
        userAgent: others['user-agent'] ?? '',
      },
      requestId: randomUUID(),
      routeKey: '$default',
      stage: '$default',
      time: logTime(now),
      timeEpoch: now,
    },
    ...(request.body.length > 0 && { body: request.body.toString(isText ? 'utf8' : 'base64') }),
    isBase64Encoded: !isText,
  };
}

function splitOnce(url: string): string[] {
  const mark = url.indexOf('?');
  const path = mark < 0 ? url : url.slice(0, mark);
  return [decodePath(path), mark < 0 ? '' : url.slice(mark + 1)];
}

/** AWS hands the path over decoded; one that cannot be decoded stays as it came. */
function decodePath(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

function flatHeaders(headers: HttpRequest['headers']): Record<string, string> {
  const flat: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) flat[name] = Array.isArray(value) ? value.join(',') : value;
  }
  return flat;
}

function queryParameters(rawQueryString: string): Record<string, string> | undefined {
  if (!rawQueryString) return undefined;
  const parameters: Record<string, string> = {};
  for (const [name, value] of new URLSearchParams(rawQueryString)) {
    parameters[name] = name in parameters ? `${parameters[name]},${value}` : value;
  }
  return parameters;
}

/** `12/Mar/2020:19:03:58 +0000` */
function logTime(now: number): string {
  const [, day, month, year, time] =
    /^\w+, (\d+) (\w+) (\d+) ([\d:]+)/.exec(new Date(now).toUTCString()) ?? [];
  return `${day}/${month}/${year}:${time} +0000`;
}

interface HandlerAnswer {
  readonly statusCode?: number;
  readonly headers?: Record<string, string | number | boolean>;
  readonly cookies?: readonly string[];
  readonly body?: unknown;
  readonly isBase64Encoded?: boolean;
}

/** An answer without `statusCode` is the body of a 200 by itself. */
function responseOf(payload: string): HttpResponse {
  const answer = JSON.parse(payload) as HandlerAnswer | string | null;
  if (typeof answer !== 'object' || answer === null || answer.statusCode === undefined) {
    const body = typeof answer === 'string' ? answer : payload;
    return { status: 200, headers: { 'content-type': 'application/json' }, body };
  }
  const headers: Record<string, string | string[]> = { 'content-type': 'application/json' };
  for (const [name, value] of Object.entries(answer.headers ?? {}))
    headers[name.toLowerCase()] = String(value);
  if (answer.cookies?.length) headers['set-cookie'] = [...answer.cookies];
  const text = typeof answer.body === 'string' ? answer.body : JSON.stringify(answer.body ?? '');
  const body = answer.body === undefined ? '' : text;
  return {
    status: Number(answer.statusCode),
    headers,
    body: answer.isBase64Encoded ? Buffer.from(body, 'base64') : body,
  };
}

function jsonResponse(status: number, body: object): HttpResponse {
  return { status, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
}

function textResponse(status: number, body: string): HttpResponse {
  return { status, headers: { 'content-type': 'text/plain' }, body };
}
