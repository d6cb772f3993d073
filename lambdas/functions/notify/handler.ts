// Wiring of Notify: target of the bus's rule for facts that somebody is told of, and of the reminders' schedule.
import { SNSClient } from '@aws-sdk/client-sns';
import * as z from 'zod/mini';
import { clientConfiguration } from '../../adapters/client-configuration.js';
import { dynamodbClient } from '../../adapters/dynamodb.js';
import { DynamodbEventLog } from '../../adapters/dynamodb-event-log.js';
import { DynamodbLinks } from '../../adapters/dynamodb-links.js';
import { secretReader } from '../../adapters/secret.js';
import { readPolicy } from '../../adapters/settings.js';
import { slackApi, slackSecretIn } from '../../adapters/slack-api.js';
import { SlackChannel } from '../../adapters/slack-channel.js';
import { SnsChannel } from '../../adapters/sns-channel.js';
import { PublicFact } from '../../contracts/bus.js';
import { parseEnvironment } from '../../contracts/environment.js';
import type { SlackSettings } from '../../contracts/slack.js';
import { notifyReviewers, sendReminders } from './notify-reviewers.js';

const environment = parseEnvironment('notify', process.env);
const client = dynamodbClient();
const log = new DynamodbEventLog(client, environment.LOG_TABLE);
const links = new DynamodbLinks(client, environment.LINK_TABLE);
const mail = new SnsChannel(new SNSClient(clientConfiguration), environment.TOPIC_ARN, Date.now);
const readSecret = secretReader(environment.SECRET_ARN);
const { settings } = readPolicy(import.meta.url);
const channel = settings.slack ? slackChannel(settings.slack) : mail;

/** Milliseconds that Slack has to take a message; the function has 30 seconds for all of them. */
const POST_MS = 10_000;

function slackChannel(workspace: SlackSettings) {
  const readSlackSecret = secretReader(environment.SLACK_SECRET_ARN);
  const readCodeKey = secretReader(environment.SLACK_CODE_KEY_ARN);
  const access = async () => {
    const [secret, codeKey] = await Promise.all([readSlackSecret(), readCodeKey()]);
    return { api: slackApi(workspace, slackSecretIn(secret), POST_MS), codeKey };
  };
  return new SlackChannel(access, mail, (failure, reviewerId) =>
    console.warn(JSON.stringify({ message: 'sent by e-mail instead', failure, reviewerId })),
  );
}

const BusEvent = z.object({ detail: PublicFact });

export async function handler(event: object): Promise<void> {
  const dependencies = {
    log,
    links,
    channel,
    settings,
    secret: await readSecret(),
    reviewUrl: environment.REVIEW_URL,
    now: Date.now(),
  };
  if ('source' in event && event.source === 'aws.events') return sendReminders(dependencies);
  await notifyReviewers(BusEvent.parse(event).detail, dependencies);
}
