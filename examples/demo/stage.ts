// Where a scenario is played: the reference stack in virtual time, an agent, its reviewers and an operator.
import type { AgentCall, Outcome } from 'agent-handoff/contracts';
import { type Local, startLocal } from 'agent-handoff/local';
import { Agent } from '../agent/agent.js';
import { Operator } from '../operator/operator.js';
import { type Invitation, invitationIn, Visitor } from '../reviewer/visitor.js';
import type { Scenario } from './scenarios.js';

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

/** One scenario on stage: the `people` of a scenario act through this. */
export class Stage {
  readonly #agent: Agent;
  readonly #operator: Operator;
  readonly #handoffId: string;

  constructor(
    readonly local: Local,
    handoffId: string,
  ) {
    this.#agent = new Agent(local);
    this.#operator = new Operator(local);
    this.#handoffId = handoffId;
  }

  static start(assembly: string): Promise<Local> {
    return startLocal({ assembly, clock: 'virtual' });
  }

  #invitation(purpose: Invitation['purpose']): Invitation {
    const invitation = this.local.mailbox
      .messages()
      .flatMap((mail) => invitationIn(mail) ?? [])
      .find((one) => one.handoffId === this.#handoffId && one.purpose === purpose);
    if (!invitation) throw new Error(`${this.#handoffId}: nobody was sent a link to ${purpose} it`);
    return invitation;
  }

  /** Follows the link of the first reviewer's e-mail, enters its code, posts the decision. */
  async decide(form: Record<string, string>, purpose: Invitation['purpose'] = 'review'): Promise<void> {
    const visitor = await Visitor.enter(this.#invitation(purpose));
    const { status } = await visitor.decide(form);
    if (status !== 303) throw new Error(`${this.#handoffId}: the decision was refused (${status})`);
    await this.local.settle();
  }

  /** The agent takes its request back, or answers an offer. */
  async ask(call: WithoutId<AgentCall>): Promise<void> {
    const answer = await this.#agent.ask({ ...call, handoffId: this.#handoffId });
    if (!answer.ok) throw new Error(`${this.#handoffId}: ${answer.message}`);
    await this.local.settle();
  }

  async play({ name, request, expected, people }: Scenario): Promise<Played> {
    const startedAt = performance.now();
    await this.#agent.propose(this.#handoffId, request);
    await this.local.settle();
    await people?.(this);
    const ms = Math.round(performance.now() - startedAt);
    return { handoffId: this.#handoffId, scenario: name, ...(await this.#ending()), expected, ms };
  }

  async #ending() {
    const answer = await this.#operator.call({ operation: 'show', handoffId: this.#handoffId });
    if (!answer.ok) throw new Error(`${this.#handoffId}: ${answer.message}`);
    const { outcome, facts = [] } = answer;
    const requested = facts[0] as { data?: { verdict?: { pattern: string } } } | undefined;
    const reversals = outcome?.reversal ? 1 : 0;
    return {
      verdict: requested?.data?.verdict?.pattern ?? 'refuse',
      rules: outcome?.rules ?? [],
      outcome: outcome ? endingOf(outcome) : 'open',
      decidedBy: outcome?.decision?.reviewerId ?? null,
      billedTransitions: (await this.#agent.billedTransitions(this.#handoffId)) + reversals,
    };
  }

  close(): void {
    this.#agent.close();
    this.#operator.close();
  }
}
