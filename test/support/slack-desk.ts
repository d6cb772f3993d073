// A desk whose reviewer `ana` has Slack, and Slack's stand-in before it: messages are posted over HTTP, presses come back as signed
// requests to the slack function's use case.
import { requestFrom } from '../../lambdas/adapters/http.js';
import { slackApi } from '../../lambdas/adapters/slack-api.js';
import { SlackChannel } from '../../lambdas/adapters/slack-channel.js';
import type { Settings } from '../../lambdas/contracts/settings.js';
import { SHOW_CODE } from '../../lambdas/contracts/slack.js';
import { answerSlack } from '../../lambdas/functions/slack/answer-slack.js';
import { SETTINGS } from '../core/samples.js';
import {
  APP,
  buttonOf,
  FakeSlack,
  type Posted,
  type Press,
  SECRET,
  type SignedRequest,
  seenIn,
  signed,
  TEAM,
} from './fake-slack.js';
import { Desk } from './review-desk.js';

export const ANA = 'U0ANA';
const CODE_KEY = 'seals the codes of the tests';
const { ana, ben, cleo } = SETTINGS.reviewers as Record<
  'ana' | 'ben' | 'cleo',
  Settings['reviewers'][string]
>;

export class SlackDesk {
  readonly slack: FakeSlack;
  readonly desk: Desk;
  /** What was turned away, and what went by e-mail instead. */
  readonly reports: string[] = [];
  /** How long Slack may take; a busy machine is not to be taken for a silent Slack. */
  patienceMs = 10_000;

  private constructor(slack: FakeSlack, changes: Partial<Settings>) {
    this.slack = slack;
    const workspace = { teamId: TEAM, appId: APP, apiUrl: slack.apiUrl };
    const settings = {
      ...SETTINGS,
      reviewers: { ana: { ...ana, slack: { userId: ANA } }, ben, cleo },
      slack: workspace,
      ...changes,
    };
    this.desk = new Desk(settings, (mail) => {
      const access = async () => ({ api: slackApi(workspace, SECRET, this.patienceMs), codeKey: CODE_KEY });
      return new SlackChannel(access, mail, (failure) => this.reports.push(failure));
    });
  }

  static async start(changes: Partial<Settings> = {}): Promise<SlackDesk> {
    return new SlackDesk(await FakeSlack.start(), changes);
  }

  message(): Posted {
    const posted = this.slack.posted.at(-1);
    if (!posted) throw new Error('nothing was posted');
    return posted;
  }

  /** The request that a press of "Show my code" in the last message makes, as Slack would send it now. */
  pressed(press: Partial<Press> = {}): SignedRequest {
    const button = buttonOf(this.message(), SHOW_CODE);
    return signed(this.slack.press({ userId: ANA, button, ...press }), this.desk.now);
  }

  /** Status with which the slack function answers. */
  async receive({ headers, body }: SignedRequest, method = 'POST'): Promise<number> {
    const { settings } = this.desk;
    const { slack: workspace } = settings;
    if (!workspace) throw new Error('the desk has one');
    const api = slackApi(workspace, SECRET, this.patienceMs);
    const request = requestFrom({ rawPath: '/', headers, body, requestContext: { http: { method } } });
    return answerSlack(request, {
      settings,
      signingSecret: SECRET.signingSecret,
      codeKey: CODE_KEY,
      now: this.desk.now,
      openView: (trigger_id, view) => api.call('views.open', { trigger_id, view }),
      report: (rejected) => this.reports.push(rejected),
    });
  }

  /** Codes that were shown, with the member who saw each. */
  shown(): [string, string | undefined][] {
    return this.slack.views.map(({ userId, view }) => [
      userId,
      /Code: (\S+)/.exec(seenIn(view).join('\n'))?.[1],
    ]);
  }

  stop(): Promise<void> {
    return this.slack.stop();
  }
}
