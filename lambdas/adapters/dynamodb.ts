// The DynamoDB client as every adapter uses it. Credentials are read from the environment directly: on Lambda they always
// stand there, and loading the SDK's provider chain would cost every cold start.
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { environmentCredentials } from './credentials.js';

/** One client a process; keep-alive is the SDK's default. */
export const dynamodbClient = () =>
  new DynamoDBClient({ credentials: environmentCredentials, maxAttempts: 4 });
