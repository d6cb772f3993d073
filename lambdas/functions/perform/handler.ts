// Wiring of Perform. The one function that may call performers; its role may invoke exactly those.
import { randomBytes } from 'node:crypto';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { SFNClient } from '@aws-sdk/client-sfn';
import { clientConfiguration } from '../../adapters/client-configuration.js';
import { dynamodbClient } from '../../adapters/dynamodb.js';
import { DynamodbContext } from '../../adapters/dynamodb-context.js';
import { DynamodbEventLog } from '../../adapters/dynamodb-event-log.js';
import { GrantSigner } from '../../adapters/grant-signer.js';
import { AwsPerformers } from '../../adapters/performers.js';
import { SecretReceipts } from '../../adapters/receipts.js';
import { secretReader } from '../../adapters/secret.js';
import { readPolicy } from '../../adapters/settings.js';
import { parseEnvironment } from '../../contracts/environment.js';
import { PerformInput } from '../../contracts/workflow.js';
import { performAction } from './perform-action.js';

const environment = parseEnvironment('perform', process.env);
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
const grants = new GrantSigner(secretReader(environment.SECRET_ARN));

export const handler = (event: unknown, { awsRequestId }: { awsRequestId: string }) =>
  performAction(PerformInput.parse(event), {
    log,
    context,
    performers,
    grants,
    receipts,
    policy,
    now: Date.now,
    randomSalt: () => randomBytes(16).toString('hex'),
    invocationId: `perform:${awsRequestId}`,
  });
