// What each role of the reference stack may do: the whole table, so that a new permission is a decision somebody saw.
import { describe, expect, it } from 'vitest';
import { grantsIn, ofType } from '../../bin/permissions/grants.js';
import { referenceTemplate } from './template.js';

const template = referenceTemplate();
const grants = grantsIn(template);

/** What a role may do to the resources whose logical id begins so; `StartsWith.` is left out of the answer. */
const may = (who: string) =>
  grants
    .filter((grant) => grant.who === who)
    .map(({ action, resource }) => `${action} ${resource.replace(/[0-9A-F]{8}(?=\/|$)/, '')}`)
    .sort();

const holdersOf = (action: string, resource: string) =>
  grants
    .filter((grant) => grant.action === action && grant.resource.startsWith(resource))
    .map(({ who }) => who)
    .sort();

const LOG = 'HandoffTablesLog';
const WAITPOINTS = 'HandoffTablesWaitpoints';

describe('R5 the log', () => {
  it('can be changed by no role', () => {
    const changes = grants.filter(
      ({ action, resource }) =>
        /UpdateItem|DeleteItem|BatchWriteItem|PartiQL|DeleteTable|\*$/.test(action) &&
        resource.startsWith(LOG),
    );
    expect(changes).toEqual([]);
  });

  it('is guarded by a resource policy that denies every change to everybody', () => {
    const [, log] = ofType(template, 'AWS::DynamoDB::Table').find(([id]) => id.startsWith(LOG)) ?? [];
    const [statement] = log?.Properties.ResourcePolicy.PolicyDocument.Statement ?? [];
    expect(statement).toMatchObject({ Effect: 'Deny', Principal: { AWS: '*' }, Resource: '*' });
    expect(statement.Action).toEqual([
      'dynamodb:UpdateItem',
      'dynamodb:DeleteItem',
      'dynamodb:BatchWriteItem',
      'dynamodb:PartiQLInsert',
      'dynamodb:PartiQLUpdate',
      'dynamodb:PartiQLDelete',
    ]);
  });

  it('is appended to by every function but the one that publishes', () => {
    expect(holdersOf('dynamodb:PutItem', LOG)).not.toContain('Publish');
    expect(holdersOf('dynamodb:PutItem', LOG)).toHaveLength(12);
  });
});

describe('task tokens', () => {
  it('are read by one function', () => {
    expect(holdersOf('dynamodb:GetItem', WAITPOINTS)).toEqual(['Wake']);
    expect(holdersOf('dynamodb:Scan', WAITPOINTS)).toEqual(['Wake']);
    expect(holdersOf('dynamodb:Query', WAITPOINTS)).toEqual([]);
  });

  it('are in a history that no role may read', () => {
    expect(
      grants.filter(({ action }) => /states:(GetExecutionHistory|DescribeExecution|\*)/.test(action)),
    ).toEqual([]);
  });
});

describe('secrets', () => {
  it('of links, grants and checkpoints are read by those who make them, and by nobody who records or settles a decision', () => {
    expect(holdersOf('secretsmanager:GetSecretValue', 'HandoffSecret')).toEqual([
      'Agent',
      'Notify',
      'Perform',
      'Seal',
    ]);
  });

  it('of decisions are read where one is recorded or takes effect, and not by whoever hears of it', () => {
    expect(holdersOf('secretsmanager:GetSecretValue', 'HandoffDecisionSecret')).toEqual([
      'Application',
      'Evaluate',
      'Perform',
      'Reverse',
      'Review',
      'SettleOutcome',
    ]);
  });
});

describe('R11 performers', () => {
  it('are the only functions that performing and reversing may invoke', () => {
    expect(may('Perform').filter((one) => one.startsWith('lambda:'))).toEqual([
      'lambda:InvokeFunction CheckSample',
      'lambda:InvokeFunction PerformSample',
    ]);
    expect(may('Reverse').filter((one) => one.startsWith('lambda:'))).toEqual([
      'lambda:InvokeFunction UndoSample',
    ]);
  });
});

