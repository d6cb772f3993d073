// Wiring of SettleOutcome.
import { dynamodbClient } from '../../adapters/dynamodb.js';
import { DynamodbContext } from '../../adapters/dynamodb-context.js';
import { DynamodbEventLog } from '../../adapters/dynamodb-event-log.js';
import { SecretReceipts } from '../../adapters/receipts.js';
import { secretReader } from '../../adapters/secret.js';
import { parseEnvironment } from '../../contracts/environment.js';
import { SettleOutcomeInput } from '../../contracts/workflow.js';
import { settleOutcome } from './settle-outcome.js';

const environment = parseEnvironment('settle-outcome', process.env);
const client = dynamodbClient();
const log = new DynamodbEventLog(client, environment.LOG_TABLE);
const context = new DynamodbContext(client, environment.CONTEXT_TABLE);
const receipts = new SecretReceipts(secretReader(environment.DECISION_SECRET_ARN));

export const handler = (event: unknown) =>
  settleOutcome(SettleOutcomeInput.parse(event), { log, context, receipts, now: Date.now() });
