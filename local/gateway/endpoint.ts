// The AWS endpoint: finds the API call in a request, who makes it, and answers in the same protocol.
import { randomUUID } from 'node:crypto';
import { AwsError, type Call, type Caller } from '../service.js';
import { readJsonCall } from './json.js';
import { readQueryCall } from './query.js';
import { readRestCall } from './rest.js';
import { readS3Call } from './s3.js';
import { credentialScope, header, type WireCall, type WireRequest, type WireResponse } from './wire.js';

/** Answers for a host name that is not an API endpoint (a function URL), or undefined. */
export type AnswerHost = (host: string, request: WireRequest) => Promise<WireResponse> | undefined;

/** Makes the handler of the one AWS endpoint. `callerOf` maps an access key id to who holds it. */
export function createEndpoint(
  call: Call,
  callerOf: (accessKeyId: string | undefined) => Caller,
  answerHost: AnswerHost,
): (request: WireRequest) => Promise<WireResponse> {
  return async (request) => {
    const hosted = answerHost(header(request, 'host') ?? '', request);
    if (hosted) return hosted;
    let wireCall: WireCall | undefined;
    try {
      wireCall =
        readS3Call(request) ?? readJsonCall(request) ?? readQueryCall(request) ?? readRestCall(request);
    } catch (error) {
      return withRequestId(refuseUnread(error));
    }
    if (!wireCall) return withRequestId(refuseUnread(unknownRequest(request)));
    return withRequestId(await answerCall(wireCall, call, callerOf(credentialScope(request)?.accessKeyId)));
  };
}

async function answerCall(wireCall: WireCall, call: Call, caller: Caller): Promise<WireResponse> {
  try {
    return wireCall.answer(await call(wireCall.service, wireCall.action, wireCall.input, caller));
  } catch (error) {
    return wireCall.refuse(error instanceof AwsError ? error : internalFailure(wireCall, error));
  }
}

/** A bug of the runtime: shown with its stack, because the caller of a local endpoint is its developer. */
function internalFailure(wireCall: WireCall, error: unknown): AwsError {
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  process.stderr.write(`${wireCall.service}:${wireCall.action} failed in the local runtime\n${stack}\n`);
  return new AwsError('InternalFailure', `${wireCall.service}:${wireCall.action}: ${stack}`, 500);
}

function unknownRequest(request: WireRequest): AwsError {
  return new AwsError(
    'UnknownOperationException',
    `${request.method} ${request.url} is no API call that the local runtime implements`,
    404,
  );
}

function refuseUnread(error: unknown): WireResponse {
  const refused = error instanceof AwsError ? error : new AwsError('InternalFailure', String(error), 500);
  return {
    status: refused.status,
    headers: { 'content-type': 'application/json', 'x-amzn-errortype': refused.code },
    body: JSON.stringify({ __type: refused.code, message: refused.message }),
  };
}

function withRequestId(response: WireResponse): WireResponse {
  return { ...response, headers: { ...response.headers, 'x-amzn-requestid': randomUUID() } };
}