describe('the sealer', () => {
  it('may read the log and the secret, take messages, and add a checkpoint: nothing else', () => {
    expect(may('Seal')).toEqual([
      'dynamodb:Query HandoffTablesLog',
      'logs:CreateLogStream HandoffFunctionsSealLogs',
      'logs:PutLogEvents HandoffFunctionsSealLogs',
      's3:GetObject HandoffSealingCheckpoints/checkpoints/*',
      's3:ListBucket HandoffSealingCheckpoints',
      's3:PutObject HandoffSealingCheckpoints/checkpoints/*',
      'secretsmanager:GetSecretValue HandoffSecret',
      'sqs:ChangeMessageVisibility HandoffSealingToSeal',
      'sqs:DeleteMessage HandoffSealingToSeal',
      'sqs:GetQueueAttributes HandoffSealingToSeal',
      'sqs:GetQueueUrl HandoffSealingToSeal',
      'sqs:ReceiveMessage HandoffSealingToSeal',
    ]);
  });

  it('attack 77: alone writes checkpoints, and no role deletes one, unlocks one or changes its bucket', () => {
    expect(holdersOf('s3:PutObject', 'HandoffSealingCheckpoints')).toEqual(['Seal']);
    expect(
      grants.filter(({ action }) => /^s3:(Delete|Bypass|PutBucket|PutObject.+|\*)/.test(action)),
    ).toEqual([]);
  });
});

describe('the report of a decision', () => {
  it('is taken by a function of its own, which may read and append facts, keep a decision and sign it: nothing else', () => {
    expect(may('Application')).toEqual([
      'dynamodb:BatchGetItem HandoffTablesContext',
      'dynamodb:BatchWriteItem HandoffTablesContext',
      'dynamodb:PutItem HandoffTablesLog',
      'dynamodb:Query HandoffTablesLog',
      'logs:CreateLogStream HandoffFunctionsApplicationLogs',
      'logs:PutLogEvents HandoffFunctionsApplicationLogs',
      'secretsmanager:GetSecretValue HandoffDecisionSecret',
    ]);
  });
});

describe('the public front', () => {
  it('may read and count links, read and append facts, keep a decision and sign it: nothing else', () => {
    expect(may('Review')).toEqual([
      'dynamodb:BatchGetItem HandoffTablesContext',
      'dynamodb:BatchWriteItem HandoffTablesContext',
      'dynamodb:GetItem HandoffTablesLinks',
      'dynamodb:PutItem HandoffTablesLog',
      'dynamodb:Query HandoffTablesLog',
      'dynamodb:UpdateItem HandoffTablesLinks',
      'logs:CreateLogStream HandoffFunctionsReviewLogs',
      'logs:PutLogEvents HandoffFunctionsReviewLogs',
      'secretsmanager:GetSecretValue HandoffDecisionSecret',
    ]);
  });

  it('R14 is throttled by reserved concurrency', () => {
    const [, review] =
      ofType(template, 'AWS::Lambda::Function').find(([id]) => id.startsWith('HandoffFunctionsReview')) ?? [];
    expect(review?.Properties.ReservedConcurrentExecutions).toBe(20);
  });

  it('R14 may be invoked through its URL: both actions that AWS asks for since October 2025', () => {
    const permissions = ofType(template, 'AWS::Lambda::Permission')
      .map(([, { Properties }]) => Properties)
      .filter(({ Principal }) => Principal === '*');
    expect(permissions.map(({ Action }) => Action).sort()).toEqual([
      'lambda:InvokeFunction',
      'lambda:InvokeFunctionUrl',
    ]);
    expect(permissions.find(({ Action }) => Action === 'lambda:InvokeFunctionUrl')?.FunctionUrlAuthType).toBe(
      'NONE',
    );
    // Without this condition anybody could invoke the function with an event of their own making.
    expect(permissions.find(({ Action }) => Action === 'lambda:InvokeFunction')?.InvokedViaFunctionUrl).toBe(
      true,
    );
  });
});

describe('a role', () => {
  it('is given everything on “*” only where AWS knows no resource', () => {
    const wild = grants.filter(({ resource }) => resource === '*').map(({ action }) => action);
    expect([...new Set(wild)].sort()).toEqual(['dynamodb:ListStreams', 'states:SendTaskSuccess']);
  });

  it('is given nothing that the table does not show: no managed policy, none in the role itself', () => {
    const others = ofType(template, 'AWS::IAM::Role').filter(
      ([, { Properties }]) => Properties.ManagedPolicyArns ?? Properties.Policies,
    );
    // The performers of the reference stack: their permissions are theirs, as an application's would be.
    expect(others.map(([id]) => id.replace(/ServiceRole[0-9A-F]{8}$/, '')).sort()).toEqual([
      'CheckSample',
      'PerformSample',
      'UndoSample',
    ]);
    expect(ofType(template, 'AWS::IAM::ManagedPolicy')).toEqual([]);
  });

  it('is given no action by wildcard', () => {
    expect(grants.filter(({ action }) => action.includes('*'))).toEqual([]);
  });
});
