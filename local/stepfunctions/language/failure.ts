// How a state fails, in the language's own terms. Thrown by the language and the states, caught by Retry and Catch.

/** A failed state: what Catch sees as `Error` and `Cause`. */
export class StateFailure extends Error {
  override readonly name = 'StateFailure';
  constructor(
    readonly error: string | undefined,
    readonly reason: string | undefined,
    /** Set once the failure is on the history as an event of its own. */
    readonly isRecorded = false,
  ) {
    super(reason ?? error ?? 'failed');
  }
}

/** An expression that gave no usable value; `location` is the field's path. */
export class EvaluationFailure extends StateFailure {
  constructor(
    readonly location: string,
    cause: string,
  ) {
    super('States.QueryEvaluationError', cause);
  }
}
