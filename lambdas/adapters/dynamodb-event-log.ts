// The one writer of the log (rule R5): append is one conditional PutItem, read a consistent Query. It has no update and no
// delete, and its role has no permission for either.
import {
  type AttributeValue,
  ConditionalCheckFailedException,
  type DynamoDBClient,
  PutItemCommand,
  QueryCommand,
} from '@aws-sdk/client-dynamodb';
import { type Fact, parseFact } from '../contracts/event.js';
import { type HandoffKey, STOPS_ID } from '../contracts/ids.js';
import { handoffPartition, LOG } from '../contracts/tables.js';
import { canonicalJson } from '../core/digest.js';
import { Fault } from '../core/faults.js';
import type { EventLog } from '../core/ports.js';

type Item = Record<string, AttributeValue>;

/** A stored item as the fact it holds. Throws a ZodError when it holds none. */
export const factFromItem = (item: Item): Fact => parseFact(JSON.parse(item[LOG.fact]?.S ?? 'null'));

function itemOf(fact: Fact): Item {
  const item: Item = {
    [LOG.partitionKey]: { S: handoffPartition(fact.tenant, fact.handoffId) },
    [LOG.sortKey]: { N: String(fact.sequence) },
    [LOG.type]: { S: fact.type },
    [LOG.fact]: { S: canonicalJson(fact) },
  };
  // The stop switch and enrolments are no handoffs: lists do not show them.
  if (fact.sequence > 1 || fact.handoffId === STOPS_ID || fact.type === 'enrolmentOffered') return item;
  return { ...item, [LOG.byTenant.partitionKey]: { S: fact.tenant }, [LOG.byTenant.sortKey]: { S: fact.at } };
}

const unavailable = (cause: unknown) => new Fault('LogUnavailable', 'the log cannot be reached', { cause });

export class DynamodbEventLog implements EventLog {
  readonly #client: DynamoDBClient;
  readonly #table: string;

  constructor(client: DynamoDBClient, table: string) {
    this.#client = client;
    this.#table = table;
  }

  async read({ tenant, handoffId }: HandoffKey): Promise<Fact[]> {
    const facts: Fact[] = [];
    let start: Item | undefined;
    do {
      const page = await this.#client
        .send(
          new QueryCommand({
            TableName: this.#table,
            KeyConditionExpression: '#handoff = :handoff',
            ExpressionAttributeNames: { '#handoff': LOG.partitionKey, '#fact': LOG.fact },
            ExpressionAttributeValues: { ':handoff': { S: handoffPartition(tenant, handoffId) } },
            ProjectionExpression: '#fact',
            ConsistentRead: true,
            ...(start && { ExclusiveStartKey: start }),
          }),
        )
        .catch((error) => Promise.reject(unavailable(error)));
      facts.push(...(page.Items ?? []).map(factFromItem));
      start = page.LastEvaluatedKey;
    } while (start);
    return facts;
  }

  /** Two writers can decide on the same state; the condition lets one fact in and tells the other to look again. */
  async append(fact: Fact): Promise<boolean> {
    try {
      await this.#client.send(
        new PutItemCommand({
          TableName: this.#table,
          Item: itemOf(fact),
          ConditionExpression: 'attribute_not_exists(#sequence)',
          ExpressionAttributeNames: { '#sequence': LOG.sortKey },
        }),
      );
      return true;
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) return false;
      throw unavailable(error);
    }
  }

  /** First facts of a tenant, newest first: handoff ids with the instants of their requests. */
  async list(
    tenant: string,
    limit: number,
    cursor?: string,
  ): Promise<{ entries: ListEntry[]; cursor?: string }> {
    const { byTenant } = LOG;
    const page = await this.#client.send(
      new QueryCommand({
        TableName: this.#table,
        IndexName: byTenant.indexName,
        KeyConditionExpression: '#tenant = :tenant',
        ExpressionAttributeNames: { '#tenant': byTenant.partitionKey },
        ExpressionAttributeValues: { ':tenant': { S: tenant } },
        ScanIndexForward: false,
        Limit: limit,
        ...(cursor && { ExclusiveStartKey: decodeCursor(cursor) }),
      }),
    );
    const entries = (page.Items ?? []).map((item) => ({
      handoffId: (item[LOG.partitionKey]?.S ?? '').slice(tenant.length + 1),
      requestedAt: item[byTenant.sortKey]?.S ?? '',
    }));
    return { entries, ...(page.LastEvaluatedKey && { cursor: encodeCursor(page.LastEvaluatedKey) }) };
  }
}

export interface ListEntry {
  readonly handoffId: string;
  readonly requestedAt: string;
}

const encodeCursor = (key: Item) => Buffer.from(JSON.stringify(key)).toString('base64url');
const decodeCursor = (cursor: string) => JSON.parse(Buffer.from(cursor, 'base64url').toString()) as Item;
