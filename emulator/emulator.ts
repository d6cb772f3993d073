// The emulator as the suite meets it: checked before anything is deployed, then a site like any other. What stands in for
// people and their mail client is LocalStack's own: its pages of sent e-mails and of subscription tokens.
import { setTimeout as sleep } from 'node:timers/promises';
import {
  CloudFormationClient,
  DescribeStackResourcesCommand,
  DescribeStacksCommand,
} from '@aws-sdk/client-cloudformation';
import { ConfirmSubscriptionCommand, SNSClient } from '@aws-sdk/client-sns';
import type { Site } from '../examples/demo/stage.js';
import type { Mail } from '../examples/reviewer/visitor.js';

/** What is missing for a run, and the fix; exit code 2. */
export class NotReady extends Error {}

export const HOW_TO_START = `Start LocalStack, then say where it is:
  with Docker:    docker run --rm -p 127.0.0.1:4566:4566 -v /var/run/docker.sock:/var/run/docker.sock localstack/localstack:4.14.0
  without Docker: LOCALSTACK_RUN=FILE .ci/emulator, where FILE starts a LocalStack whose functions are processes
  and then:       AWS_ENDPOINT_URL=http://127.0.0.1:4566 npm run test:emulator`;

const LOOPBACK = /^(127(\.\d+){3}|\[::1\]|localhost|.*\.localhost)$/;

/** The endpoint of the environment, answering; throws NotReady with the fix. */
export async function readyEndpoint(
  environment: Readonly<Record<string, string | undefined>>,
  iKnow: boolean,
): Promise<string> {
  const endpoint = environment.AWS_ENDPOINT_URL;
  if (!endpoint) throw new NotReady(`AWS_ENDPOINT_URL is not set.\n${HOW_TO_START}`);
  const host = URL.canParse(endpoint) ? new URL(endpoint).hostname : undefined;
  if (host === undefined)
    throw new NotReady(`AWS_ENDPOINT_URL is not a URL: "${endpoint}". Give http://127.0.0.1:PORT.`);
  if (!LOOPBACK.test(host) && !iKnow)
    throw new NotReady(
      `${host} is not this machine: the suite deploys, decides and destroys there. If that is meant, add --i-know.`,
    );
  const answers = await fetch(endpoint, { signal: AbortSignal.timeout(10_000) }).catch(() => undefined);
  if (!answers)
    throw new NotReady(`Nothing answers at ${endpoint}: is it running, on this port?\n${HOW_TO_START}`);
  return endpoint;
}

/** Outputs of a stack, or undefined when there is none of that name. */
export async function outputsOf(stackName: string): Promise<Record<string, string> | undefined> {
  const { Stacks = [] } = await new CloudFormationClient({})
    .send(new DescribeStacksCommand({ StackName: stackName }))
    .catch((error) => {
      if (error instanceof Error && /does not exist/.test(error.message)) return { Stacks: [] };
      throw error;
    });
  return (
    Stacks[0] &&
    Object.fromEntries(
      (Stacks[0].Outputs ?? []).map(({ OutputKey = '', OutputValue = '' }) => [OutputKey, OutputValue]),
    )
  );
}

export const resourcesOf = async (stackName: string) =>
  (await new CloudFormationClient({}).send(new DescribeStackResourcesCommand({ StackName: stackName })))
    .StackResources ?? [];

/** Name of the function behind the review pages. */
export async function reviewFunctionOf(stackName: string): Promise<string> {
  const found = (await resourcesOf(stackName)).find(
    ({ ResourceType, LogicalResourceId }) =>
      ResourceType === 'AWS::Lambda::Function' && LogicalResourceId?.startsWith('HandoffFunctionsReview'),
  );
  return found?.PhysicalResourceId ?? '';
}

/** Stands for reviewers who follow the link in SNS's first message to them. */
export async function confirmSubscriptions(endpoint: string, stackName: string): Promise<void> {
  const sns = new SNSClient({});
  for (const { ResourceType, PhysicalResourceId: arn = '' } of await resourcesOf(stackName)) {
    if (ResourceType !== 'AWS::SNS::Subscription') continue;
    const answer = await fetch(`${endpoint}/_aws/sns/subscription-tokens/${arn}`);
    const { subscription_token: Token } = (await answer.json()) as { subscription_token: string };
    const TopicArn = arn.slice(0, arn.lastIndexOf(':'));
    await sns.send(new ConfirmSubscriptionCommand({ TopicArn, Token }));
  }
  sns.destroy();
}

interface SentMail {
  readonly Destination: { readonly ToAddresses: readonly string[] };
  readonly Subject: string;
  readonly Body: { readonly text_part: string };
}

/** What SNS handed to SES; before the first e-mail, LocalStack has no such page. */
async function sentMail(endpoint: string, reviewUrl: string, doorUrl: string): Promise<Mail[]> {
  const answer = await fetch(`${endpoint}/_aws/ses`);
  if (!answer.headers.get('content-type')?.includes('json')) return [];
  const { messages } = (await answer.json()) as { messages: SentMail[] };
  return messages.map(({ Destination, Subject, Body }) => ({
    to: Destination.ToAddresses[0] ?? '',
    subject: Subject,
    body: Body.text_part.replaceAll(reviewUrl, doorUrl),
  }));
}

/** A deployed stack on the emulator, in real time. */
export const emulatedSite = (
  endpoint: string,
  outputs: Readonly<Record<string, string>>,
  doorUrl: string,
  patienceMs: number,
): Site => ({
  outputs,
  mail: () => sentMail(endpoint, outputs.ReviewUrl ?? doorUrl, doorUrl),
  goOn: () => sleep(300),
  now: () => Date.now(),
  // Its reviewers have seconds: looking for the end is all the waiting there is.
  letDeadlinesPass: async () => undefined,
  patienceMs,
});
