// Invoke: synchronous, asynchronous, dry run.
import { randomUUID } from 'node:crypto';
import { AwsError } from '../service.js';
import type { AsynchronousQueue } from './asynchronous.js';
import type { DeployedFunction, Functions } from './functions.js';

/** Largest payloads (AWS quotas, 2026-11): 6 MB synchronous, 1 MB asynchronous. */
const LARGEST_REQUEST_BYTES = { RequestResponse: 6_291_456, Event: 1_048_576 };
const LOG_TAIL_CHARACTERS = 4096;

export interface InvokeInput {
  readonly FunctionName: string;
  readonly InvocationType?: string;
  readonly LogType?: string;
  /** JSON text or its bytes; in-process callers may pass the value itself. */
  readonly Payload?: string | Uint8Array | object;
}

export interface InvokeOutput {
  readonly StatusCode: number;
  readonly FunctionError?: 'Unhandled';
  readonly LogResult?: string;
  readonly ExecutedVersion?: string;
  /** JSON text. */
  readonly Payload?: string;
}

/** Runs or queues one event. Errors of the function are in the output; throttling and bad requests are thrown. */
export async function invoke(
  functions: Functions,
  queue: AsynchronousQueue,
  input: InvokeInput,
): Promise<InvokeOutput> {
  const found = functions.get(input.FunctionName);
  const event = eventText(input.Payload);
  const type = input.InvocationType ?? 'RequestResponse';
  if (type === 'DryRun') return { StatusCode: 204 };
  checkSize(event, type === 'Event' ? 'Event' : 'RequestResponse');
  if (type === 'Event') {
    queue.add(found.record.config.name, event);
    return { StatusCode: 202 };
  }
  const outcome = await functions.invoke(found, event, randomUUID());
  return {
    StatusCode: 200,
    ...(outcome.functionError && { FunctionError: outcome.functionError }),
    ...(input.LogType === 'Tail' && { LogResult: logTail(found) }),
    ExecutedVersion: '$LATEST',
    Payload: outcome.payload,
  };
}

function eventText(payload: InvokeInput['Payload']): string {
  const isBytes = payload instanceof Uint8Array;
  if (payload === undefined || (isBytes && payload.length === 0)) return '{}';
  if (typeof payload === 'object' && !isBytes) return JSON.stringify(payload);
  const text = isBytes ? Buffer.from(payload.buffer, payload.byteOffset, payload.length).toString() : payload;
  try {
    JSON.parse(text);
  } catch (error) {
    const message = `Could not parse request body into json: ${(error as Error).message}`;
    throw new AwsError('InvalidRequestContentException', message, 400, { Type: 'User' });
  }
  return text;
}

function checkSize(event: string, type: keyof typeof LARGEST_REQUEST_BYTES): void {
  const sizeBytes = Buffer.byteLength(event);
  const limitBytes = LARGEST_REQUEST_BYTES[type];
  if (sizeBytes <= limitBytes) return;
  const message = `${sizeBytes} byte payload is too large for the ${type} invocation type (limit ${limitBytes} bytes)`;
  throw new AwsError('RequestTooLargeException', message, 413, { Type: 'User' });
}

function logTail(found: DeployedFunction): string {
  return Buffer.from(found.log.join('').slice(-LOG_TAIL_CHARACTERS)).toString('base64');
}
