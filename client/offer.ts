// The offer of a review (pattern hybrid) in an agent's hands: show the question, then accept or withdraw.
import type { AgentAnswer, ReviewOffer } from '../lambdas/contracts/agent-api.js';
import type { HandoffHandle } from './handle.js';
import type { HandoffClient } from './index.js';

/** Nothing reaches a reviewer before `accept`. Both answer `ok: false` once `expiresAt` has passed. */
export class Offer implements ReviewOffer {
  /** What to ask whoever the agent works for. */
  readonly question: string;
  /** Why a review is needed. */
  readonly rules: ReviewOffer['rules'];
  /** ISO 8601, UTC. */
  readonly expiresAt: string;
  readonly #client: HandoffClient;
  readonly #handle: HandoffHandle;

  constructor(client: HandoffClient, handle: HandoffHandle, { question, rules, expiresAt }: ReviewOffer) {
    this.question = question;
    this.rules = rules;
    this.expiresAt = expiresAt;
    this.#client = client;
    this.#handle = handle;
  }

  /** Submits the proposal for review, as the agent's own choice or its user's. */
  accept(by: 'agent' | 'user' = 'agent'): Promise<AgentAnswer> {
    const { tenant, handoffId } = this.#handle;
    return this.#client.ask({ operation: 'acceptOffer', tenant, handoffId, by });
  }

  /** Does without the review, and so without the action: the outcome is `withdrawn`. */
  withdraw(by: 'agent' | 'user' = 'agent', reason?: string): Promise<AgentAnswer> {
    const { tenant, handoffId } = this.#handle;
    return this.#client.ask({
      operation: 'withdrawOffer',
      tenant,
      handoffId,
      by,
      ...(reason !== undefined && { reason }),
    });
  }
}
