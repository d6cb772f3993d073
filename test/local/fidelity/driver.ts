// Makes any API call over the wire and remembers which succeeded, so that a test can say: every action that claims support was
// driven. Through the SDK's own client where there is one, as a plain request otherwise.
import * as cloudformation from '@aws-sdk/client-cloudformation';
import * as dynamodb from '@aws-sdk/client-dynamodb';
import * as events from '@aws-sdk/client-eventbridge';
import * as lambda from '@aws-sdk/client-lambda';
import * as s3 from '@aws-sdk/client-s3';
import * as secretsmanager from '@aws-sdk/client-secrets-manager';
import * as sns from '@aws-sdk/client-sns';
import { expect } from 'vitest';
import type { Local } from '../../../local/index.js';
import { client, jsonCall } from '../running.js';

// biome-ignore lint/suspicious/noExplicitAny: commands of seven clients, found by name
type Anything = any;

const CLIENTS: Record<string, [Anything, string]> = {
  cloudformation: [cloudformation, 'CloudFormationClient'],
  dynamodb: [dynamodb, 'DynamoDBClient'],
  events: [events, 'EventBridgeClient'],
  lambda: [lambda, 'LambdaClient'],
  s3: [s3, 'S3Client'],
  secretsmanager: [secretsmanager, 'SecretsManagerClient'],
  sns: [sns, 'SNSClient'],
};
const TARGETS: Record<string, string> = {
  'streams.dynamodb': 'DynamoDBStreams_20120810',
  sqs: 'AmazonSQS',
  states: 'AWSStepFunctions',
};
const VERSIONS: Record<string, string> = { iam: '2010-05-08', sts: '2011-06-15' };

/** The members of an AWS Query answer, by name; enough for flat answers. */
async function queryCall(local: Local, service: string, Action: string, input: Record<string, string>) {
  const body = new URLSearchParams({ Action, Version: VERSIONS[service] ?? '', ...input });
  const answer = await fetch(local.endpoint, { method: 'POST', body });
  const text = await answer.text();
  if (!answer.ok) throw new Error(text);
  return Object.fromEntries(
    [...text.matchAll(/<(\w+)>([^<]*)<\/\1>/g)].map(([, name, value]) => [name, value]),
  );
}

/** Drives one service of `local`. */
export function driverOf(local: Local, service: string) {
  const driven = new Set<string>();
  const [module, className] = CLIENTS[service] ?? [];
  const sdk = module && client(local, module[className as string]);
  const send = (action: string, input: object): Promise<Anything> => {
    if (sdk) return sdk.send(new module[`${action}Command`](input));
    const target = TARGETS[service];
    if (target) return jsonCall(local, `${target}.${action}`, input);
    return queryCall(local, service, action, input as Record<string, string>);
  };
  return {
    async call(action: string, input: object = {}): Promise<Anything> {
      const answer = await send(action, input);
      driven.add(action);
      return answer;
    },
    /** Fails with the names of the actions that were not driven, or not to an end. */
    expectAllDriven() {
      expect([...driven].sort()).toEqual([...(local.services.get(service)?.actions.keys() ?? [])].sort());
    },
  };
}
