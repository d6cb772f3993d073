// Whose each passkey is, and its counter: one item a credential in the links' table, under the tenant and the hash of its id.
// Used by review, whose role may update that table and add nothing to it: claims are updates under a condition.
import {
  ConditionalCheckFailedException,
  type DynamoDBClient,
  UpdateItemCommand,
  type UpdateItemCommandInput,
} from '@aws-sdk/client-dynamodb';
import { credentialPartition, LINKS } from '../contracts/tables.js';
import { sha256 } from '../core/digest.js';
import type { Credentials } from '../core/ports.js';

type Owner = Parameters<Credentials['claim']>[0];
type Credential = Parameters<Credentials['claim']>[1];

export class DynamodbCredentials implements Credentials {
  readonly #client: DynamoDBClient;
  readonly #table: string;

  constructor(client: DynamoDBClient, table: string) {
    this.#client = client;
    this.#table = table;
  }

  async #update(
    { tenant, handoffId }: Owner,
    { credentialId, counter }: Credential,
    change: Pick<UpdateItemCommandInput, 'UpdateExpression' | 'ConditionExpression'>,
  ): Promise<boolean> {
    try {
      await this.#client.send(
        new UpdateItemCommand({
          TableName: this.#table,
          Key: { [LINKS.partitionKey]: { S: credentialPartition(tenant, sha256(credentialId)) } },
          ExpressionAttributeValues: { ':owner': { S: handoffId }, ':counter': { N: String(counter) } },
          ...change,
        }),
      );
      return true;
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) return false;
      throw error;
    }
  }

  /** Claimed again by its owner it stays as it is: the fact that should have followed may have been lost. */
  claim(owner: Owner, credential: Credential): Promise<boolean> {
    return this.#update(owner, credential, {
      UpdateExpression:
        'SET enrolledFor = if_not_exists(enrolledFor, :owner), signCount = if_not_exists(signCount, :counter)',
      ConditionExpression: 'attribute_not_exists(enrolledFor) OR enrolledFor = :owner',
    });
  }

  raiseCounter(owner: Owner, credential: Credential): Promise<boolean> {
    const rises = credential.counter === 0 ? 'signCount = :counter' : 'signCount < :counter';
    return this.#update(owner, credential, {
      UpdateExpression: 'SET signCount = :counter',
      ConditionExpression: `enrolledFor = :owner AND ${rises}`,
    });
  }
}
