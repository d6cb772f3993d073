// Whom an agent has had people asked about in an hour: one item an agent and hour, in the links' table, with a set of handoffs. A
// set holds each once, so that a repeated Evaluate counts once, and its size is the count. Used by evaluate alone.
import {
  ConditionalCheckFailedException,
  type DynamoDBClient,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { hourBegins, LINKS, quotaPartition } from '../contracts/tables.js';
import { sha256 } from '../core/digest.js';
import { Fault } from '../core/faults.js';
import type { Quotas, QuotaWindow } from '../core/ports.js';

/** 64 bits tell the thousand handoffs of an hour apart; a thousand of these are 16 KB, 16 write units at most. */
const shortHash = (handoffId: string) => sha256(handoffId).slice(0, 16);

/** Items may be deleted two hours after their hour has begun. */
const KEPT_SECONDS = 2 * 3_600;

export class DynamodbQuotas implements Quotas {
  readonly #client: DynamoDBClient;
  readonly #table: string;

  constructor(client: DynamoDBClient, table: string) {
    this.#client = client;
    this.#table = table;
  }

  async take(window: QuotaWindow, handoffId: string, limit: number): Promise<boolean> {
    const id = shortHash(handoffId);
    const expiresAt = hourBegins(window.hour) / 1_000 + KEPT_SECONDS;
    try {
      await this.#client.send(
        new UpdateItemCommand({
          TableName: this.#table,
          Key: { [LINKS.partitionKey]: { S: quotaPartition(window) } },
          UpdateExpression: 'ADD asked :ids SET #expiresAt = :expiresAt',
          ConditionExpression: 'attribute_not_exists(asked) OR size(asked) < :limit OR contains(asked, :id)',
          ExpressionAttributeNames: { '#expiresAt': LINKS.expiresAt },
          ExpressionAttributeValues: {
            ':ids': { SS: [id] },
            ':id': { S: id },
            ':limit': { N: String(limit) },
            ':expiresAt': { N: String(expiresAt) },
          },
        }),
      );
      return true;
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) return false;
      throw new Fault('LogUnavailable', 'the quota cannot be counted', { cause: error });
    }
  }
}
