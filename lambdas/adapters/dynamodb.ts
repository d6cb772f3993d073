// The DynamoDB client as every adapter uses it.
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { clientConfiguration } from './client-configuration.js';

/** One client a process; keep-alive is the SDK's default. */
export const dynamodbClient = () => new DynamoDBClient({ ...clientConfiguration, maxAttempts: 4 });
