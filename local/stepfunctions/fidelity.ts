// What of Step Functions is supported here, refused by name, or different from AWS. The fidelity table in docs/local.md is
// generated from this list, and the tests drive every supported row.

export interface FidelityRow {
  readonly area: 'API action' | 'state' | 'field' | 'function' | 'integration' | 'limit';
  readonly name: string;
  readonly status: 'supported' | 'refused' | 'different';
  /** What differs, or how the refusal shows. */
  readonly how?: string;
}

type Area = FidelityRow['area'];

const supported = (area: Area, ...names: string[]): FidelityRow[] =>
  names.map((name) => ({ area, name, status: 'supported' }));
const refused = (area: Area, how: string, ...names: string[]): FidelityRow[] =>
  names.map((name) => ({ area, name, status: 'refused', how }));
const different = (area: Area, how: string, ...names: string[]): FidelityRow[] =>
  names.map((name) => ({ area, name, status: 'different', how }));

const AT_CREATION = 'InvalidDefinition at creation names the field';
const UNKNOWN_ACTION = 'UnknownOperationException names the action';

export const stepFunctionsFidelity: readonly FidelityRow[] = [
  ...supported(
    'API action',
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
    'API action',
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
  ...supported('state', 'Pass', 'Task', 'Choice', 'Wait', 'Succeed', 'Fail', 'Parallel', 'Map (inline)'),
  ...refused('state', AT_CREATION, 'Map (distributed)', 'any state in JSONPath'),
  ...supported(
    'field',
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
    'field',
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
    'field',
    'accepted, and writes no log group or trace',
    'loggingConfiguration',
    'tracingConfiguration',
  ),
  ...supported('function', '$partition', '$range', '$hash', '$random', '$uuid', '$parse', 'JSONata 2.0.6'),
  ...refused('function', 'States.QueryEvaluationError T1006, as on AWS', '$eval'),
  ...supported(
    'integration',
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
    'aws-sdk:* of every service of the runtime',
  ),
  ...refused('integration', AT_CREATION, 'activities', 'every other service'),
  ...supported(
    'limit',
    '256 KiB of input, output or variables assigned at once',
    '25 000 history events',
    '80 characters of a name',
    '40 iterations of an inline Map at once',
    '300 seconds of an Express execution',
  ),
  ...different('limit', 'two real seconds; AWS does not say', 'time of one JSONata evaluation'),
];
