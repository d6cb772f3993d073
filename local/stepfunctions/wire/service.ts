// Step Functions over the wire: the API actions on machines and executions, with AWS's errors. Composed by local/index.ts.
import type { Activity } from '../../activity.js';
import type { Clock } from '../../clock.js';
import type { Journal } from '../../journal.js';
import { type Action, AwsError, type Call, type Service } from '../../service.js';
import { Integrations } from '../execution/integrations.js';
import { uuid } from '../language/builtins.js';
import { Executions, type KnownExecution } from './executions.js';
import { checkName, Machines } from './machines.js';
import { page } from './page.js';

export interface StepFunctionsOptions {
  readonly clock: Clock;
  readonly journal: Journal;
  readonly activity: Activity;
  readonly random: () => number;
  readonly call: Call;
  /** Takes an event for the default bus. */
  readonly publishEvent: (entry: {
    Source: string;
    DetailType: string;
    Detail: string;
    Resources: string[];
  }) => void;
  readonly accountId: string;
  readonly region: string;
}

export interface StepFunctions extends Service {
  /** Takes up the executions of the last run; called when whatever they call is there. */
  resume(): Promise<void>;
}

/** Bytes of an input or output (Step Functions, read 2026-11). */
const MAX_DATA_BYTES = 262_144;
/** Levels of nesting in data. AWS names no limit; this is the one of the JSON parser that AWS's own SDK for Java uses. */
const MAX_DEPTH = 1_000;
const MAX_ERROR = 256;
const MAX_CAUSE = 32_768;

export function createStepFunctions(options: StepFunctionsOptions): StepFunctions {
  const api = new Api(options);
  return { name: 'states', actions: api.actions(), resume: () => api.resume() };
}

interface StartInput {
  readonly stateMachineArn: string;
  readonly name?: string;
  readonly input?: string;
}

class Api {
  readonly #options: StepFunctionsOptions;
  readonly #machines: Machines;
  readonly #executions: Executions;

