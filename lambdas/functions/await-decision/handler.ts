// Wiring of AwaitDecision, the Task that waits for its token.
import { SFNClient } from '@aws-sdk/client-sfn';
import { clientConfiguration } from '../../adapters/client-configuration.js';
import { dynamodbClient } from '../../adapters/dynamodb.js';
import { DynamodbEventLog } from '../../adapters/dynamodb-event-log.js';
import { DynamodbWaitpoints } from '../../adapters/dynamodb-waitpoints.js';
import { StepFunctionsTasks } from '../../adapters/step-functions-tasks.js';
import { parseEnvironment } from '../../contracts/environment.js';
import { AwaitDecisionInput } from '../../contracts/workflow.js';
import { openWait } from './open-wait.js';

const environment = parseEnvironment('await-decision', process.env);
const client = dynamodbClient();
const log = new DynamodbEventLog(client, environment.LOG_TABLE);
const waitpoints = new DynamodbWaitpoints(client, environment.WAITPOINT_TABLE);
const tasks = new StepFunctionsTasks(new SFNClient(clientConfiguration));

export const handler = (event: unknown) =>
  openWait(AwaitDecisionInput.parse(event), { log, waitpoints, tasks, now: Date.now() });
