// A function URL on loopback, as AWS's is: HTTP becomes an event of payload format 2.0, the answer becomes HTTP, cookies
// included. LocalStack's own loses cookies both ways, and refuses every form with an Origin. The function runs on the emulator.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';

interface Answer {
  readonly statusCode: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly cookies?: readonly string[];
  readonly body?: string;
  readonly isBase64Encoded?: boolean;
}

export interface FrontDoor {
  /** Base URL, with a trailing slash. */
  readonly url: string;
  close(): void;
}

async function eventOf(request: IncomingMessage): Promise<object> {
  const { pathname, search } = new URL(request.url ?? '/', 'http://localhost');
  const { cookie, ...headers } = request.headers;
  return {
    version: '2.0',
    rawPath: pathname,
    rawQueryString: search.slice(1),
    headers: { ...headers, 'x-forwarded-proto': 'http' },
    ...(cookie && { cookies: cookie.split('; ') }),
    requestContext: { http: { method: request.method, path: pathname } },
    body: await text(request),
    isBase64Encoded: false,
  };
}

function answer(
  response: ServerResponse,
  { statusCode, headers, cookies, body = '', isBase64Encoded }: Answer,
) {
  response.writeHead(statusCode, { ...headers, ...(cookies && { 'set-cookie': [...cookies] }) });
  response.end(Buffer.from(body, isBase64Encoded ? 'base64' : 'utf8'));
}

/** Serves `functionName` on a free port of loopback. */
export async function openFrontDoor(functionName: string): Promise<FrontDoor> {
  const lambda = new LambdaClient({});
  const invoke = async (request: IncomingMessage): Promise<Answer> => {
    const Payload = Buffer.from(JSON.stringify(await eventOf(request)));
    const answered = await lambda.send(new InvokeCommand({ FunctionName: functionName, Payload }));
    return answered.FunctionError
      ? { statusCode: 502 }
      : (JSON.parse(Buffer.from(answered.Payload ?? []).toString()) as Answer);
  };
  const server = createServer((request, response) => {
    invoke(request).then(
      (given) => answer(response, given),
      // Reserved concurrency is used up: AWS's function URLs say so too.
      () => answer(response, { statusCode: 429 }),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const close = () => {
    server.closeAllConnections();
    server.close();
    lambda.destroy();
  };
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, close };
}
