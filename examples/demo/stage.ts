// Where a scenario is played: a deployed stack, an agent, its reviewers and an operator, all at its public doors.
import type { AgentCall, Outcome } from 'agent-handoff/contracts';
import type { Local } from 'agent-handoff/local';
import { Agent, type Place } from '../agent/agent.js';
import { Application } from '../application/application.js';
import { Operator } from '../operator/operator.js';
import { type Invitation, invitationIn, type Mail, Visitor } from '../reviewer/visitor.js';
import type { Scenario } from './scenarios.js';

/** A deployed stack, with what only its surroundings can do: bring the mail, and let time pass. */
export interface Site extends Place {
  /** E-mails that reviewers got so far, oldest first. */
  mail(): Promise<readonly Mail[]>;
  /** Lets the stack go on with what it has to do: virtual time settles, real time passes. */
  goOn(): Promise<void>;
  /** Now, as the stack sees it, epoch milliseconds. */
  now(): number;
  /** Lets everybody's time to decide run out. */
  letDeadlinesPass(): Promise<void>;
  /** How long to look for what must come, milliseconds; where time is virtual, one look is enough. */
  readonly patienceMs: number;
}

/** The embedded runtime in virtual time. */
export const embeddedSite = (local: Local): Site => ({
  endpoint: local.endpoint,
  region: local.region,
  credentials: local.credentials,
  outputs: local.outputs,
  mail: async () => local.mailbox.messages(),
  goOn: () => local.settle(),
  now: () => local.now(),
  letDeadlinesPass: () => local.advance('25 hours'),
  patienceMs: 0,
});

/** What became of one scenario. Field names are a contract: users script them. */
export interface Played {
  readonly handoffId: string;
  readonly scenario: string;
  /** What the triggers called for: `proceed`, `durable`, `hybrid`, … or `refuse`. */
  readonly verdict: string;
  /** Ids of the rules that called for a human. */
  readonly rules: readonly string[];
  readonly outcome: string;
  readonly expected: string;
  readonly decidedBy: string | null;
  /** States entered by the handoff's execution, and one for a reversal. */
  readonly billedTransitions: number;
  /** Wall-clock milliseconds, from the request to its end, people and waiting in virtual time included. */
  readonly ms: number;
}

/**
 * How a handoff ended, in one word: the outcome's status, or `reversed` once what ran was undone in full. An action
 * that may run but did not is said so, as in `approved, but in-doubt`.
 */
export function endingOf({ status, performance, reversal }: Outcome): string {
  if (reversal?.result === 'full') return 'reversed';
  const mayRun = status === 'autonomous' || status === 'approved' || status === 'edited';
  return mayRun && performance?.status !== 'performed' ? `${status}, but ${performance?.status}` : status;
}

type WithoutId<Call> = Call extends { handoffId: string } ? Omit<Call, 'handoffId'> : never;

interface Standing {
  readonly outcome?: Outcome;
  readonly facts: readonly { readonly type: string; readonly data?: { verdict?: { pattern: string } } }[];
}

/** Whom an invitation is for; anybody by default. */
interface Wanted {
  readonly purpose?: Invitation['purpose'];
  readonly to?: string;
  /** Which one of theirs, counted from 1: a proposal that has changed brings another. @default 1 */
  readonly nth?: number;
}

/** One scenario on stage: the `people` of a scenario act through this. */
export class Stage {
  readonly site: Site;
  readonly handoffId: string;
  readonly #reviewer: string | undefined;
  readonly #agent: Agent;
  readonly #operator: Operator;
  readonly #application: Application;

  /** @param reviewer address whose mail is read where a scenario names none; anybody's when absent, whoever gets it first */
  constructor(site: Site, handoffId: string, reviewer?: string) {
    this.site = site;
    this.handoffId = handoffId;
    this.#reviewer = reviewer;
    this.#agent = new Agent(site);
    this.#operator = new Operator(site);
    this.#application = new Application(site);
  }

  /** Looks until there is something, at least once; throws when patience ends. */
  async until<T>(what: string, look: () => Promise<T | undefined>): Promise<T> {
    for (const givesUpAt = performance.now() + this.site.patienceMs; ; ) {
      await this.site.goOn();
      const found = await look();
      if (found !== undefined) return found;
      if (performance.now() >= givesUpAt) throw new Error(`${this.handoffId}: ${what}`);
    }
  }

  /** Addresses that got a link to review it so far, each once, first come first. */
  async invited(): Promise<string[]> {
    const invitations = (await this.site.mail()).flatMap((mail) => invitationIn(mail) ?? []);
    const own = invitations.filter((one) => one.handoffId === this.handoffId && one.purpose === 'review');
    return [...new Set(own.map(({ to }) => to))];
  }

