// The API actions on executions: start, stop, describe, list, history. Composed by the service.
import type { Activity } from '../../activity.js';
import type { Clock } from '../../clock.js';
import { type Action, AwsError } from '../../service.js';
import type { ExecutionStart, ExecutionStatus } from '../execution/execution.js';
import { uuid } from '../language/builtins.js';
import { described, endOf, listed, statusOf, withoutData } from './described.js';
import type { Executions, KnownExecution } from './executions.js';
import type { ExpressExecutions } from './express.js';
import type { Machine, Machines } from './machines.js';
import { checkArn, checkName } from './names.js';
import { type PageInput, page } from './page.js';
import { checkInput } from './payload.js';

export interface ExecutionApiOptions {
  readonly machines: Machines;
  readonly executions: Executions;
  readonly express: ExpressExecutions;
  readonly clock: Clock;
  readonly activity: Activity;
  readonly random: () => number;
}

interface StartInput {
  readonly stateMachineArn: string;
  readonly name?: string;
  readonly input?: string;
}

const STATUSES: readonly ExecutionStatus[] = ['RUNNING', 'SUCCEEDED', 'FAILED', 'TIMED_OUT', 'ABORTED'];

export class ExecutionApi {
  readonly #options: ExecutionApiOptions;

  constructor(options: ExecutionApiOptions) {
    this.#options = options;
  }

  actions(): [string, Action][] {
    return [
      ['StartExecution', (input) => this.#start(input)],
      ['StartSyncExecution', (input) => this.#startSync(input)],
      ['StopExecution', ({ executionArn, error, cause }) => this.#stop(executionArn, error, cause)],
      ['DescribeExecution', ({ executionArn }) => described(this.#get(executionArn))],
      ['DescribeStateMachineForExecution', ({ executionArn }) => this.#machineOf(executionArn)],
      ['ListExecutions', (input) => this.#list(input)],
      ['GetExecutionHistory', (input) => this.#history(input)],
    ];
  }

  #get(executionArn: string): KnownExecution {
    checkArn(executionArn, 'execution');
    return this.#options.executions.get(executionArn);
  }

  #start(input: StartInput) {
    const machine = this.#options.machines.get(input.stateMachineArn);
    if (machine.type === 'STANDARD') return this.#startStandard(machine, input);
    const start = this.#beginning(machine, input, 'express');
    void this.#options.express.run(start);
    return { executionArn: start.arn, startDate: start.startedAt / 1_000 };
  }

  /** The same name with the same input joins the running execution; anything else under that name is refused. */
  #startStandard(machine: Machine, input: StartInput) {
    const start = this.#beginning(machine, input, 'execution');
    const { executions } = this.#options;
    const existing = executions.find(start.arn);
    if (existing && (existing.end || existing.start.input !== start.input))
      throw new AwsError('ExecutionAlreadyExists', `Execution Already Exists: '${start.arn}'`);
    if (!existing) executions.start(start);
    return { executionArn: start.arn, startDate: (existing?.start ?? start).startedAt / 1_000 };
  }

  /** Checks what a start is given. Many Express executions may have one name. */
  #beginning(
    { arn: stateMachineArn, roleArn, definition }: Machine,
    { name = uuid(this.#options.random), input = '{}' }: StartInput,
    kind: 'execution' | 'express',
  ): ExecutionStart {
    checkName(name);
    checkInput(input);
    const { clock, random } = this.#options;
    const named = `${stateMachineArn.replace(':stateMachine:', `:${kind}:`)}:${name}`;
    return {
      arn: kind === 'express' ? `${named}:${uuid(random)}` : named,
      name,
      stateMachineArn,
      roleArn,
      definition,
      input,
      startedAt: clock.now(),
      seed: Math.floor(random() * 2 ** 32),
    };
  }

  async #startSync(input: StartInput) {
    const { machines, express, activity } = this.#options;
    const machine = machines.get(input.stateMachineArn);
    if (machine.type !== 'EXPRESS') throw notSupported();
    const ended = await activity.await(express.run(this.#beginning(machine, input, 'express')));
    const { start, end } = ended;
    const durationMs = (end?.stoppedAt ?? start.startedAt) - start.startedAt;
    return {
      ...listed(ended),
      input: start.input,
      inputDetails: { included: true },
      ...endOf(ended),
      // AWS bills memory in chunks of 64 MB and time in chunks of 100 ms; memory is not measured here.
      billingDetails: {
        billedMemoryUsedInMB: 64,
        billedDurationInMilliseconds: Math.max(1, Math.ceil(durationMs / 100)) * 100,
      },
    };
  }

  #stop(executionArn: string, error: string | undefined, cause: string | undefined) {
    this.#get(executionArn);
    const { executions, clock } = this.#options;
    executions.stop(executionArn, error, cause);
    return { stopDate: (executions.get(executionArn).end?.stoppedAt ?? clock.now()) / 1_000 };
  }

  #machineOf(executionArn: string) {
    const { stateMachineArn, definition, roleArn, startedAt } = this.#get(executionArn).start;
    const name = stateMachineArn.split(':').at(-1);
    return { stateMachineArn, name, definition, roleArn, updateDate: startedAt / 1_000 };
  }

  #list(input: PageInput & { stateMachineArn: string; statusFilter?: ExecutionStatus }) {
    const { machines, executions } = this.#options;
    const { stateMachineArn, statusFilter } = input;
    if (machines.get(stateMachineArn).type !== 'STANDARD') throw notSupported();
    if (statusFilter && !STATUSES.includes(statusFilter)) throw notAStatus(statusFilter);
    const newestFirst = executions
      .ofMachine(stateMachineArn)
      .filter((execution) => !statusFilter || statusOf(execution) === statusFilter)
      .reverse();
    const { items, next } = page(newestFirst, input);
    return { executions: items.map(listed), ...next };
  }

  #history(
    input: PageInput & { executionArn: string; reverseOrder?: boolean; includeExecutionData?: boolean },
  ) {
    const { events } = this.#get(input.executionArn);
    const { items, next } = page(input.reverseOrder ? [...events].reverse() : events, input);
    return { events: input.includeExecutionData === false ? items.map(withoutData) : items, ...next };
  }
}

const notSupported = () =>
  new AwsError(
    'StateMachineTypeNotSupported',
    'This operation is not supported by this type of state machine',
  );

const notAStatus = (status: string) =>
  new AwsError(
    'ValidationException',
    `1 validation error detected: Value '${status}' at 'statusFilter' failed to satisfy constraint: Member must satisfy enum value set: [SUCCEEDED, TIMED_OUT, PENDING_REDRIVE, ABORTED, FAILED, RUNNING]`,
  );
