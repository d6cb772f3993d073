// Step Functions over the wire: the API actions on machines, executions and task tokens, with AWS's errors. Composed by
// local/index.ts.
import type { Activity } from '../../activity.js';
import type { Clock } from '../../clock.js';
import type { Journal } from '../../journal.js';
import { type Action, AwsError, type Call, type Service } from '../../service.js';
import { Integrations } from '../execution/integrations.js';
import type { TaskCall } from '../execution/world.js';
import { uuid } from '../language/builtins.js';
import { described, statusChange } from './described.js';
import { ExecutionApi } from './execution-api.js';
import { Executions } from './executions.js';
import { ExpressExecutions } from './express.js';
import { Machines } from './machines.js';
import { checkOutput } from './payload.js';

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

/** Characters of a failure's error and cause (Step Functions, read 2026-11). */
const MAX_ERROR = 256;
const MAX_CAUSE = 32_768;

export function createStepFunctions(options: StepFunctionsOptions): StepFunctions {
  const { clock, journal, activity, random, call, accountId, region } = options;
  const newId = () => uuid(random);
  const machines = new Machines(journal, accountId, region, () => clock.now(), newId);
  const integrations = new Integrations({
    call,
    requestId: newId,
    awaitExecution: async (arn) => described(await activity.await(executions.finished(arn))),
  });
  const perform = (task: TaskCall, roleArn: string) =>
    activity.track(() => integrations.perform(task, roleArn));
  const track = (work: () => Promise<void>) => void activity.track(work);
  const executions: Executions = new Executions({
    clock,
    journal,
    region,
    perform,
    track,
    onChange: (execution) =>
      options.publishEvent({
        Source: 'aws.states',
        DetailType: 'Step Functions Execution Status Change',
        Detail: JSON.stringify(statusChange(execution)),
        Resources: [execution.start.arn],
      }),
  });
  const express = new ExpressExecutions({ clock, region, perform, track });
  const api = new ExecutionApi({ machines, executions, express, clock, random, activity });
  const actions = new Map([...machines.actions(), ...api.actions(), ...callbackActions(executions)]);
  return { name: 'states', actions, resume: () => executions.resume() };
}

/** SendTaskSuccess, SendTaskFailure and SendTaskHeartbeat. */
function callbackActions(executions: Executions): [string, Action][] {
  const callBack = (token: unknown, callback: Parameters<Executions['callBack']>[1]) => {
    if (typeof token !== 'string' || token === '') throw missingToken();
    executions.callBack(token, callback);
    return {};
  };
  return [
    [
      'SendTaskSuccess',
      ({ taskToken, output }) => {
        checkOutput(output);
        return callBack(taskToken, { kind: 'success', output });
      },
    ],
    [
      'SendTaskFailure',
      ({ taskToken, error, cause }) => {
        checkFailure(error, cause);
        return callBack(taskToken, {
          kind: 'failure',
          ...(error !== undefined && { error }),
          ...(cause !== undefined && { cause }),
        });
      },
    ],
    ['SendTaskHeartbeat', ({ taskToken }) => callBack(taskToken, { kind: 'heartbeat' })],
  ];
}

const missingToken = () =>
  new AwsError(
    'ValidationException',
    "1 validation error detected: Value at 'taskToken' failed to satisfy constraint: Member must not be null",
  );

function checkFailure(error: string | undefined, cause: string | undefined): void {
  for (const [name, value, max] of [
    ['error', error, MAX_ERROR],
    ['cause', cause, MAX_CAUSE],
  ] as const)
    if (value !== undefined && value.length > max)
      throw new AwsError(
        'ValidationException',
        `1 validation error detected: Value at '${name}' failed to satisfy constraint: Member must have length less than or equal to ${max}`,
      );
}
