// How a state fails, in the language's own terms. Thrown by the language and the states, caught by Retry and Catch.

/** Names that the language itself gives to errors. @see https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html (read 2026-11) */
type StatesError =
  | 'States.BranchFailed'
  | 'States.DataLimitExceeded'
  | 'States.ExceedToleratedFailureThreshold'
  | 'States.HeartbeatTimeout'
  | 'States.NoChoiceMatched'
  | 'States.QueryEvaluationError'
  | 'States.Runtime'
  | 'States.TaskFailed'
  | 'States.Timeout';

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