  /** The first e-mail that invites `to`, or the `nth`. */
  invitation({ purpose = 'review', to = this.#reviewer, nth = 1 }: Wanted = {}): Promise<Invitation> {
    return this.until(`nobody was sent a link to ${purpose} it`, async () =>
      (await this.site.mail())
        .flatMap((mail) => invitationIn(mail) ?? [])
        .filter(
          (one) => one.handoffId === this.handoffId && one.purpose === purpose && (!to || one.to === to),
        )
        .at(nth - 1),
    );
  }

  /** Follows the link of an invitation and enters its code. */
  async enter(wanted?: Wanted): Promise<Visitor> {
    return Visitor.enter(await this.invitation(wanted));
  }

  /** Follows the link of the first reviewer's e-mail, enters its code, posts the decision. */
  async decide(form: Record<string, string>, wanted?: Wanted): Promise<void> {
    const visitor = await this.enter(wanted);
    const { status } = await visitor.decide(form);
    if (status !== 303) throw new Error(`${this.handoffId}: the decision was refused (${status})`);
    await this.site.goOn();
  }

  /** An operator stops this handoff, once somebody looks at it, for good: what it proposes is not run any more. */
  async stop(reason: string): Promise<void> {
    // Before that, a stop would end it as refused: where time is real, the request is still on its way.
    await this.invitation();
    const scope = { kind: 'handoff' as const, handoffId: this.handoffId };
    const answer = await this.#operator.call({ operation: 'stop', scope, by: 'olga', reason });
    if (!answer.ok) throw new Error(`${this.handoffId}: ${answer.message}`);
  }

  /** The agent asks; again, when it is called again. */
  propose(request: unknown): Promise<void> {
    return this.#agent.propose(this.handoffId, request);
  }

  /** The agent takes its request back, or answers an offer, once the handoff waits. */
  async ask(call: WithoutId<AgentCall>): Promise<void> {
    await this.until('it does not wait for anybody', async () =>
      (await this.facts()).some((type) => type === 'reviewOpened' || type === 'offered') ? true : undefined,
    );
    const answer = await this.#agent.ask({ ...call, handoffId: this.handoffId });
    if (!answer.ok) throw new Error(`${this.handoffId}: ${answer.message}`);
    await this.site.goOn();
  }

  /** The application shows its own confirmation and reports what its signed-in user, a reviewer, decided. */
  async confirm(person: string): Promise<void> {
    const key = { tenant: 'default', handoffId: this.handoffId };
    const briefed = await this.#application.call({ operation: 'brief', ...key });
    const digest = briefed.ok ? briefed.briefing?.action?.digest : undefined;
    const answer = await this.#application.call({
      operation: 'report',
      ...key,
      decision: 'approve',
      actionDigest: digest ?? '',
      person,
      application: 'support-desk',
      authentication: 'oidc:example-idp',
      authenticatedAt: new Date(this.site.now()).toISOString(),
    });
    if (!answer.ok) throw new Error(`${this.handoffId}: ${answer.message}`);
    await this.site.goOn();
  }

  async play({ name, request, expected, people, atGate }: Scenario): Promise<Played> {
    const startedAt = performance.now();
    if (atGate) await this.#agent.gate(this.handoffId, request);
    else await this.propose(request);
    await people?.(this);
    const ending = await this.#ending(expected);
    const ms = Math.round(performance.now() - startedAt);
    return { handoffId: this.handoffId, scenario: name, ...ending, expected, ms };
  }

  /** Types of the facts on the log, oldest first. */
  async facts(): Promise<string[]> {
    return ((await this.#standing())?.facts ?? []).map(({ type }) => type);
  }

  async #standing(): Promise<Standing | undefined> {
    const answer = await this.#operator.call({ operation: 'show', handoffId: this.handoffId });
    if (!answer.ok) return undefined;
    const { outcome, facts = [] } = answer;
    return { ...(outcome && { outcome }), facts: facts as Standing['facts'] };
  }

  /** How it ended; how it stands, when it has not ended as expected by the time that patience ends. */
  async #ending(expected: string) {
    let last: Standing | undefined;
    const isOver = async () => {
      last = await this.#standing();
      if (!last?.outcome || endingOf(last.outcome) !== expected) return undefined;
      return (await this.#agent.look(this.handoffId)).status === 'RUNNING' ? undefined : true;
    };
    await this.until('not over', isOver).catch((error) => {
      if (!last) throw error;
    });
    const { outcome, facts = [] } = last ?? {};
    return {
      verdict: facts[0]?.data?.verdict?.pattern ?? 'refuse',
      rules: outcome?.rules ?? [],
      outcome: outcome ? endingOf(outcome) : 'open',
      decidedBy: outcome?.decision?.reviewerId ?? null,
      billedTransitions: (await this.#agent.billedTransitions(this.handoffId)) + (outcome?.reversal ? 1 : 0),
    };
  }

  close(): void {
    this.#agent.close();
    this.#operator.close();
    this.#application.close();
  }
}
