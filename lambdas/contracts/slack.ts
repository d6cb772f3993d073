// What crosses the wire to and from Slack: ids, the stack's workspace, and text as Slack's text objects take it. Used by the
// settings, notify and slack. Calls nothing.
import * as z from 'zod/mini';

const id = (pattern: RegExp, example: string) =>
  z.string().check(z.regex(pattern, { error: `must be an id such as ${example}` }));

/** A member's id; `W…` in an Enterprise Grid. */
export const SlackUserId = id(/^[UW][A-Z0-9]{2,20}$/, 'U012AB3CD (profile, "Copy member ID")');

/** The workspace, and the app in it, that reviewers are reached through. */
export const SlackSettings = z.strictObject({
  teamId: id(/^T[A-Z0-9]{2,20}$/, 'T012AB3CD'),
  appId: id(/^A[A-Z0-9]{2,20}$/, 'A012AB3CD (the app’s "Basic Information")'),
  /** Base of the Web API, without a trailing slash. The bot's token goes there: https, or this machine. */
  apiUrl: z
    .string()
    .check(
      z.regex(
        /^(https:\/\/[a-z0-9.-]+(:\d{1,5})?|http:\/\/(127\.0\.0\.1|localhost):\d{1,5})(\/[a-z0-9-]+)*$/,
        { error: 'must be https, without a slash at its end, such as "https://slack.com/api"' },
      ),
    ),
});
export type SlackSettings = z.infer<typeof SlackSettings>;

/** The Web API of every workspace but those of GovSlack (docs.slack.dev, read 2026-11). */
export const SLACK_API_URL = 'https://slack.com/api';

/** `action_id` of the button that shows the code, and of the one that leads to the page. */
export const SHOW_CODE = 'show_code';
export const OPEN_LINK = 'open_link';

/** A part of a message or a modal that shows text (Block Kit, docs.slack.dev, read 2026-11). */
export interface SlackText {
  readonly type: 'plain_text';
  readonly text: string;
  readonly emoji: false;
}

/** `text` with Slack's three control characters escaped: no mention, link or date can be in it. */
export const escapedForSlack = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** Longest text of a section (Block Kit, docs.slack.dev, read 2026-11). */
const SECTION_TEXT = 3_000;

/** Text that Slack shows as it is, cut to `longest` characters, 3 000 unless told. */
export function slackText(text: string, longest = SECTION_TEXT): SlackText {
  const escaped = escapedForSlack(text);
  if (escaped.length <= longest) return { type: 'plain_text', text: escaped, emoji: false };
  // An escaped character, or half of a pair, is not cut in two.
  const cut = escaped.slice(0, longest - 1).replace(/&[a-z]{0,3}$|[\ud800-\udbff]$/, '');
  return { type: 'plain_text', text: `${cut}…`, emoji: false };
}
