// Wiring of the application function, which calling applications invoke under their own IAM roles.
import { randomBytes } from 'node:crypto';
import { dynamodbClient } from '../../adapters/dynamodb.js';
import { DynamodbContext } from '../../adapters/dynamodb-context.js';
import { DynamodbEventLog } from '../../adapters/dynamodb-event-log.js';
import { receiptSigner } from '../../adapters/receipts.js';
import { secretReader } from '../../adapters/secret.js';
import { readPolicy } from '../../adapters/settings.js';
import { parseEnvironment } from '../../contracts/environment.js';
import { answerApplication } from './answer-application.js';

const environment = parseEnvironment('application', process.env);
const client = dynamodbClient();
const log = new DynamodbEventLog(client, environment.LOG_TABLE);
const context = new DynamodbContext(client, environment.CONTEXT_TABLE);
const { settings } = readPolicy(import.meta.url);

const sign = receiptSigner(secretReader(environment.DECISION_SECRET_ARN));

export const handler = (event: unknown) =>
  answerApplication(event, {
    log,
    context,
    settings,
    sign,
    now: Date.now(),
    randomSalt: () => randomBytes(16).toString('hex'),
  });
