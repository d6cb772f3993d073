// Task tokens of open waits. `await-decision` writes them, `wake` alone reads them; no token goes anywhere else.
import {
  ConditionalCheckFailedException,
  DeleteItemCommand,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  paginateScan,
} from '@aws-sdk/client-dynamodb';
import type { HandoffKey } from '../contracts/ids.js';
import { handoffPartition, WAITPOINTS } from '../contracts/tables.js';
import type { NewWaitpoint, Waitpoint, Waitpoints } from '../core/ports.js';

/** Seconds after the deadline for which a forgotten waitpoint is kept; TTL deletes it some time later. */
const KEPT_SECONDS = 30 * 86_400;

/** Tiers are 1 to 5. Rounds before this release had no number: theirs is 0. */
const ROUND = 10;
const LAST_ROUND = 99;

/** Text order is wait order: round, tier, then the instant the state was entered, then its retry. */
const orderOf = ({ round, tier, enteredAt, retryCount }: NewWaitpoint) =>
  [
    String(Math.min(round, LAST_ROUND) * ROUND + tier).padStart(3, '0'),
    enteredAt,
    String(retryCount).padStart(4, '0'),
  ].join('#');

const tierIn = (order: string | undefined) => Number(order?.split('#')[0]) % ROUND;

const keyOf = ({ tenant, handoffId }: HandoffKey) => ({
  [WAITPOINTS.partitionKey]: { S: handoffPartition(tenant, handoffId) },
});

export class DynamodbWaitpoints implements Waitpoints {
  readonly #client: DynamoDBClient;
  readonly #table: string;

  constructor(client: DynamoDBClient, table: string) {
    this.#client = client;
    this.#table = table;
  }

  /** A slow, retried attempt of an earlier wait must not take a later one's place (rule R2). */
  async put(key: HandoffKey, waitpoint: NewWaitpoint): Promise<boolean> {
    const expires = Math.ceil(Date.parse(waitpoint.deadlineAt) / 1_000) + KEPT_SECONDS;
    const item = {
      ...keyOf(key),
      [WAITPOINTS.token]: { S: waitpoint.taskToken },
      [WAITPOINTS.order]: { S: orderOf(waitpoint) },
      [WAITPOINTS.deadlineAt]: { S: waitpoint.deadlineAt },
      [WAITPOINTS.expiresAt]: { N: String(expires) },
    };
    return this.#client
      .send(
        new PutItemCommand({
          TableName: this.#table,
          Item: item,
          ConditionExpression: 'attribute_not_exists(#order) OR #order <= :order',
          ExpressionAttributeNames: { '#order': WAITPOINTS.order },
          ExpressionAttributeValues: { ':order': { S: orderOf(waitpoint) } },
        }),
      )
      .then(() => true)
      .catch((error) => {
        if (error instanceof ConditionalCheckFailedException) return false;
        throw error;
      });
  }

  async get(key: HandoffKey): Promise<Waitpoint | undefined> {
    const { Item } = await this.#client.send(
      new GetItemCommand({ TableName: this.#table, Key: keyOf(key), ConsistentRead: true }),
    );
    const taskToken = Item?.[WAITPOINTS.token]?.S;
    if (!taskToken) return undefined;
    const tier = tierIn(Item?.[WAITPOINTS.order]?.S);
    return { key, taskToken, tier, deadlineAt: Item?.[WAITPOINTS.deadlineAt]?.S ?? '' };
  }

  /** Only the wait that was read goes: a later one may have taken its place meanwhile. */
  async remove({ key, taskToken }: Waitpoint): Promise<void> {
    await this.#client
      .send(
        new DeleteItemCommand({
          TableName: this.#table,
          Key: keyOf(key),
          ConditionExpression: '#token = :token',
          ExpressionAttributeNames: { '#token': WAITPOINTS.token },
          ExpressionAttributeValues: { ':token': { S: taskToken } },
        }),
      )
      .catch((error) => {
        if (!(error instanceof ConditionalCheckFailedException)) throw error;
      });
  }

  async *all(): AsyncGenerator<Waitpoint> {
    for await (const { Items = [] } of paginateScan({ client: this.#client }, { TableName: this.#table }))
      for (const item of Items) {
        const [tenant = '', handoffId = ''] = (item[WAITPOINTS.partitionKey]?.S ?? '').split('#');
        yield {
          key: { tenant, handoffId },
          taskToken: item[WAITPOINTS.token]?.S ?? '',
          tier: tierIn(item[WAITPOINTS.order]?.S),
          deadlineAt: item[WAITPOINTS.deadlineAt]?.S ?? '',
        };
      }
  }
}
