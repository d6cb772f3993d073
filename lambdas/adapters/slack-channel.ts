// Messages by Slack, to each reviewer alone, for whoever has it; for everybody else, and where Slack fails, by e-mail. Used by
// notify. A message holds the link, and a button that asks for the code, never the code.
import { escapedForSlack, OPEN_LINK, SHOW_CODE, slackText } from '../contracts/slack.js';
import type { Channel, Message } from '../core/ports.js';
import { sealCode } from './link-secrets.js';
import type { SlackApi } from './slack-api.js';

/** What Slack is reached with; read from its secrets, which the customer may have removed. */
export interface SlackAccess {
  readonly api: SlackApi;
  /** Seals codes for the slack function. */
  readonly codeKey: string;
}

const KEEP_CODE =
  'Nothing happens by opening the link. The page asks for a code: the button shows it, to you alone.';

const section = (text: string) => ({ type: 'section', text: slackText(text) });

function buttons({ reviewerId, subject }: Message, way: NonNullable<Message['way']>, codeKey: string) {
  const value = sealCode(codeKey, { reviewerId, subject, code: way.code });
  return {
    type: 'actions',
    elements: [
      {
        type: 'button',
        action_id: OPEN_LINK,
        text: slackText(way.label, 75),
        url: way.url,
        style: 'primary',
      },
      { type: 'button', action_id: SHOW_CODE, text: slackText('Show my code', 75), value },
    ],
  };
}

/** Body of `chat.postMessage`. The same message gives the same body. */
export function slackMessage(message: Message, codeKey: string) {
  const { slackUserId, subject, paragraphs, way } = message;
  return {
    // A member's id opens the conversation between that member and the app.
    channel: slackUserId,
    // For notifications; the blocks are what is read.
    text: escapedForSlack(subject),
    mrkdwn: false,
    parse: 'none',
    link_names: false,
    unfurl_links: false,
    unfurl_media: false,
    blocks: [
      section(subject),
      ...paragraphs.map(section),
      ...(way ? [section(KEEP_CODE), buttons(message, way, codeKey)] : []),
    ],
  };
}

export class SlackChannel implements Channel {
  readonly #access: () => Promise<SlackAccess>;
  readonly #mail: Channel;
  readonly #report: (failure: string, reviewerId: string) => void;

  /** `report` hears of every message that went by e-mail because Slack did not take it. */
  constructor(
    access: () => Promise<SlackAccess>,
    mail: Channel,
    report: (failure: string, reviewerId: string) => void,
  ) {
    this.#access = access;
    this.#mail = mail;
    this.#report = report;
  }

  /** After a lost answer both may arrive, with one link and one code. */
  async send(message: Message): Promise<string | undefined> {
    if (!message.slackUserId) return this.#mail.send(message);
    const failure = await this.#post(message);
    if (!failure) return undefined;
    const unmailed = await this.#mail.send(message);
    if (unmailed) return `${failure}; ${unmailed}`;
    this.#report(failure, message.reviewerId);
    return undefined;
  }

  async #post(message: Message): Promise<string | undefined> {
    let access: SlackAccess;
    try {
      access = await this.#access();
    } catch {
      return 'the Slack secret could not be read';
    }
    return access.api.call('chat.postMessage', slackMessage(message, access.codeKey));
  }
}
