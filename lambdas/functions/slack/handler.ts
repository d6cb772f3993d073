// Wiring of Slack, behind a function URL that Slack calls when a reviewer presses a button. It may read two secrets, and touch
// nothing else: no table, no topic.
import { requestFrom } from '../../adapters/http.js';
import { secretReader } from '../../adapters/secret.js';
import { readPolicy } from '../../adapters/settings.js';
import { slackApi, slackSecretIn } from '../../adapters/slack-api.js';
import { parseEnvironment } from '../../contracts/environment.js';
import { SlackSettings } from '../../contracts/slack.js';
import { answerSlack } from './answer-slack.js';

/** Milliseconds for the modal: the right to open it is over three seconds after the press (docs.slack.dev, read 2026-11). */
const OPEN_MS = 2_500;

const environment = parseEnvironment('slack', process.env);
const readSecret = secretReader(environment.SLACK_SECRET_ARN);
const readCodeKey = secretReader(environment.SLACK_CODE_KEY_ARN);
const { settings } = readPolicy(import.meta.url);
/** The stack has this function only where it has a workspace. */
const workspace = SlackSettings.parse(settings.slack);

// While the environment starts: a press of the button is good for three seconds. A failure comes again below.
await Promise.allSettled([readSecret(), readCodeKey()]);

const report = (rejected: string) => console.warn(JSON.stringify({ message: 'rejected attempt', rejected }));

export async function handler(event: unknown) {
  const [secret, codeKey] = await Promise.all([readSecret(), readCodeKey()]);
  const { botToken, signingSecret } = slackSecretIn(secret);
  const api = slackApi(workspace, { botToken }, OPEN_MS);
  const statusCode = await answerSlack(requestFrom(event), {
    settings,
    signingSecret,
    codeKey,
    now: Date.now(),
    openView: (trigger_id, view) => api.call('views.open', { trigger_id, view }),
    report,
  });
  return { statusCode, headers: { 'cache-control': 'no-store', 'content-type': 'text/plain' }, body: '' };
}
