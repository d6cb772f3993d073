// Every pattern operator, resource type, template function and IAM condition operator that claims support: one case in which it
// holds and one in which it does not, and no row without a case.
import { describe, expect, it } from 'vitest';
import { conditionsHold } from '../../../local/iam/conditions.js';
import { fidelityOf } from '../../../local/index.js';
import { compilePattern } from '../../../local/patterns/pattern.js';
import { startEmpty } from '../running.js';
import { functionResource, roleResource, tinyAssembly } from '../tiny-assembly.js';

const local = await startEmpty();
const sectionOf = (title: string) =>
  fidelityOf(local.services).find((section) => section.title === title)?.rows ?? [];
const rowsOf = (title: string) =>
  sectionOf(title)
    .map(({ name }) => name)
    .sort();

/** Operator → a matcher, a value that it takes, and one that it does not. */
const OPERATORS: Record<string, [unknown, unknown, unknown]> = {
  exactly: [{ exactly: 'a' }, 'a', 'A'],
  prefix: [{ prefix: 'ab' }, 'abc', 'ba'],
  suffix: [{ suffix: { 'equals-ignore-case': '.PNG' } }, 'a.png', 'a.jpg'],
  numeric: [{ numeric: ['>', 0, '<=', 5] }, 5, 0],
  'anything-but': [{ 'anything-but': { prefix: ['x', 'y'] } }, 'a', 'yes'],
  exists: [{ exists: true }, 'a', undefined],
  cidr: [{ cidr: '10.0.0.0/24' }, '10.0.0.255', '10.0.1.0'],
  'equals-ignore-case': [{ 'equals-ignore-case': 'Abc' }, 'aBC', 'abd'],
  wildcard: [{ wildcard: 'a*c' }, 'abc', 'ab'],
};

describe('pattern operators', () => {
  it.each(Object.entries(OPERATORS))('%s', (_, [matcher, yes, no]) => {
    const matches = compilePattern({ field: [matcher] });
    expect(matches({ field: yes })).toBe(true);
    expect(matches(no === undefined ? {} : { field: no })).toBe(false);
  });

  it('$or', () => {
    const matches = compilePattern({ $or: [{ a: [1] }, { b: [2] }] });
    expect([matches({ b: 2 }), matches({ b: 1 })]).toEqual([true, false]);
  });

  it('are all here', () => {
    expect([...Object.keys(OPERATORS), '$or'].sort()).toEqual(rowsOf('EventBridge: pattern operators'));
  });
});

/** Operator → the condition's value, a request's value that fits, and one that does not. */
const CONDITIONS: Record<string, [unknown, string, string]> = {
  StringEquals: ['a', 'a', 'A'],
  StringNotEquals: ['a', 'b', 'a'],
  StringEqualsIgnoreCase: ['a', 'A', 'b'],
  StringNotEqualsIgnoreCase: ['a', 'b', 'A'],
  StringLike: ['a*', 'ab', 'ba'],
  StringNotLike: ['a*', 'ba', 'ab'],
  ArnEquals: ['arn:aws:s3:::*', 'arn:aws:s3:::b', 'arn:aws:sns:::b'],
  ArnNotEquals: ['arn:aws:s3:::*', 'arn:aws:sns:::b', 'arn:aws:s3:::b'],
  ArnLike: ['arn:aws:s3:::*', 'arn:aws:s3:::b', 'arn:aws:sns:::b'],
  ArnNotLike: ['arn:aws:s3:::*', 'arn:aws:sns:::b', 'arn:aws:s3:::b'],
  Bool: [true, 'true', 'false'],
  Null: [false, 'there', ''],
  NumericEquals: [5, '5.0', '6'],
  NumericNotEquals: [5, '6', '5'],
  NumericLessThan: [5, '4', '5'],
  NumericLessThanEquals: [5, '5', '6'],
  NumericGreaterThan: [5, '6', '5'],
  NumericGreaterThanEquals: [5, '5', '4'],
  DateEquals: ['2026-01-01T00:00:00Z', '2026-01-01T00:00:00.000Z', '2026-01-02T00:00:00Z'],
  DateNotEquals: ['2026-01-01T00:00:00Z', '2026-01-02T00:00:00Z', '2026-01-01T00:00:00Z'],
  DateLessThan: ['2026-01-02T00:00:00Z', '2026-01-01T00:00:00Z', '2026-01-02T00:00:00Z'],
  DateLessThanEquals: ['2026-01-02T00:00:00Z', '2026-01-02T00:00:00Z', '2026-01-03T00:00:00Z'],
  DateGreaterThan: ['2026-01-02T00:00:00Z', '2026-01-03T00:00:00Z', '2026-01-02T00:00:00Z'],
  DateGreaterThanEquals: ['2026-01-02T00:00:00Z', '2026-01-02T00:00:00Z', '2026-01-01T00:00:00Z'],
};

