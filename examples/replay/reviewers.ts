// The people of a replay: they read the mailbox, and answer each e-mail as planned, over its link and with its code.
import type { Local } from 'agent-handoff/local';
import { type Invitation, invitationIn, Visitor } from '../reviewer/visitor.js';

type Form = Readonly<Record<string, string>>;

export class Reviewers {
  readonly #plans = new Map<string, Form>();
  readonly #stop: () => void;
  readonly #onProblem: (problem: string) => void;

  constructor(local: Local, onProblem: (problem: string) => void) {
    this.#onProblem = onProblem;
    this.#stop = local.mailbox.onMessage((mail) => {
      const invitation = invitationIn(mail);
      if (invitation) void this.#answer(invitation);
    });
  }

  /** Says how the next e-mail for this handoff and purpose is to be answered; later ones are left alone. */
  expect(handoffId: string, purpose: Invitation['purpose'], form: Form): void {
    this.#plans.set(`${purpose} ${handoffId}`, form);
  }

  async #answer(invitation: Invitation): Promise<void> {
    const key = `${invitation.purpose} ${invitation.handoffId}`;
    const form = this.#plans.get(key);
    if (!form) return;
    this.#plans.delete(key);
    try {
      const visitor = await Visitor.enter(invitation);
      const { status } = await visitor.decide({ ...form });
      if (status !== 303) this.#onProblem(`${invitation.handoffId}: the decision was refused (${status})`);
    } catch (error) {
      this.#onProblem(`${invitation.handoffId}: ${(error as Error).message}`);
    }
  }

  close(): void {
    this.#stop();
  }
}
