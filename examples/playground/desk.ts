// What the page shows, read afresh each time from the mailbox, the executions and the log: nothing is kept here, so that a
// restart with `--data` shows what was there before.
import { type Fact, type HandoffRequestInput, inWords } from 'agent-handoff/contracts';
import type { Local } from 'agent-handoff/local';
import { Agent } from '../agent/agent.js';
import { Operator } from '../operator/operator.js';
import { invitationIn } from '../reviewer/visitor.js';
import { inTheAgentsWords, SAMPLES } from './proposals.js';

/** One e-mail, newest first in the inbox. */
export interface Letter {
  readonly id: string;
  readonly to: string;
  readonly subject: string;
  readonly body: string;
  readonly receivedAt: number;
  readonly handoffId?: string;
  readonly link?: string;
}

/** One proposal, as agent and log know it. */
export interface Episode {
  readonly handoffId: string;
  readonly action: HandoffRequestInput['action'];
  readonly assessment: HandoffRequestInput['assessment'];
  readonly isWaiting: boolean;
  readonly words: string;
  readonly canBeReversed: boolean;
  readonly timeline: readonly { readonly at: string; readonly text: string; readonly hash: string }[];
}

export interface DeskState {
  readonly letters: readonly Letter[];
  readonly episodes: readonly Episode[];
  readonly samples: readonly { readonly key: string; readonly label: string }[];
}

/** Most proposals that the page shows. */
const MAX_EPISODES = 8;

/** What changes the page when it was called. */
const CHANGES = /^(sns:Publish|dynamodb:PutItem|states:(StartExecution|SendTaskSuccess))$/;

export class Desk {
  readonly #local: Local;
  readonly #agent: Agent;
  readonly #operator: Operator;

  constructor(local: Local) {
    this.#local = local;
    this.#agent = new Agent(local);
    this.#operator = new Operator(local);
  }

  async state(): Promise<DeskState> {
    const ids = await this.#agent.proposals(MAX_EPISODES);
    return {
      letters: this.#letters(),
      episodes: await Promise.all(ids.map((handoffId) => this.#episode(handoffId))),
      samples: Object.entries(SAMPLES).map(([key, { label }]) => ({ key, label })),
    };
  }

  #letters(): Letter[] {
    return this.#local.mailbox
      .messages()
      .map((mail) => {
        const { id, to, subject, body, receivedAt } = mail;
        const { handoffId, link } = invitationIn(mail) ?? {};
        return { id, to, subject, body, receivedAt, ...(handoffId && link && { handoffId, link }) };
      })
      .reverse();
  }

  async #episode(handoffId: string): Promise<Episode> {
    const [{ request }, answer] = await Promise.all([
      this.#agent.look(handoffId),
      this.#operator.call({ operation: 'show', handoffId }),
    ]);
    const facts = answer.ok ? ((answer.facts ?? []) as Fact[]) : [];
    const outcome = answer.ok ? answer.outcome : undefined;
    return {
      handoffId,
      action: request.action,
      assessment: request.assessment,
      isWaiting: outcome === undefined,
      words: inTheAgentsWords(outcome),
      canBeReversed: outcome?.performance?.status === 'performed' && outcome.reversal === undefined,
      timeline: facts.map((fact) => ({ at: fact.at, text: inWords(fact), hash: fact.hash })),
    };
  }

  /** The agent proposes the sample of that key, under a fresh id; answers whether there is one. */
  async propose(key: string): Promise<boolean> {
    const sample = SAMPLES[key];
    if (!sample) return false;
    const known = new Set(await this.#agent.proposals(1_000));
    let number = 1;
    while (known.has(`${key}-${number}`)) number += 1;
    await this.#agent.propose(`${key}-${number}`, sample.request);
    return true;
  }

  /** Has a reversal link sent; answers whether the stack agreed. */
  async reverse(handoffId: string): Promise<boolean> {
    return (await this.#operator.call({ operation: 'reverse', handoffId })).ok;
  }

  /** Calls `changed` whenever the page may look different; answers how to stop that. */
  onChange(changed: () => void): () => void {
    return this.#local.onCall(({ action }) => {
      if (CHANGES.test(action)) changed();
    });
  }

  close(): void {
    this.#agent.close();
    this.#operator.close();
  }
}