describe('IAM condition operators', () => {
  it.each(Object.entries(CONDITIONS))('%s', (operator, [expected, yes, no]) => {
    const holds = (value: string) =>
      conditionsHold({ [operator]: { key: expected } }, () => (value === '' ? undefined : [value]));
    expect([holds(yes), holds(no)]).toEqual([true, false]);
  });

  it('are all here', () => {
    expect(Object.keys(CONDITIONS).sort()).toEqual(rowsOf('IAM: condition operators'));
  });
});

const PARAMETERS = {
  Parameters: { Name: { Type: 'String', Default: 'n' } },
  Mappings: { Map: { first: { second: 'mapped' } } },
  Conditions: { Yes: { 'Fn::Equals': [1, 1] }, No: { 'Fn::Not': [{ Condition: 'Yes' }] } },
};

/** Function → how a template uses it, and what it becomes. */
const FUNCTIONS: Record<string, [unknown, string]> = {
  Ref: [{ Ref: 'Name' }, 'n'],
  Condition: [{ 'Fn::If': ['No', 'yes', 'no'] }, 'no'],
  'Fn::GetAtt': [{ 'Fn::GetAtt': ['Role', 'Arn'] }, 'arn:aws:iam::000000000000:role/R'],
  'Fn::Join': [{ 'Fn::Join': ['-', ['a', { Ref: 'Name' }]] }, 'a-n'],
  'Fn::Split': [{ 'Fn::Select': [1, { 'Fn::Split': [',', 'a,b'] }] }, 'b'],
  'Fn::Select': [{ 'Fn::Select': [0, ['a', 'b']] }, 'a'],
  // biome-ignore lint/suspicious/noTemplateCurlyInString: a substitution of CloudFormation
  'Fn::Sub': [{ 'Fn::Sub': '${Name}-${AWS::Region}' }, 'n-us-east-1'],
  'Fn::Base64': [{ 'Fn::Base64': 'a' }, 'YQ=='],
  'Fn::FindInMap': [{ 'Fn::FindInMap': ['Map', 'first', 'second'] }, 'mapped'],
  'Fn::If': [{ 'Fn::If': ['Yes', 'yes', 'no'] }, 'yes'],
  'Fn::Equals': [{ 'Fn::Equals': ['a', 'a'] }, 'true'],
  'Fn::Not': [{ 'Fn::Not': [{ 'Fn::Equals': ['a', 'a'] }] }, 'false'],
  'Fn::And': [{ 'Fn::And': [{ 'Fn::Equals': [1, 1] }, { 'Fn::Equals': [1, 2] }] }, 'false'],
  'Fn::Or': [{ 'Fn::Or': [{ 'Fn::Equals': [1, 1] }, { 'Fn::Equals': [1, 2] }] }, 'true'],
};

describe('template functions', () => {
  it('become what CloudFormation makes of them', async () => {
    const Outputs = Object.fromEntries(
      Object.entries(FUNCTIONS).map(([name, [Value]]) => [name.replace('::', ''), { Value }]),
    );
    const Role = { ...roleResource(), Properties: { ...roleResource().Properties, RoleName: 'R' } };
    const { outputs } = await startEmpty({
      assembly: tinyAssembly({ ...PARAMETERS, Resources: { Role }, Outputs }),
    });
    const expected = Object.entries(FUNCTIONS).map(([name, [, value]]) => [name.replace('::', ''), value]);
    expect(outputs).toEqual(Object.fromEntries(expected));
  });

  it('are all here; imports are driven by the tests of deployments', () => {
    expect([...Object.keys(FUNCTIONS), 'Fn::ImportValue'].sort()).toEqual(rowsOf('Templates: functions'));
  });
});

