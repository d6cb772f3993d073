// A runtime with nothing deployed, and how tests speak to it: the real SDK clients, and plain requests for the services whose
// client is not a dependency.
import { afterEach } from 'vitest';
import { type Local, startLocal } from '../../local/index.js';
import type { StartOptions } from '../../local/ports.js';

/** Virtual time begins here: Thursday 1 January 2026, noon. */
export const NOON = Date.UTC(2026, 0, 1, 12);

const running: Local[] = [];
const clients: { destroy(): void }[] = [];
afterEach(async () => {
  for (const client of clients.splice(0)) client.destroy();
  for (const local of running.splice(0)) await local.stop();
});

/** Starts an empty runtime in virtual time; it stops when the test is over. */
export async function startEmpty(options: StartOptions = {}): Promise<Local> {
  const local = await startLocal({ clock: 'virtual', startAt: NOON, ...options });
  running.push(local);
  return local;
}

type ClientConfig = Pick<Local, 'endpoint' | 'region' | 'credentials'>;

/** An SDK client for `local`; it is destroyed when the test is over. */
export function client<T extends { destroy(): void }>(
  local: Local,
  Client: new (config: ClientConfig) => T,
): T {
  const { endpoint, region, credentials } = local;
  const made = new Client({ endpoint, region, credentials });
  clients.push(made);
  return made;
}

/** An AWS JSON call over the wire, as any SDK sends it; `target` as in `AmazonSQS.SendMessage`. Rejects as SDKs do. */
// biome-ignore lint/suspicious/noExplicitAny: the shape depends on the action
export async function jsonCall(local: Local, target: string, input: object): Promise<any> {
  const answer = await fetch(local.endpoint, {
    method: 'POST',
    headers: { 'x-amz-target': target, 'content-type': 'application/x-amz-json-1.0' },
    body: JSON.stringify(input),
  });
  // biome-ignore lint/suspicious/noExplicitAny: the shape depends on the action
  const body: any = await answer.json();
  if (answer.ok) return body;
  throw Object.assign(new Error(body.message), {
    name: body.__type,
    $metadata: { httpStatusCode: answer.status },
  });
}

/** A resource policy with which anybody may do `Action`. */
export const openPolicy = (Action: string): string =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: '*', Action, Resource: '*' }],
  });

/** Creates a queue that every service may send to; answers its URL and ARN. */
export async function createQueue(local: Local, QueueName: string): Promise<{ url: string; arn: string }> {
  const Attributes = { Policy: openPolicy('sqs:SendMessage') };
  const { QueueUrl } = await jsonCall(local, 'AmazonSQS.CreateQueue', { QueueName, Attributes });
  return { url: QueueUrl, arn: `arn:aws:sqs:${local.region}:${local.accountId}:${QueueName}` };
}

/** Bodies of the messages that can be received now. */
export async function received(local: Local, QueueUrl: string): Promise<string[]> {
  const { Messages = [] } = await jsonCall(local, 'AmazonSQS.ReceiveMessage', {
    QueueUrl,
    MaxNumberOfMessages: 10,
  });
  return Messages.map(({ Body }: { Body: string }) => Body);
}
