// Review links, each by the hash of its id. Written by notify; review counts attempts and opens sessions. What a link is
// bound to never changes; what people do with it does.
import {
  type AttributeValue,
  ConditionalCheckFailedException,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  UpdateItemCommand,
  type UpdateItemCommandInput,
} from '@aws-sdk/client-dynamodb';
import { LINK_KEPT_SECONDS, MAX_CODE_ATTEMPTS, ReviewLink } from '../contracts/link.js';
import { hourOf, LINKS, linkPartition } from '../contracts/tables.js';
import { canonicalJson } from '../core/digest.js';
import type { LinkRef, Links } from '../core/ports.js';

type Item = Record<string, AttributeValue>;
type Update = Omit<UpdateItemCommandInput, 'TableName' | 'Key'>;

const keyOf = ({ tenant, linkHash }: LinkRef): Item => ({
  [LINKS.partitionKey]: { S: linkPartition(tenant, linkHash) },
});

function itemOf(link: ReviewLink, remindAt: string | undefined): Item {
  const { attempts, wrongAt: _wrongAt, ...bound } = link;
  const expires = Math.ceil(Date.parse(link.expiresAt) / 1_000) + LINK_KEPT_SECONDS;
  return {
    ...keyOf(link),
    bound: { S: canonicalJson(bound) },
    attempts: { N: String(attempts) },
    wrongAt: { L: [] },
    [LINKS.expiresAt]: { N: String(expires) },
    ...(remindAt && {
      [LINKS.byReminder.partitionKey]: { S: hourOf(remindAt) },
      [LINKS.byReminder.sortKey]: { S: remindAt },
    }),
  };
}

function linkFrom(item: Item): ReviewLink {
  const { sessionHash, sessionExpiresAt } = item;
  return ReviewLink.parse({
    ...JSON.parse(item.bound?.S ?? 'null'),
    attempts: Number(item.attempts?.N),
    wrongAt: item.wrongAt?.L?.map(({ S }) => S),
    ...(sessionHash?.S && { sessionHash: sessionHash.S, sessionExpiresAt: sessionExpiresAt?.S }),
  });
}

/** Answers `refused` when the condition did not hold. */
const unless =
  <T>(refused: T) =>
  (error: unknown): T => {
    if (error instanceof ConditionalCheckFailedException) return refused;
    throw error;
  };

export class DynamodbLinks implements Links {
  readonly #client: DynamoDBClient;
  readonly #table: string;

  constructor(client: DynamoDBClient, table: string) {
    this.#client = client;
    this.#table = table;
  }

  /** A redelivered fact must not reset the attempts or the session of the link it made before. */
  async put(link: ReviewLink, remindAt?: string): Promise<void> {
    await this.#client
      .send(
        new PutItemCommand({
          TableName: this.#table,
          Item: itemOf(link, remindAt),
          ConditionExpression: 'attribute_not_exists(#link)',
          ExpressionAttributeNames: { '#link': LINKS.partitionKey },
        }),
      )
      .catch(unless(undefined));
  }

  /** Strongly consistent: a session opened a moment ago is seen. */
  async get(ref: LinkRef): Promise<ReviewLink | undefined> {
    const { Item } = await this.#client.send(
      new GetItemCommand({ TableName: this.#table, Key: keyOf(ref), ConsistentRead: true }),
    );
    return Item && linkFrom(Item);
  }

  #update(ref: LinkRef, update: Update) {
    return this.#client.send(new UpdateItemCommand({ TableName: this.#table, Key: keyOf(ref), ...update }));
  }

  /** Many guesses at once race on this condition: no more than the allowed number passes it. */
  async countAttempt(ref: LinkRef): Promise<ReviewLink | undefined> {
    return this.#update(ref, {
      UpdateExpression: 'SET attempts = attempts + :one',
      ConditionExpression: 'attempts < :most',
      ExpressionAttributeValues: { ':one': { N: '1' }, ':most': { N: String(MAX_CODE_ATTEMPTS) } },
      ReturnValues: 'ALL_NEW',
    })
      .then(({ Attributes }) => Attributes && linkFrom(Attributes))
      .catch(unless(undefined));
  }

  async noteWrongCode(ref: LinkRef, at: string): Promise<void> {
    await this.#update(ref, {
      UpdateExpression: 'SET wrongAt = list_append(wrongAt, :at)',
      ExpressionAttributeValues: { ':at': { L: [{ S: at }] } },
    });
  }

  async openSession(ref: LinkRef, session: { hash: string; expiresAt: string }): Promise<void> {
    await this.#update(ref, {
      UpdateExpression: 'SET attempts = attempts - :one, sessionHash = :hash, sessionExpiresAt = :expiresAt',
      ExpressionAttributeValues: {
        ':one': { N: '1' },
        ':hash': { S: session.hash },
        ':expiresAt': { S: session.expiresAt },
      },
    });
  }

  async dueReminders(at: string): Promise<LinkRef[]> {
    const { byReminder } = LINKS;
    const due: LinkRef[] = [];
    let start: Item | undefined;
    do {
      const page = await this.#client.send(
        new QueryCommand({
          TableName: this.#table,
          IndexName: byReminder.indexName,
          KeyConditionExpression: '#hour = :hour AND #at <= :at',
          ExpressionAttributeNames: { '#hour': byReminder.partitionKey, '#at': byReminder.sortKey },
          ExpressionAttributeValues: { ':hour': { S: hourOf(at) }, ':at': { S: at } },
          ...(start && { ExclusiveStartKey: start }),
        }),
      );
      due.push(...(page.Items ?? []).map(refFrom));
      start = page.LastEvaluatedKey;
    } while (start);
    return due;
  }

  /** Two sweeps may meet: one of them reminds. */
  async claimReminder(ref: LinkRef, at: string): Promise<boolean> {
    return this.#update(ref, {
      UpdateExpression: 'SET remindedAt = :at',
      ConditionExpression: 'attribute_exists(bound) AND attribute_not_exists(remindedAt)',
      ExpressionAttributeValues: { ':at': { S: at } },
    })
      .then(() => true)
      .catch(unless(false));
  }
}

function refFrom(item: Item): LinkRef {
  const [tenant = '', linkHash = ''] = (item[LINKS.partitionKey]?.S ?? '').split('#');
  return { tenant, linkHash };
}
