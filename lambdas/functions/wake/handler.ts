// Wiring of Wake: consumer of the log's stream, and target of the sweep's schedule.
import { SFNClient } from '@aws-sdk/client-sfn';
import { clientConfiguration } from '../../adapters/client-configuration.js';
import { dynamodbClient } from '../../adapters/dynamodb.js';
import { DynamodbEventLog } from '../../adapters/dynamodb-event-log.js';
import { DynamodbWaitpoints } from '../../adapters/dynamodb-waitpoints.js';
import { StepFunctionsTasks } from '../../adapters/step-functions-tasks.js';
import { parseEnvironment } from '../../contracts/environment.js';
import { eachRecord, positionOf, StreamEvent } from '../stream-record.js';
import { sweepWaits, wakeExecution } from './wake-execution.js';

const environment = parseEnvironment('wake', process.env);
const client = dynamodbClient();
const log = new DynamodbEventLog(client, environment.LOG_TABLE);
const waitpoints = new DynamodbWaitpoints(client, environment.WAITPOINT_TABLE);
const tasks = new StepFunctionsTasks(new SFNClient(clientConfiguration));

export async function handler(event: object) {
  const dependencies = { log, waitpoints, tasks, now: Date.now() };
  if (!('Records' in event)) return sweepWaits(dependencies);
  const { Records } = StreamEvent.parse(event);
  return eachRecord(Records, (record) => wakeExecution(positionOf(record).key, dependencies));
}
