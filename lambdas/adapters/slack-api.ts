// Slack's Web API by plain `fetch`: one try a call, at the stack's own base address and nowhere else. Used by notify and slack.
// Nothing that Slack sends gets into what it answers but a checked error code.
import * as z from 'zod/mini';
import type { SlackSettings } from '../contracts/slack.js';

/** What the customer's secret holds, as JSON. */
const SlackSecret = z.object({
  botToken: z.string().check(z.regex(/^xoxb-[A-Za-z0-9-]+$/)),
  signingSecret: z.string().check(z.regex(/^[A-Za-z0-9]{16,128}$/)),
});
export type SlackSecret = z.infer<typeof SlackSecret>;

/** Throws when `text` is not such a secret; the error says what is expected, and nothing of what it is. */
export function slackSecretIn(text: string): SlackSecret {
  try {
    return SlackSecret.parse(JSON.parse(text));
  } catch {
    throw new Error('the Slack secret must be JSON: {"botToken": "xoxb-…", "signingSecret": "…"}');
  }
}

const SlackAnswer = z.object({
  ok: z.boolean(),
  error: z.optional(z.string().check(z.regex(/^[a-z_]{1,64}$/))),
});

export interface SlackApi {
  /** Why it was not done, in below 100 characters; nothing when Slack said that it was. Never throws. */
  call(method: 'chat.postMessage' | 'views.open', body: object): Promise<string | undefined>;
}

async function failureIn(response: Response): Promise<string | undefined> {
  if (response.status === 429) {
    const seconds = Number.parseInt(response.headers.get('retry-after') ?? '', 10);
    return `Slack takes no more now${Number.isNaN(seconds) ? '' : `, not for ${seconds} s`}`;
  }
  if (!response.ok) return `Slack answered with status ${response.status}`;
  const answer = SlackAnswer.safeParse(await response.json());
  if (!answer.success) return 'Slack’s answer could not be read';
  return answer.data.ok ? undefined : `Slack refused: ${answer.data.error ?? 'unknown'}`;
}

/**
 * The API at `apiUrl`; a call is given up after `timeoutMs`. It is not tried again: Slack knows no idempotency key, and after a
 * lost answer the message may be there.
 */
export const slackApi = (
  { apiUrl }: Pick<SlackSettings, 'apiUrl'>,
  { botToken }: Pick<SlackSecret, 'botToken'>,
  timeoutMs: number,
): SlackApi => ({
  async call(method, body) {
    try {
      const response = await fetch(`${apiUrl}/${method}`, {
        method: 'POST',
        // The token goes to no other host, whatever one answers.
        redirect: 'error',
        headers: {
          authorization: `Bearer ${botToken}`,
          'content-type': 'application/json; charset=utf-8',
          // A connection does not outlive the freeze between two invocations.
          connection: 'close',
        },
        body: JSON.stringify(body),
        signal: AbortSignal.timeout(timeoutMs),
      });
      return await failureIn(response);
    } catch (error) {
      const isLate = error instanceof Error && error.name === 'TimeoutError';
      return isLate ? `Slack did not answer within ${timeoutMs / 1_000} s` : 'Slack could not be reached';
    }
  },
});
