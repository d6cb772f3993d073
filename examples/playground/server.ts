// Serves the playground's page on loopback. Only this page may change anything: other sites are told apart by Host and
// Sec-Fetch-Site, which a page of theirs cannot forge.
import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Desk } from './desk.js';

const CONTENT_SECURITY_POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

const fileOf = (name: string, type: string) => ({
  type: `${type}; charset=utf-8`,
  body: readFileSync(new URL(`page/${name}`, import.meta.url)),
});

const FILES: Readonly<Record<string, { type: string; body: Buffer }>> = {
  '/': fileOf('index.html', 'text/html'),
  '/page.css': fileOf('page.css', 'text/css'),
  '/page.js': fileOf('page.js', 'text/javascript'),
};

/** Changes come in bursts; the page is told once for each, milliseconds. */
const BURST_MS = 40;
const MAX_BODY_BYTES = 1_000;

function answer(response: ServerResponse, status: number, body: string | Buffer, type: string): void {
  response
    .writeHead(status, {
      'content-type': type,
      'content-security-policy': CONTENT_SECURITY_POLICY,
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
    })
    .end(body);
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  let body = '';
  for await (const chunk of request) {
    body += chunk;
    if (body.length > MAX_BODY_BYTES) throw new Error('the body is too long');
  }
  return body;
}

function streamChanges(desk: Desk, response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
  response.write('retry: 500\n\n');
  let burst: NodeJS.Timeout | undefined;
  const stop = desk.onChange(() => {
    burst ??= setTimeout(() => {
      burst = undefined;
      response.write('data: changed\n\n');
    }, BURST_MS);
  });
  response.on('close', () => {
    stop();
    clearTimeout(burst);
  });
}

async function post(desk: Desk, path: string, request: IncomingMessage, response: ServerResponse) {
  const value = await bodyOf(request);
  const acts: Readonly<Record<string, () => Promise<boolean>>> = {
    '/propose': () => desk.propose(value),
    '/reverse': () => desk.reverse(value),
  };
  const isDone = await (acts[path]?.() ?? Promise.resolve(false));
  answer(response, isDone ? 204 : 409, '', 'text/plain');
}

async function get(desk: Desk, path: string, response: ServerResponse): Promise<void> {
  const file = FILES[path];
  if (file) return answer(response, 200, file.body, file.type);
  if (path === '/state') return answer(response, 200, JSON.stringify(await desk.state()), 'application/json');
  if (path === '/changes') return streamChanges(desk, response);
  answer(response, 404, 'There is nothing here.', 'text/plain; charset=utf-8');
}

export interface PageServer {
  readonly url: string;
  close(): Promise<void>;
}

/** Listens on a free loopback port. */
export async function servePage(desk: Desk): Promise<PageServer> {
  let host = '';
  const server = createServer((request, response) => {
    const isOurs = request.headers.host === host;
    const isSameSite = ['same-origin', undefined].includes(
      request.headers['sec-fetch-site'] as string | undefined,
    );
    if (!isOurs || (request.method === 'POST' && !isSameSite))
      return answer(
        response,
        403,
        'Open the page at the address that was printed.',
        'text/plain; charset=utf-8',
      );
    const path = request.url ?? '/';
    const work = request.method === 'POST' ? post(desk, path, request, response) : get(desk, path, response);
    work.catch((error: Error) => answer(response, 500, error.message, 'text/plain; charset=utf-8'));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url: `http://${host}/`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
