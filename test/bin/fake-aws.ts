// A loopback endpoint with one Lambda function and one stack: enough of AWS's wire for the `handoff` command.
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { PassThrough, Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { runCommandLine } from '../../bin/handoff/command-line.js';

export type Answer = (call: Record<string, unknown>) => unknown;

const STACK = `<DescribeStacksResponse xmlns="http://cloudformation.amazonaws.com/doc/2010-05-15/"><DescribeStacksResult>
<Stacks><member><StackName>Handoff</StackName><Outputs><member><OutputKey>HandoffOperatorFunctionName1A2B3C4D</OutputKey>
<OutputValue>from-output</OutputValue></member></Outputs></member></Stacks></DescribeStacksResult></DescribeStacksResponse>`;
const NO_STACK = `<ErrorResponse><Error><Type>Sender</Type><Code>ValidationError</Code>
<Message>Stack with id Other does not exist</Message></Error></ErrorResponse>`;

/** Starts the endpoint; `answer` is the operator function. */
export async function fakeAws(answer: Answer) {
  const calls: { functionName: string; call: Record<string, unknown> }[] = [];
  async function respond(request: IncomingMessage): Promise<[number, string, Record<string, string>?]> {
    const body = await text(request);
    const functionName = /functions\/([^/]+)\/invocations/.exec(request.url ?? '')?.[1];
    if (!functionName) return body.includes('StackName=Handoff') ? [200, STACK] : [400, NO_STACK];
    if (functionName === 'absent')
      return [404, '{"Message":"gone"}', { 'x-amzn-errortype': 'ResourceNotFoundException' }];
    const call = JSON.parse(body) as Record<string, unknown>;
    calls.push({ functionName, call });
    const headers = functionName === 'broken' ? { 'x-amz-function-error': 'Unhandled' } : {};
    return [200, JSON.stringify(answer(call)), headers];
  }
  const server = createServer((request, response) => {
    void respond(request).then(([status, body, headers]) => response.writeHead(status, headers).end(body));
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    calls,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

/** Runs the command in this process. */
export async function handoff(
  parameters: string[],
  options: { environment?: Record<string, string>; input?: string } = {},
) {
  const out = new PassThrough();
  const error = new PassThrough();
  const exitCode = await runCommandLine(parameters, {
    environment: options.environment ?? {},
    out,
    error,
    input: Readable.from(Buffer.from(options.input ?? '')),
  });
  out.end();
  error.end();
  return { exitCode, out: await text(out), error: await text(error) };
}