const arnOf = (logicalId: string) => ({ 'Fn::GetAtt': [logicalId, 'Arn'] });
const POLICY = { Version: '2012-10-17', Statement: [] };
const TABLE = {
  BillingMode: 'PAY_PER_REQUEST',
  AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
  KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
};
const MACHINE = { QueryLanguage: 'JSONata', StartAt: 'S', States: { S: { Type: 'Succeed' } } };

/** One resource of each type that acts, as a template would have it. */
const RESOURCES: Record<string, object> = {
  'AWS::DynamoDB::Table': { ...TABLE, StreamSpecification: { StreamViewType: 'NEW_IMAGE' } },
  'AWS::DynamoDB::GlobalTable': { ...TABLE, Replicas: [{ Region: 'us-east-1' }] },
  'AWS::Events::EventBus': { Name: 'bus' },
  'AWS::Events::Rule': { EventPattern: { source: ['a'] } },
  'AWS::IAM::ManagedPolicy': { PolicyDocument: POLICY },
  'AWS::IAM::Policy': { PolicyName: 'p', PolicyDocument: POLICY, Roles: [{ Ref: 'Role' }] },
  'AWS::Lambda::Alias': { FunctionName: { Ref: 'F' }, Name: 'live' },
  'AWS::Lambda::EventInvokeConfig': { FunctionName: { Ref: 'F' }, MaximumRetryAttempts: 0 },
  'AWS::Lambda::EventSourceMapping': {
    FunctionName: { Ref: 'F' },
    EventSourceArn: { 'Fn::GetAtt': ['DynamoDBTable', 'StreamArn'] },
    StartingPosition: 'LATEST',
  },
  'AWS::Lambda::Permission': { FunctionName: { Ref: 'F' }, Action: 'lambda:InvokeFunction', Principal: '*' },
  'AWS::Lambda::Url': { TargetFunctionArn: arnOf('F'), AuthType: 'NONE' },
  'AWS::Lambda::Version': { FunctionName: { Ref: 'F' } },
  'AWS::S3::Bucket': { ObjectLockEnabled: true },
  'AWS::S3::BucketPolicy': { Bucket: { Ref: 'S3Bucket' }, PolicyDocument: POLICY },
  'AWS::SNS::Subscription': { TopicArn: { Ref: 'SNSTopic' }, Protocol: 'email', Endpoint: 'a@example.com' },
  'AWS::SNS::Topic': {},
  'AWS::SNS::TopicInlinePolicy': { Topics: [{ Ref: 'SNSTopic' }], PolicyDocument: POLICY },
  'AWS::SNS::TopicPolicy': { Topics: [{ Ref: 'SNSTopic' }], PolicyDocument: POLICY },
  'AWS::SQS::Queue': {},
  'AWS::SQS::QueuePolicy': { Queues: [{ Ref: 'SQSQueue' }], PolicyDocument: POLICY },
  'AWS::SecretsManager::Secret': { GenerateSecretString: {} },
  'AWS::StepFunctions::StateMachine': { DefinitionString: JSON.stringify(MACHINE), RoleArn: arnOf('Role') },
};

describe('resource types', () => {
  it('deploy, and every one that claims support is here', async () => {
    const resources = Object.entries(RESOURCES).map(([Type, Properties]) => [
      Type.replace('AWS::', '').replaceAll('::', ''),
      { Type, Properties },
    ]);
    const recorded = sectionOf('Templates: resource types')
      .filter(({ status }) => status === 'different')
      .map(({ name: Type }) => [Type.replaceAll('::', ''), { Type, Properties: {} }]);
    const Resources = {
      Role: roleResource({ Effect: 'Allow', Action: 'dynamodb:*', Resource: '*' }),
      F: functionResource('f'),
      ...Object.fromEntries([...resources, ...recorded]),
    };
    const deployed = await startEmpty({
      assembly: tinyAssembly({ Resources }, { f: 'exports.handler = async () => 1;' }),
    });
    const types = deployed.stacks.flatMap((stack) => stack.resources.map(({ type }) => type));
    expect([...new Set(types)].sort()).toEqual(rowsOf('Templates: resource types'));
  });
});
