// Notify and review over ports in memory, driven as SNS and the function URL would drive them: requests open handoffs,
// messages land in `mails`, visitors call the pages. No network.
import { randomBytes } from 'node:crypto';
import { type Invitation, invitationIn } from '../../examples/reviewer/visitor.js';
import { answerTo, requestFrom } from '../../lambdas/adapters/http.js';
import { newSessionId } from '../../lambdas/adapters/link-secrets.js';
import { mailText } from '../../lambdas/adapters/sns-channel.js';
import { webauthn } from '../../lambdas/adapters/webauthn.js';
import type { Fact, FactType } from '../../lambdas/contracts/event.js';
import type { HandoffKey } from '../../lambdas/contracts/ids.js';
import type { Settings } from '../../lambdas/contracts/settings.js';
import { type Answer, append, run } from '../../lambdas/core/command.js';
import type { Channel, Message } from '../../lambdas/core/ports.js';
import { openReview } from '../../lambdas/core/review.js';
import type { HandoffState } from '../../lambdas/core/state.js';
import { evaluateRequest } from '../../lambdas/functions/evaluate/evaluate-request.js';
import { notifyReviewers, sendReminders } from '../../lambdas/functions/notify/notify-reviewers.js';
import { answerReview } from '../../lambdas/functions/review/answer-review.js';
import { STYLE_HASH } from '../../lambdas/functions/review/pages/style.js';
import { KEY, SETTINGS, START } from '../core/samples.js';
import { MemoryContext } from './memory-context.js';
import { MemoryCredentials } from './memory-credentials.js';
import { MemoryLinks } from './memory-links.js';
import { MemoryLog } from './memory-log.js';
import { sign } from './receipts.js';

export const ORIGIN = 'https://review.example';
const SECRET = 'a secret of the tests, long enough';

/** A request that needs a human, as an agent would send it. */
export const REFUND = {
  schemaVersion: 1,
  agent: { id: 'support-agent', version: '3' },
  action: { type: 'refund_order', parameters: { orderId: '#W1', amount: 20 } },
  assessment: { confidence: 0.5, rationale: 'The parcel never arrived.' },
};

export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly cookies: readonly string[];
  readonly body: string;
}
export interface Call {
  readonly cookie?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as it is; a record is sent as a form. */
  readonly body?: string | Readonly<Record<string, string>>;
}

const FORM = {
  'content-type': 'application/x-www-form-urlencoded',
  'sec-fetch-site': 'same-origin',
  origin: 'null',
};

export class Desk {
  readonly log = new MemoryLog();
  readonly context = new MemoryContext();
  readonly links = new MemoryLinks();
  readonly credentials = new MemoryCredentials();
  readonly mails: (Message & { readonly text: string })[] = [];
  readonly rejected: string[] = [];
  /** Reviewers whom the channel cannot reach. */
  readonly unreachable = new Set<string>();
  now = START;

  readonly #channel: Channel;

