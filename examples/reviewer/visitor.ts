// A scripted reviewer: reads an e-mail, follows its link, proves presence with the code, posts a decision; over real HTTP, as
// a browser without JavaScript would. Used by the demo, the replay, the bench and the tests.

import { setTimeout as sleep } from 'node:timers/promises';

/** What a message from the stack holds for a reviewer. */
export interface Invitation {
  readonly to: string;
  readonly subject: string;
  readonly handoffId: string;
  /** What the link leads to. */
  readonly purpose: 'review' | 'reverse' | 'enrol';
  readonly link: string;
  readonly code: string;
}

/** An e-mail as it arrived. */
export interface Mail {
  readonly to: string;
  readonly subject: string;
  readonly body: string;
}

/** The link and the code of a message, or nothing when it carries none. */
export function invitationIn(mail: Mail): Invitation | undefined {
  const [, label, link] = /^\s*(Review|Reverse|Enrol):\s*(\S+)/m.exec(mail.body) ?? [];
  const code = /^\s*Code:\s*(\S+)/m.exec(mail.body)?.[1];
  const handoffId = /^\s*Handoff:\s*(\S+)/m.exec(mail.body)?.[1];
  if (!link || !code || !handoffId) return undefined;
  const purpose = label?.toLowerCase() as Invitation['purpose'];
  return { to: mail.to, subject: mail.subject, handoffId, purpose, link, code };
}

/** A page as the visitor got it. */
export interface Page {
  readonly status: number;
  readonly text: string;
}

/** What a crowded front door answers; whoever meets it tries again a little later, as a person would. */
const TOO_MANY_REQUESTS = 429;
const PAUSE_MS = 250;
const MOST_TRIES = 40;

async function post(url: string, form: Record<string, string>, cookie = ''): Promise<Response> {
  for (let tries = 1; ; tries += 1) {
    const response = await postOnce(url, form, cookie);
    if (response.status !== TOO_MANY_REQUESTS || tries === MOST_TRIES) return response;
    await sleep(PAUSE_MS);
  }
}

const postOnce = (url: string, form: Record<string, string>, cookie: string) =>
  fetch(url, {
    method: 'POST',
    redirect: 'manual',
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      origin: new URL(url).origin,
      'sec-fetch-site': 'same-origin',
      ...(cookie && { cookie }),
    },
    body: new URLSearchParams(form).toString(),
  });

/** A visitor with a session: the code was right. */
export class Visitor {
  readonly #link: string;
  readonly #cookie: string;

  private constructor(link: string, cookie: string) {
    this.#link = link;
    this.#cookie = cookie;
  }

  /** Enters the code. Throws when it is refused. */
  static async enter({ link, code }: Pick<Invitation, 'link' | 'code'>): Promise<Visitor> {
    const response = await post(`${link}/code`, { code });
    const cookie = response.headers.get('set-cookie')?.split(';')[0];
    if (response.status !== 303 || !cookie) throw new Error(`the code was refused: ${response.status}`);
    return new Visitor(link, cookie);
  }

  /** The page behind the link, with the session. */
  async look(): Promise<Page> {
    const response = await fetch(this.#link, { headers: { cookie: this.#cookie } });
    return { status: response.status, text: await response.text() };
  }

  /** Posts a decision; follows the redirect to the page that shows what came of it. */
  async decide(form: Record<string, string>): Promise<Page> {
    const response = await post(`${this.#link}/decision`, form, this.#cookie);
    return this.#after(response);
  }

  /** Posts a form of the page to where it goes, such as a passkey's answer. */
  async send(action: string, form: Record<string, string>): Promise<Page> {
    return this.#after(await post(new URL(action, this.#link).href, form, this.#cookie));
  }

  async #after(response: Response): Promise<Page> {
    if (response.status === 303) return { ...(await this.look()), status: 303 };
    return { status: response.status, text: await response.text() };
  }
}
