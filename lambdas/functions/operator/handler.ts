// Wiring of the operator function, which operators invoke under their own IAM roles; agents may not.
import { dynamodbClient } from '../../adapters/dynamodb.js';
import { DynamodbContext } from '../../adapters/dynamodb-context.js';
import { DynamodbEventLog } from '../../adapters/dynamodb-event-log.js';
import { readPolicy } from '../../adapters/settings.js';
import { parseEnvironment } from '../../contracts/environment.js';
import { answerOperator } from './answer-operator.js';

const environment = parseEnvironment('operator', process.env);
const client = dynamodbClient();
const log = new DynamodbEventLog(client, environment.LOG_TABLE);
const context = new DynamodbContext(client, environment.CONTEXT_TABLE);
const { settings } = readPolicy(import.meta.url);

export const handler = (event: unknown, { awsRequestId }: { awsRequestId: string }) =>
  answerOperator(event, { log, context, settings, now: Date.now(), invocationId: awsRequestId });