  /** `channelOver` makes the channel out of the one by e-mail, which lands in `mails`. */
  constructor(
    readonly settings: Settings = SETTINGS,
    channelOver: (mail: Channel) => Channel = (mail) => mail,
  ) {
    this.#channel = channelOver({
      send: async (message) => {
        if (this.unreachable.has(message.reviewerId)) return 'the e-mail subscription is not confirmed';
        this.mails.push({ ...message, text: mailText(message) });
        return undefined;
      },
    });
  }

  get #notify() {
    return {
      log: this.log,
      links: this.links,
      settings: this.settings,
      secret: SECRET,
      reviewUrl: `${ORIGIN}/`,
      now: this.now,
      channel: this.#channel,
    };
  }

  /** A handoff whose review is open and announced. */
  async open(request: object = REFUND, key: HandoffKey = KEY): Promise<void> {
    await evaluateRequest(
      {
        execution: {
          arn: `arn:${key.handoffId}`,
          startedAt: '2026-11-24T12:00:00.000Z',
          name: key.handoffId,
        },
        request: { ...request, tenant: key.tenant },
      },
      {
        log: this.log,
        context: this.context,
        policy: { settings: this.settings, digest: 'd'.repeat(64) },
        sign,
        now: this.now,
        randomSalt: () => randomBytes(16).toString('hex'),
      },
    );
    await this.command('open', openReview, key);
    await this.announce('reviewOpened', key);
  }

  /** Runs a command of core on the handoff. */
  async command(commandId: string, decide: (state: HandoffState) => Answer, key: HandoffKey = KEY) {
    return run(this.log, { key, commandId, now: this.now, decide });
  }

  /** Appends what the workflow would: claim and result of performing. */
  async perform(status: 'performed' | 'failed' | 'in-doubt' = 'performed', error?: string): Promise<void> {
    await this.command('claim', (state) =>
      append({
        type: 'performing',
        data: { actionDigest: state.actionDigest ?? '', idempotencyKey: 'key', idempotent: false },
      }),
    );
    await this.command('result', (state) =>
      append({
        type: 'performed',
        data: { status, actionDigest: state.actionDigest ?? '', ...(error && { error }) },
      }),
    );
    await this.announce('performed');
  }

  facts(key: HandoffKey = KEY): Promise<Fact[]> {
    return this.log.read(key);
  }

  async types(key: HandoffKey = KEY): Promise<string[]> {
    return (await this.facts(key)).map(({ type }) => type);
  }

  /** Delivers the last fact of `type` as the bus would. */
  async announce(type: FactType, key: HandoffKey = KEY): Promise<void> {
    const fact = (await this.facts(key)).findLast((candidate) => candidate.type === type);
    await notifyReviewers({ ...key, sequence: fact?.sequence ?? 0, type }, this.#notify);
  }

  remind(): Promise<void> {
    return sendReminders(this.#notify);
  }

  /** The last invitation to `reviewerId`. */
  invitation(reviewerId = 'ana'): Invitation & { readonly path: string } {
    const mail = this.mails.findLast((one) => one.reviewerId === reviewerId && /^Code: /m.test(one.text));
    const invitation = mail && invitationIn({ to: mail.address, subject: mail.subject, body: mail.text });
    if (!invitation) throw new Error(`${reviewerId} was not invited`);
    return { ...invitation, path: new URL(invitation.link).pathname };
  }

  async call(method: string, path: string, { cookie, headers = {}, body }: Call = {}): Promise<Reply> {
    const text = typeof body === 'object' ? new URLSearchParams(body).toString() : body;
    const request = requestFrom({
      rawPath: path,
      headers: { host: 'review.example', 'x-forwarded-proto': 'https', ...headers },
      ...(cookie && { cookies: [cookie] }),
      ...(text !== undefined && { body: Buffer.from(text).toString('base64'), isBase64Encoded: true }),
      requestContext: { http: { method } },
    });
    const answer = await answerReview(request, {
      log: this.log,
      context: this.context,
      links: this.links,
      settings: this.settings,
      sign,
      passkeys: async () => ({ webauthn, credentials: this.credentials }),
      now: this.now,
      newSessionId,
      randomSalt: () => randomBytes(16).toString('hex'),
      report: (rejected) => this.rejected.push(rejected),
    });
    const { statusCode, cookies = [], ...reply } = answerTo(request, answer, STYLE_HASH);
    return { status: statusCode, cookies, headers: reply.headers, body: reply.body };
  }

  get(path: string, call: Call = {}): Promise<Reply> {
    return this.call('GET', path, call);
  }

  /** Posts a form as a browser would from our own page. */
  post(path: string, body: Readonly<Record<string, string>> | string, call: Call = {}): Promise<Reply> {
    return this.call('POST', path, { ...call, body, headers: { ...FORM, ...call.headers } });
  }

  /** Enters the code of the last invitation to `reviewerId`; answers path and cookie of the session. */
  async enter(reviewerId = 'ana'): Promise<{ path: string; cookie: string }> {
    const { path, code } = this.invitation(reviewerId);
    const { cookies } = await this.post(`${path}/code`, { code });
    const cookie = cookies[0]?.split(';')[0];
    if (!cookie) throw new Error('the code was refused');
    return { path, cookie };
  }

  /** Enters, and posts a decision. */
  async decide(form: Readonly<Record<string, string>>, reviewerId = 'ana'): Promise<Reply> {
    const { path, cookie } = await this.enter(reviewerId);
    return this.post(`${path}/decision`, form, { cookie });
  }

  /** The page that `reviewerId` sees in a session. */
  async look(reviewerId = 'ana'): Promise<Reply> {
    const { path, cookie } = await this.enter(reviewerId);
    return this.get(path, { cookie });
  }
}
