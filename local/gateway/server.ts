// Loopback HTTP servers: the one AWS endpoint, and a port for each function URL. Bytes in, bytes out.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { WireRequest, WireResponse } from './wire.js';

/** A zip of 50 MB in base64, and room to spare. */
const LARGEST_BODY_BYTES = 80 * 1024 * 1024;
/** Longer than any client keeps an idle socket, so the client closes first and never meets a dead one. */
const KEEP_ALIVE_MS = 600_000;

export interface Listener {
  readonly port: number;
  close(): Promise<void>;
}

/** Serves `answer` on 127.0.0.1; `port` 0 takes a free one. Rejects with EADDRINUSE when the port is taken. */
export async function listen(
  answer: (request: WireRequest) => Promise<WireResponse>,
  port: number,
): Promise<Listener> {
  const server = createServer((request, response) => collect(request, response, answer));
  server.keepAliveTimeout = KEEP_ALIVE_MS;
  server.requestTimeout = 0;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  return { port: (server.address() as AddressInfo).port, close: () => close(server) };
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

function collect(
  request: IncomingMessage,
  response: ServerResponse,
  answer: (request: WireRequest) => Promise<WireResponse>,
): void {
  const chunks: Buffer[] = [];
  let sizeBytes = 0;
  request.on('data', (chunk: Buffer) => {
    sizeBytes += chunk.length;
    if (sizeBytes > LARGEST_BODY_BYTES) request.destroy();
    else chunks.push(chunk);
  });
  request.on('end', () => {
    const body = chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks);
    void answer({
      method: request.method ?? 'GET',
      url: request.url ?? '/',
      headers: request.headers,
      body,
      sourceIp: request.socket.remoteAddress ?? '127.0.0.1',
    }).then((reply) => send(response, isWritable(reply) ? reply : UNWRITABLE));
  });
}

function send(response: ServerResponse, reply: WireResponse): void {
  // The host's date would make SDK clients correct a clock that is virtual on purpose.
  response.sendDate = false;
  const sizeBytes = typeof reply.body === 'string' ? Buffer.byteLength(reply.body) : reply.body.length;
  response.writeHead(reply.status, { ...reply.headers, 'content-length': sizeBytes });
  response.end(reply.body);
}

/** What a handler that answers with an impossible status or header gets, as on AWS. */
const UNWRITABLE: WireResponse = { status: 502, headers: {}, body: 'Internal Server Error' };

function isWritable({ status, headers }: WireResponse): boolean {
  const isToken = (name: string) => /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/.test(name);
  const isText = (value: string | string[]) =>
    [value].flat().every((one) => /^[\t\x20-\x7e\x80-\xff]*$/.test(one));
  return (
    status >= 200 &&
    status <= 599 &&
    Object.entries(headers).every(([name, value]) => isToken(name) && isText(value))
  );
}
