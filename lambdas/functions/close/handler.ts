// Wiring of Close, target of the rule on execution status changes.
import { dynamodbClient } from '../../adapters/dynamodb.js';
import { DynamodbEventLog } from '../../adapters/dynamodb-event-log.js';
import { countMetric } from '../../adapters/embedded-metrics.js';
import { parseEnvironment } from '../../contracts/environment.js';
import { closeHandoff, StatusChange } from './close-handoff.js';

const environment = parseEnvironment('close', process.env);
const log = new DynamodbEventLog(dynamodbClient(), environment.LOG_TABLE);

export async function handler(event: unknown): Promise<void> {
  const now = Date.now();
  if (await closeHandoff(StatusChange.parse(event), { log, now })) countMetric('HandoffClosed', now);
}
