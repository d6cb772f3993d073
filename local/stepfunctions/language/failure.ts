// How a state fails, in the language's own terms. Thrown by the language and the states, caught by Retry and Catch.

/** A failed state: what Catch sees as `Error` and `Cause`. */
export class StateFailure extends Error {
  override readonly name = 'StateFailure';
  constructor(
    readonly error: string | undefined,
    readonly reason: string | undefined,
    /** A second name that Retry and Catch may know it by. */
    readonly alias?: string,
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

/** A failure that no Retry, no Catch and no state around it sees: it ends the execution where it stands. */
export class RuntimeFailure extends StateFailure {
  /** Id of the last event before the failure; set by the state that failed. */
  afterEventId: number | undefined;

  constructor(cause: string) {
    super('States.Runtime', cause);
  }
}

/** The words with which AWS opens the cause of what went wrong in a state itself. */
export const inState = (name: string, enteredId: number, cause: string | undefined) =>
  `An error occurred while executing the state '${name}' (entered at the event id #${enteredId}). ${cause}`;
