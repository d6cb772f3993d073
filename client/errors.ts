// What the client throws; each name is stable and may be matched.

import type { ApplicationAnswer } from '../lambdas/contracts/application-api.js';
import type { Outcome } from '../lambdas/contracts/outcome.js';
import type { Problem } from '../lambdas/contracts/problems.js';

/** The request is not acceptable; nothing was started. `problems` name path, rule and value. */
export class InvalidRequestError extends Error {
  override readonly name = 'InvalidRequestError';
  constructor(readonly problems: readonly Problem[]) {
    super(
      `the request is not valid: ${problems.map(({ path, rule, value }) => `${path} ${rule} (it is ${value})`).join('; ')}`,
    );
  }
}

/** A reported decision was not accepted; `refusal` says why in one word, `problems` what is wrong with text or parameters. */
export class ReportRefusedError extends Error {
  override readonly name = 'ReportRefusedError';
  readonly refusal: string;
  readonly problems: readonly Problem[];
  constructor({ refusal, message, problems = [] }: Extract<ApplicationAnswer, { ok: false }>) {
    super(message);
    this.refusal = refusal;
    this.problems = problems as readonly Problem[];
  }
}

/** The handoff id is taken by a request with other content. */
export class HandoffConflictError extends Error {
  override readonly name = 'HandoffConflictError';
  constructor(readonly handoffId: string) {
    super(`the handoff id "${handoffId}" belongs to another request: choose another id`);
  }
}

/** Another call of the gate with this id is under way, or was lost: ask for its status, or `request` the same under this id. */
export class HandoffBusyError extends Error {
  override readonly name = 'HandoffBusyError';
  constructor(readonly handoffId: string) {
    super(`another call with the handoff id "${handoffId}" is under way`);
  }
}

/** The outcome does not permit the action; `outcome` says what happened instead. */
export class HandoffRejectedError extends Error {
  override readonly name = 'HandoffRejectedError';
  constructor(readonly outcome: Outcome) {
    super(
      `the action may not run: ${outcome.status}${outcome.decision?.text ? ` (${outcome.decision.text})` : ''}`,
    );
  }
}

/** The execution ended without an outcome: nothing more is performed, the log says how far it got. */
export class HandoffUnsettledError extends Error {
  override readonly name = 'HandoffUnsettledError';
  constructor(
    readonly handoffId: string,
    readonly status: string,
  ) {
    super(`the handoff "${handoffId}" ended ${status} without an outcome`);
  }
}

/** `result` gave up waiting; the handoff goes on. */
export class ResultTimeoutError extends Error {
  override readonly name = 'ResultTimeoutError';
  constructor(readonly handoffId: string) {
    super(`the handoff "${handoffId}" has no outcome yet; ask again, it goes on`);
  }
}

/** The grant does not permit this action now; the tool was not run. */
export class GrantRefusedError extends Error {
  override readonly name = 'GrantRefusedError';
}
