// Executions as the API tells them: DescribeExecution, ListExecutions, the status-change event of EventBridge.
import type { ExecutionStatus } from '../execution/execution.js';
import type { HistoryEvent } from '../execution/history.js';
import type { KnownExecution } from './executions.js';

const INCLUDED = { included: true };

/** How an execution ended, in the API's words; empty while it runs. */
export const endOf = ({ end }: KnownExecution) => ({
  ...(end && { stopDate: end.stoppedAt / 1_000 }),
  ...(end?.output !== undefined && { output: end.output, outputDetails: INCLUDED }),
  ...(end?.error !== undefined && { error: end.error }),
  ...(end?.cause !== undefined && { cause: end.cause }),
});

export const statusOf = ({ end }: KnownExecution): ExecutionStatus => end?.status ?? 'RUNNING';

function redrive(status: ExecutionStatus) {
  if (status !== 'RUNNING' && status !== 'SUCCEEDED') return { redriveStatus: 'REDRIVABLE' };
  const redriveStatusReason = `Execution is ${status} and cannot be redriven`;
  return { redriveStatus: 'NOT_REDRIVABLE', redriveStatusReason };
}

/** An execution as DescribeExecution answers it. */
export const described = (execution: KnownExecution) => ({
  ...listed(execution),
  input: execution.start.input,
  inputDetails: INCLUDED,
  redriveCount: 0,
  ...redrive(statusOf(execution)),
  ...endOf(execution),
});

/** An execution as ListExecutions answers it. */
export const listed = (execution: KnownExecution) => ({
  executionArn: execution.start.arn,
  stateMachineArn: execution.start.stateMachineArn,
  name: execution.start.name,
  status: statusOf(execution),
  startDate: execution.start.startedAt / 1_000,
  ...(execution.end && { stopDate: execution.end.stoppedAt / 1_000 }),
});

/** Detail of the event that EventBridge is told at every start and end. */
export function statusChange(execution: KnownExecution) {
  const { start, end } = execution;
  return {
    executionArn: start.arn,
    stateMachineArn: start.stateMachineArn,
    name: start.name,
    status: statusOf(execution),
    startDate: start.startedAt,
    stopDate: end?.stoppedAt ?? null,
    input: start.input,
    output: end?.output ?? null,
    inputDetails: INCLUDED,
    outputDetails: end?.output === undefined ? null : INCLUDED,
    error: end?.error ?? null,
    cause: end?.cause ?? null,
    stateMachineVersionArn: null,
    stateMachineAliasArn: null,
    redriveCount: 0,
    redriveDate: null,
    redriveStatus: redrive(statusOf(execution)).redriveStatus,
    redriveStatusReason: redrive(statusOf(execution)).redriveStatusReason ?? null,
  };
}

const DATA = ['input', 'inputDetails', 'output', 'outputDetails', 'parameters'];

/** An event as GetExecutionHistory tells it with `includeExecutionData: false`. */
export const withoutData = (event: HistoryEvent): object =>
  Object.fromEntries(
    Object.entries(event).map(([key, value]) => [
      key,
      typeof value === 'object' && value !== null
        ? Object.fromEntries(Object.entries(value).filter(([name]) => !DATA.includes(name)))
        : value,
    ]),
  );
