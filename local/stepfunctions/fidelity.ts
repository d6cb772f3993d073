// What of Step Functions is supported here, refused by name, or different from AWS. The fidelity table in docs/local.md is
// generated from this list, and the tests drive every supported row.

import type { FidelityRow, FidelitySection } from '../fidelity.js';

const supported = (...names: string[]): FidelityRow[] => names.map((name) => ({ name, status: 'supported' }));
const refused = (note: string, ...names: string[]): FidelityRow[] =>
  names.map((name) => ({ name, status: 'refused', note }));
const different = (note: string, ...names: string[]): FidelityRow[] =>
  names.map((name) => ({ name, status: 'different', note }));

const AT_CREATION = 'InvalidDefinition at creation names the field';
const UNKNOWN_ACTION = 'UnknownOperationException names the action';

export const stepFunctionsFidelity: readonly FidelitySection[] = [
  {
    title: 'Step Functions: API',
    rows: [
      ...supported(
        'CreateStateMachine',
        'UpdateStateMachine',
        'DescribeStateMachine',
        'DeleteStateMachine',
        'ListStateMachines',
        'ValidateStateMachineDefinition',
        'StartExecution',
        'StartSyncExecution',
        'StopExecution',
        'DescribeExecution',
        'DescribeStateMachineForExecution',
        'ListExecutions',
        'GetExecutionHistory',
        'SendTaskSuccess',
        'SendTaskFailure',
        'SendTaskHeartbeat',
        'TagResource',
        'UntagResource',
        'ListTagsForResource',
      ),
      ...refused(
        UNKNOWN_ACTION,
        'RedriveExecution',
        'TestState',
        'CreateActivity',
        'GetActivityTask',
        'PublishStateMachineVersion',
        'CreateStateMachineAlias',
        'DescribeMapRun',
        'ListMapRuns',
      ),
    ],
  },
  {
    title: 'Step Functions: states',
    rows: [
      ...supported('Pass', 'Task', 'Choice', 'Wait', 'Succeed', 'Fail', 'Parallel', 'Map (inline)'),
      ...refused(AT_CREATION, 'Map (distributed)', 'any state in JSONPath'),
    ],
  },
  {
    title: 'Step Functions: fields',
    rows: [
      ...supported(
        'QueryLanguage: JSONata',
        'Output',
        'Assign',
        'Arguments',
        'Condition',
        'Choices',
        'Default',
        'Seconds',
        'Timestamp',
        'Error',
        'Cause',
        'Branches',
        'Items',
        'ItemSelector',
        'ItemProcessor',
        'MaxConcurrency',
        'TimeoutSeconds',
        'HeartbeatSeconds',
        'Retry',
        'Catch',
      ),
      ...refused(
        AT_CREATION,
        'ItemReader',
        'ItemBatcher',
        'ResultWriter',
        'ToleratedFailureCount',
        'ToleratedFailurePercentage',
        'Label',
        'Credentials',
        'InputPath',
        'OutputPath',
        'Parameters',
        'ResultPath',
        'ResultSelector',
        'Result',
      ),
      ...different(
        'accepted, and writes no log group or trace',
        'loggingConfiguration',
        'tracingConfiguration',
      ),
    ],
  },
  {
    title: 'Step Functions: functions',
    rows: [
      ...supported('$partition', '$range', '$hash', '$random', '$uuid', '$parse', 'JSONata 2.0.6'),
      ...refused('States.QueryEvaluationError T1006, as on AWS', '$eval'),
    ],
  },
  {
    title: 'Step Functions: integrations',
    rows: [
      ...supported(
        'a Lambda function by its ARN',
        'lambda:invoke',
        'lambda:invoke.waitForTaskToken',
        'dynamodb:getItem',
        'dynamodb:putItem',
        'dynamodb:updateItem',
        'dynamodb:deleteItem',
        'events:putEvents',
        'events:putEvents.waitForTaskToken',
        'sns:publish',
        'sns:publish.waitForTaskToken',
        'sqs:sendMessage',
        'sqs:sendMessage.waitForTaskToken',
        'states:startExecution',
        'states:startExecution.sync',
        'states:startExecution.sync:2',
        'states:startExecution.waitForTaskToken',
        'aws-sdk:* of every service of the runtime but DynamoDB Streams, IAM, S3 and STS',
      ),
      ...refused(AT_CREATION, 'activities', 'every other service'),
    ],
  },
  {
    title: 'Step Functions: limits',
    rows: [
      ...supported(
        '256 KiB of input, output or variables assigned at once',
        '25 000 history events',
        '80 characters of a name',
        '40 iterations of an inline Map at once',
        '300 seconds of an Express execution',
      ),
      ...different('two real seconds; AWS does not say', 'time of one JSONata evaluation'),
    ],
  },
];
