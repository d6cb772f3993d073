// A stand-in of Slack on loopback: its Web API as far as the stack calls it, members who read their messages, and clicks that are
// sent to an app's request URL, signed as Slack signs them. It refuses what Slack's own limits refuse.
import { createHmac } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export const APP = 'A0HANDOFF';
export const TEAM = 'T0SHOP';
export const SECRET = { botToken: 'xoxb-1-2-three', signingSecret: '0123456789abcdef0123456789abcdef' };

interface Text {
  readonly type: string;
  readonly text: string;
}
interface Button {
  readonly action_id: string;
  readonly text: Text;
  readonly url?: string;
  readonly value?: string;
}
export interface Block {
  readonly type: string;
  readonly text?: Text;
  readonly elements?: readonly Button[];
}
export interface Posted {
  readonly channel: string;
  readonly text: string;
  readonly blocks: readonly Block[];
}
export interface View {
  readonly title: Text;
  readonly blocks: readonly Block[];
}

/** What one press of a button says. */
export interface Press {
  readonly userId: string;
  readonly button: Button;
  /** Over what the payload says otherwise. */
  readonly changed?: object;
}

export interface SignedRequest {
  readonly headers: Record<string, string>;
  readonly body: string;
}

/** Signs `body` as Slack would at `now`, epoch milliseconds. */
export function signed(body: string, now: number, secret = SECRET.signingSecret): SignedRequest {
  const timestamp = String(Math.floor(now / 1_000));
  const digest = createHmac('sha256', secret).update(`v0:${timestamp}:${body}`).digest('hex');
  return {
    body,
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      'x-slack-request-timestamp': timestamp,
      'x-slack-signature': `v0=${digest}`,
    },
  };
}

export const buttonOf = ({ blocks }: Posted, actionId: string): Button => {
  const button = blocks.flatMap(({ elements = [] }) => elements).find((one) => one.action_id === actionId);
  if (!button) throw new Error(`the message has no button ${actionId}`);
  return button;
};

/** All that a reader of the blocks sees. */
export const seenIn = ({ blocks }: { readonly blocks: readonly Block[] }) =>
  blocks
    .flatMap(({ text, elements = [] }) => [text, ...elements.map((one) => one.text)])
    .flatMap((text) => text?.text ?? []);

export class FakeSlack {
  readonly posted: Posted[] = [];
  /** Modals, with the member who saw each. */
  readonly views: { readonly userId: string; readonly view: View }[] = [];
  /** Calls of the Web API, by method; and what was asked of this host besides. */
  readonly calls: string[] = [];
  /** What the next calls get in place of an answer; `silence` keeps them waiting. */
  trouble: { status: number; headers?: Record<string, string>; body?: string } | 'silence' | undefined;
  readonly #server: Server;
  /** Right to open one modal, by member; a press gives it, its use takes it. */
  readonly #triggers = new Map<string, string>();

  private constructor() {
    this.#server = createServer((request, response) => void this.#answer(request, response));
  }

  static async start(): Promise<FakeSlack> {
    const slack = new FakeSlack();
    await new Promise<void>((resolve) => slack.#server.listen(0, '127.0.0.1', resolve));
    return slack;
  }

  get apiUrl(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/api`;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  /** The body of the request by which Slack tells the app of a press. */
  press({ userId, button, changed = {} }: Press): string {
    const trigger = `${this.#triggers.size + 1}.2.${userId.toLowerCase()}`;
    this.#triggers.set(trigger, userId);
    const payload = {
      type: 'block_actions',
      api_app_id: APP,
      team: { id: TEAM, domain: 'shop' },
      user: { id: userId, username: 'somebody', team_id: TEAM },
      container: { type: 'message', message_ts: '1.2', channel_id: 'D1' },
      trigger_id: trigger,
      response_url: `${this.apiUrl}/response-url`,
      actions: [{ ...button, block_id: 'b', type: 'button', action_ts: '1.2' }],
      ...changed,
    };
    return new URLSearchParams({ payload: JSON.stringify(payload) }).toString();
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const method = (request.url ?? '').replace('/api/', '');
    this.calls.push(method);
    if (this.trouble === 'silence') return;
    if (this.trouble) {
      const { status, headers, body = '' } = this.trouble;
      response.writeHead(status, headers).end(body);
      return;
    }
    const isBot = request.headers.authorization === `Bearer ${SECRET.botToken}`;
    const error = isBot ? this.#take(method, JSON.parse(Buffer.concat(chunks).toString())) : 'invalid_auth';
    response.end(JSON.stringify(error ? { ok: false, error } : { ok: true }));
  }

  #take(method: string, body: unknown): string | undefined {
    if (method === 'chat.postMessage') return this.#post(body as Posted);
    if (method === 'views.open') return this.#open(body as { trigger_id: string; view: View });
    return 'unknown_method';
  }

  #post(message: Posted): string | undefined {
    if (!/^U/.test(message.channel)) return 'channel_not_found';
    if (breaksLimits(message.blocks)) return 'invalid_blocks';
    this.posted.push(message);
    return undefined;
  }

  #open({ trigger_id, view }: { trigger_id: string; view: View }): string | undefined {
    const userId = this.#triggers.get(trigger_id);
    if (userId === undefined) return 'invalid_trigger_id';
    if (userId === '') return 'exchanged_trigger_id';
    if (view.title.text.length > 24 || breaksLimits(view.blocks)) return 'invalid_arguments';
    this.#triggers.set(trigger_id, '');
    this.views.push({ userId, view });
    return undefined;
  }
}

/** Limits of Block Kit (docs.slack.dev, read 2026-11). */
const breaksLimits = (blocks: readonly Block[]) =>
  blocks.length > 50 ||
  blocks.some(
    ({ text, elements = [] }) =>
      (text && (text.text.length < 1 || text.text.length > 3_000)) ||
      elements.some(
        (one) =>
          one.text.text.length > 75 || (one.url ?? '').length > 3_000 || (one.value ?? '').length > 2_000,
      ),
  );
