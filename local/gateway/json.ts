// AWS JSON 1.0 and 1.1: the action is in X-Amz-Target, input and output are JSON bodies.
import { AwsError } from '../service.js';
import { header, type WireCall, type WireRequest } from './wire.js';

/** Target prefix → service name as in IAM actions. */
const SERVICES: Record<string, string> = {
  DynamoDB_20120810: 'dynamodb',
  DynamoDBStreams_20120810: 'streams.dynamodb',
  AWSStepFunctions: 'states',
  AWSEvents: 'events',
  secretsmanager: 'secretsmanager',
  AmazonSQS: 'sqs',
  AmazonSSM: 'ssm',
  Logs_20140328: 'logs',
  TrentService: 'kms',
  GraniteServiceVersion20100801: 'cloudwatch',
};

/** The call in `request`, or undefined when it is not AWS JSON. */
export function readJsonCall(request: WireRequest): WireCall | undefined {
  const target = header(request, 'x-amz-target');
  if (target === undefined) return undefined;
  const dot = target.lastIndexOf('.');
  const prefix = target.slice(0, dot);
  const headers = { 'content-type': header(request, 'content-type') ?? 'application/x-amz-json-1.0' };
  return {
    service: SERVICES[prefix] ?? prefix,
    action: target.slice(dot + 1),
    input: parseJson(request.body),
    answer: (output) => ({ status: 200, headers, body: JSON.stringify(output ?? {}) }),
    refuse: (error) => ({ status: error.status, headers, body: errorBody(error) }),
  };
}

/** A JSON body; nothing at all counts as an empty object. */
export function parseJson(body: Buffer): unknown {
  if (body.length === 0) return {};
  try {
    return JSON.parse(body.toString());
  } catch {
    throw new AwsError('SerializationException', 'The request body is not valid JSON');
  }
}

/** The body of a refused call, in the JSON protocols. */
export function errorBody(error: AwsError): string {
  return JSON.stringify({ __type: error.code, message: error.message, ...error.members });
}