  constructor(options: StepFunctionsOptions) {
    const { clock, journal, activity, random, call, accountId, region } = options;
    this.#options = options;
    const newId = () => uuid(random);
    this.#machines = new Machines(journal, accountId, region, () => clock.now(), newId);
    const integrations = new Integrations({
      call,
      requestId: newId,
      awaitExecution: async (arn) => described(await this.#executions.finished(arn)),
    });
    this.#executions = new Executions({
      clock,
      journal,
      activity,
      region,
      perform: (task, roleArn) => integrations.perform(task, roleArn),
      onChange: (execution) => this.#announce(execution),
    });
  }

  resume(): Promise<void> {
    return this.#executions.resume();
  }

  actions(): Map<string, Action> {
    const executions = this.#executions;
    return new Map<string, Action>([
      ...this.#machines.actions(),
      ['StartExecution', (input) => this.#start(input)],
      ['StartSyncExecution', (input) => this.#startSync(input)],
      ['StopExecution', ({ executionArn, error, cause }) => this.#stop(executionArn, error, cause)],
      ['DescribeExecution', ({ executionArn }) => described(executions.get(executionArn))],
      [
        'DescribeStateMachineForExecution',
        ({ executionArn }) => this.#machineOf(executions.get(executionArn)),
      ],
      ['ListExecutions', (input) => this.#list(input)],
      ['GetExecutionHistory', (input) => this.#history(input)],
      ['SendTaskSuccess', ({ taskToken, output }) => this.#taskSuccess(taskToken, output)],
      ['SendTaskFailure', ({ taskToken, error, cause }) => this.#taskFailure(taskToken, error, cause)],
      ['SendTaskHeartbeat', ({ taskToken }) => this.#callBack(taskToken, { kind: 'heartbeat' })],
    ]);
  }

  /** The same name with the same input joins the running execution; anything else under that name is refused. */
  #start({ stateMachineArn, name = uuid(this.#options.random), input = '{}' }: StartInput) {
    const machine = this.#machines.get(stateMachineArn);
    checkName(name);
    checkInput(input);
    const arn = `${stateMachineArn.replace(':stateMachine:', ':execution:')}:${name}`;
    const existing = this.#executions.find(arn);
    if (existing && (existing.end || existing.start.input !== input))
      throw new AwsError('ExecutionAlreadyExists', `Execution Already Exists: '${arn}'`);
    const startedAt = existing?.start.startedAt ?? this.#options.clock.now();
    if (!existing) {
      const seed = Math.floor(this.#options.random() * 2 ** 32);
      const { roleArn, definition } = machine;
      this.#executions.start({ arn, name, stateMachineArn, roleArn, definition, input, startedAt, seed });
    }
    return { executionArn: arn, startDate: startedAt / 1_000 };
  }

  async #startSync(input: StartInput) {
    const machine = this.#machines.get(input.stateMachineArn);
    if (machine.type !== 'EXPRESS')
      throw new AwsError(
        'StateMachineTypeNotSupported',
        'This operation is not supported by this type of state machine',
      );
    const { executionArn } = this.#start(input);
    const ended = described(await this.#executions.finished(executionArn));
    return { ...ended, billingDetails: { billedMemoryUsedInMB: 64, billedDurationInMilliseconds: 100 } };
  }

  #stop(executionArn: string, error: string | undefined, cause: string | undefined) {
    this.#executions.stop(executionArn, error, cause);
    const { end } = this.#executions.get(executionArn);
    return { stopDate: (end?.stoppedAt ?? this.#options.clock.now()) / 1_000 };
  }

  #machineOf({ start }: KnownExecution) {
    const { stateMachineArn, definition, roleArn } = start;
    return {
      stateMachineArn,
      name: stateMachineArn.split(':').at(-1),
      definition,
      roleArn,
      updateDate: start.startedAt / 1_000,
    };
  }

  #list(input: { stateMachineArn: string; statusFilter?: string; maxResults?: number; nextToken?: string }) {
    this.#machines.get(input.stateMachineArn);
    const newestFirst = this.#executions
      .ofMachine(input.stateMachineArn)
      .map(described)
      .filter(({ status }) => !input.statusFilter || status === input.statusFilter)
      .reverse();
    const { items, nextToken } = page(newestFirst, input.maxResults ?? 100, input.nextToken);
    const executions = items.map(({ executionArn, stateMachineArn, name, status, startDate, stopDate }) => ({
      executionArn,
      stateMachineArn,
      name,
      status,
      startDate,
      ...(stopDate !== undefined && { stopDate }),
    }));
    return { executions, ...(nextToken && { nextToken }) };
  }

  #history(input: {
    executionArn: string;
    maxResults?: number;
    nextToken?: string;
    reverseOrder?: boolean;
    includeExecutionData?: boolean;
  }) {
    const { events } = this.#executions.get(input.executionArn);
    const ordered = input.reverseOrder ? [...events].reverse() : events;
    const { items, nextToken } = page(ordered, input.maxResults ?? 100, input.nextToken);
    return { events: items, ...(nextToken && { nextToken }) };
  }

  #taskSuccess(taskToken: string, output: string) {
    if (Buffer.byteLength(String(output)) > MAX_DATA_BYTES || !isJson(output))
      throw new AwsError(
        'InvalidOutput',
        `Invalid Output: '${Buffer.byteLength(String(output)) > MAX_DATA_BYTES ? 'the output is too long' : 'the output is not JSON'}'`,
      );
    return this.#callBack(taskToken, { kind: 'success', output });
  }

  #taskFailure(taskToken: string, error: string | undefined, cause: string | undefined) {
    if ((error?.length ?? 0) > MAX_ERROR || (cause?.length ?? 0) > MAX_CAUSE)
      throw new AwsError(
        'ValidationException',
        `an error has at most ${MAX_ERROR}, a cause at most ${MAX_CAUSE} characters`,
      );
    return this.#callBack(taskToken, {
      kind: 'failure',
      ...(error !== undefined && { error }),
      ...(cause !== undefined && { cause }),
    });
  }

  #callBack(taskToken: string, callback: Parameters<Executions['callBack']>[1]) {
    this.#executions.callBack(taskToken, callback);
    return {};
  }

  #announce(execution: KnownExecution): void {
    const { arn, stateMachineArn, name, startedAt, input } = execution.start;
    const { end } = execution;
    const detail = {
      executionArn: arn,
      stateMachineArn,
      name,
      status: end?.status ?? 'RUNNING',
      startDate: startedAt,
      stopDate: end?.stoppedAt ?? null,
      input,
      output: end?.output ?? null,
      inputDetails: { included: true },
      outputDetails: end?.output === undefined ? null : { included: true },
      error: end?.error ?? null,
      cause: end?.cause ?? null,
      stateMachineVersionArn: null,
      stateMachineAliasArn: null,
      redriveCount: 0,
      redriveDate: null,
    };
    this.#options.publishEvent({
      Source: 'aws.states',
      DetailType: 'Step Functions Execution Status Change',
      Detail: JSON.stringify(detail),
      Resources: [arn],
    });
  }
}

function checkInput(input: unknown): void {
  if (typeof input !== 'string' || Buffer.byteLength(input) > MAX_DATA_BYTES)
    throw new AwsError(
      'InvalidExecutionInput',
      `Invalid State Machine Execution Input: 'the input must be JSON text of at most ${MAX_DATA_BYTES} bytes'`,
    );
  if (!isJson(input))
    throw new AwsError(
      'InvalidExecutionInput',
      "Invalid State Machine Execution Input: 'the input is not JSON'",
    );
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return depthOf(text) <= MAX_DEPTH;
  } catch {
    return false;
  }
}

/** Deepest nesting of JSON text, without recursion: what is nested too deep would exhaust the stack later on. */
function depthOf(json: string): number {
  let depth = 0;
  let deepest = 0;
  for (const [token] of json.matchAll(/"(?:[^"\\]|\\.)*"|[[\]{}]/g)) {
    if (token === '[' || token === '{') deepest = Math.max(deepest, ++depth);
    else if (token === ']' || token === '}') depth -= 1;
  }
  return deepest;
}

/** An execution as DescribeExecution answers it. */
function described({ start, end }: KnownExecution) {
  return {
    executionArn: start.arn,
    stateMachineArn: start.stateMachineArn,
    name: start.name,
    status: end?.status ?? ('RUNNING' as const),
    startDate: start.startedAt / 1_000,
    input: start.input,
    inputDetails: { included: true },
    redriveCount: 0,
    redriveStatus: end ? 'REDRIVABLE' : 'NOT_REDRIVABLE',
    ...(end && { stopDate: end.stoppedAt / 1_000 }),
    ...(end?.output !== undefined && { output: end.output, outputDetails: { included: true } }),
    ...(end?.error !== undefined && { error: end.error }),
    ...(end?.cause !== undefined && { cause: end.cause }),
  };
}
