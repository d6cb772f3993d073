// Wiring of the agent function, which agents invoke under their own IAM roles.
import { randomBytes } from 'node:crypto';
import { dynamodbClient } from '../../adapters/dynamodb.js';
import { DynamodbContext } from '../../adapters/dynamodb-context.js';
import { DynamodbEventLog } from '../../adapters/dynamodb-event-log.js';
import { grantKey } from '../../adapters/grant-signer.js';
import { secretReader } from '../../adapters/secret.js';
import { readPolicy } from '../../adapters/settings.js';
import { parseEnvironment } from '../../contracts/environment.js';
import { answerAgent } from './answer-agent.js';

const environment = parseEnvironment('agent', process.env);
const client = dynamodbClient();
const log = new DynamodbEventLog(client, environment.LOG_TABLE);
const context = new DynamodbContext(client, environment.CONTEXT_TABLE);
const readSecret = secretReader(environment.SECRET_ARN);
const { settings } = readPolicy(import.meta.url);

export const handler = (event: unknown) =>
  answerAgent(event, {
    log,
    context,
    settings,
    grantKey: async () => grantKey(await readSecret()),
    now: Date.now(),
    randomSalt: () => randomBytes(16).toString('hex'),
  });
