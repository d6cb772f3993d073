// Slack: a reviewer has pressed a button of a message. Shows the code to that person, in Slack, and does nothing else: it reads
// no log, makes no link and decides nothing. Addresses in a payload are not read: what is shown goes to the stack's own API.
import * as z from 'zod/mini';
import { formOf, MAX_BODY_BYTES, type WebRequest } from '../../adapters/http.js';
import { type CodeForReviewer, openCode } from '../../adapters/link-secrets.js';
import type { Settings } from '../../contracts/settings.js';
import { SHOW_CODE, slackText } from '../../contracts/slack.js';
import { isSignedBySlack } from './slack-signature.js';

export interface SlackDependencies {
  readonly settings: Pick<Settings, 'reviewers' | 'slack'>;
  readonly signingSecret: string;
  /** Opens what the buttons carry. */
  readonly codeKey: string;
  /** Epoch milliseconds. */
  readonly now: number;
  /** Opens a modal for whoever pressed the button; why it did not, or nothing. */
  readonly openView: (triggerId: string, view: object) => Promise<string | undefined>;
  /** Notes a request that was turned away; nothing of it may go into it. */
  readonly report: (rejected: string) => void;
}

/** What is read of a `block_actions` payload (docs.slack.dev, read 2026-11). */
const Click = z.object({
  type: z.literal('block_actions'),
  api_app_id: z.string(),
  /** Where the message is. */
  team: z.object({ id: z.string() }),
  /** Of a guest by Slack Connect, `team_id` is another one. */
  user: z.object({ id: z.string(), team_id: z.string() }),
  trigger_id: z.string().check(z.minLength(1), z.maxLength(255)),
  actions: z.tuple([z.object({ action_id: z.string(), value: z.optional(z.string()) })]),
});
type Click = z.infer<typeof Click>;

function clickIn(request: WebRequest): Click | undefined {
  const form = formOf(request);
  if (typeof form === 'string') return undefined;
  try {
    return Click.safeParse(JSON.parse(form.get('payload') ?? '')).data;
  } catch {
    return undefined;
  }
}

const isOwnMember = ({ api_app_id, team, user }: Click, { slack }: SlackDependencies['settings']) =>
  api_app_id === slack?.appId && team.id === slack.teamId && user.team_id === slack.teamId;

const codeView = ({ subject, code }: CodeForReviewer) => ({
  type: 'modal',
  title: slackText('Your code', 24),
  close: slackText('Close', 24),
  blocks: [`Code: ${code}`, subject, 'It is for you alone: do not pass it on.'].map((text) => ({
    type: 'section',
    text: slackText(text),
  })),
});

/** The status to answer with, always without a body: 200 done, 403 turned away, 405 and 413 no request of Slack's, 502 not shown. */
export async function answerSlack(request: WebRequest, dependencies: SlackDependencies): Promise<number> {
  const { settings, signingSecret, codeKey, now, openView, report } = dependencies;
  const turnAway = (why: string) => {
    report(why);
    return 403;
  };
  if (request.method !== 'POST') return 405;
  if (request.body.length > MAX_BODY_BYTES) return 413;
  if (!isSignedBySlack(request, signingSecret, now)) return turnAway('not signed by Slack just now');
  const click = clickIn(request);
  if (!click) return turnAway('not a click on a button');
  if (!isOwnMember(click, settings)) return turnAway('another app or workspace');
  const [{ action_id, value = '' }] = click.actions;
  // Slack tells of the link's button, too.
  if (action_id !== SHOW_CODE) return 200;
  const sealed = openCode(codeKey, value);
  if (!sealed) return turnAway('a button that is not ours');
  if (settings.reviewers[sealed.reviewerId]?.slack?.userId !== click.user.id)
    return turnAway('another person’s code');
  const failure = await openView(click.trigger_id, codeView(sealed));
  if (!failure) return 200;
  report(failure);
  return 502;
}
