// Wiring of Reverse. Its role may invoke exactly the registered compensations.
import { randomBytes } from 'node:crypto';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { SFNClient } from '@aws-sdk/client-sfn';
import { clientConfiguration } from '../../adapters/client-configuration.js';
import { dynamodbClient } from '../../adapters/dynamodb.js';
import { DynamodbContext } from '../../adapters/dynamodb-context.js';
import { DynamodbEventLog } from '../../adapters/dynamodb-event-log.js';
import { AwsPerformers } from '../../adapters/performers.js';
import { SecretReceipts } from '../../adapters/receipts.js';
import { secretReader } from '../../adapters/secret.js';
import { readPolicy } from '../../adapters/settings.js';
import { parseEnvironment } from '../../contracts/environment.js';
import { ReverseInput } from '../../contracts/workflow.js';
import { reverseAction } from './reverse-action.js';

const environment = parseEnvironment('reverse', process.env);
const client = dynamodbClient();
const log = new DynamodbEventLog(client, environment.LOG_TABLE);
const context = new DynamodbContext(client, environment.CONTEXT_TABLE);
const policy = readPolicy(import.meta.url);
// No retries by the client: a lost answer may be a call that ran (rule R10).
const performers = new AwsPerformers(
  environment.PERFORMER_ARNS.split(','),
  new LambdaClient({ ...clientConfiguration, maxAttempts: 1 }),
  new SFNClient(clientConfiguration),
);

const receipts = new SecretReceipts(secretReader(environment.DECISION_SECRET_ARN));

export function handler(event: unknown, { awsRequestId }: { awsRequestId: string }) {
  const { tenant, handoffId } = ReverseInput.parse(event);
  return reverseAction(
    { tenant, handoffId },
    {
      log,
      context,
      performers,
      receipts,
      policy,
      now: Date.now,
      randomSalt: () => randomBytes(16).toString('hex'),
      invocationId: `reverse:${awsRequestId}`,
    },
  );
}
