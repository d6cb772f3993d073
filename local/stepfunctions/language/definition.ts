// A state machine's definition as the interpreter reads it. Parsed once, after validation.

export interface Retrier {
  readonly ErrorEquals: readonly string[];
  readonly IntervalSeconds?: number;
  readonly MaxAttempts?: number;
  readonly BackoffRate?: number;
  readonly MaxDelaySeconds?: number;
  readonly JitterStrategy?: 'FULL' | 'NONE';
}

export interface Catcher {
  readonly ErrorEquals: readonly string[];
  readonly Next: string;
  readonly Output?: unknown;
  readonly Assign?: Record<string, unknown>;
}

interface Common {
  readonly Comment?: string;
  readonly Output?: unknown;
  readonly Assign?: Record<string, unknown>;
  readonly Next?: string;
  readonly End?: boolean;
}

interface Guarded extends Common {
  readonly Retry?: readonly Retrier[];
  readonly Catch?: readonly Catcher[];
  readonly Arguments?: unknown;
}

export interface PassState extends Common {
  readonly Type: 'Pass';
}
export interface SucceedState extends Common {
  readonly Type: 'Succeed';
}
export interface FailState {
  readonly Type: 'Fail';
  readonly Error?: string;
  readonly Cause?: string;
}
export interface WaitState extends Common {
  readonly Type: 'Wait';
  readonly Seconds?: number | string;
  readonly Timestamp?: string;
}
export interface ChoiceRule {
  readonly Condition: boolean | string;
  readonly Next: string;
  readonly Output?: unknown;
  readonly Assign?: Record<string, unknown>;
}
export interface ChoiceState extends Common {
  readonly Type: 'Choice';
  readonly Choices: readonly ChoiceRule[];
  readonly Default?: string;
}
export interface TaskState extends Guarded {
  readonly Type: 'Task';
  readonly Resource: string;
  readonly TimeoutSeconds?: number | string;
  readonly HeartbeatSeconds?: number | string;
}
export interface ParallelState extends Guarded {
  readonly Type: 'Parallel';
  readonly Branches: readonly StateMap[];
}
export interface MapState extends Guarded {
  readonly Type: 'Map';
  readonly Items?: unknown;
  readonly ItemSelector?: unknown;
  readonly ItemProcessor: StateMap;
  readonly MaxConcurrency?: number | string;
}

export type State =
  | PassState
  | SucceedState
  | FailState
  | WaitState
  | ChoiceState
  | TaskState
  | ParallelState
  | MapState;

export interface StateMap {
  readonly StartAt: string;
  readonly States: Readonly<Record<string, State>>;
}

export interface Definition extends StateMap {
  readonly Comment?: string;
  readonly TimeoutSeconds?: number;
}

/** Ten thousand waiting executions of one machine share its definition; a machine that is updated often must not fill memory. */
const MAX_PARSED = 100;
const parsed = new Map<string, Definition>();

/** A definition's valid JSON text, parsed; nobody may change what comes out. */
export function parsedOnce(text: string): Definition {
  const known = parsed.get(text);
  if (known) return known;
  const definition = JSON.parse(text) as Definition;
  parsed.set(text, definition);
  const [oldest] = parsed.keys();
  if (parsed.size > MAX_PARSED && oldest !== undefined) parsed.delete(oldest);
  return definition;
}
