// How the parts of the reference stack are configured, as the rules of the design want them.
import { describe, expect, it } from 'vitest';
import { ofType, type Resource } from '../../bin/permissions/grants.js';
import { ENVIRONMENT, type FunctionName } from '../../lambdas/contracts/environment.js';
import { referenceTemplate } from './template.js';

const template = referenceTemplate();
const properties = (type: string) => ofType(template, type).map(([, resource]) => resource.Properties);
const named = (type: string, prefix: string): Resource => {
  const [, found] = ofType(template, type).find(([id]) => id.startsWith(prefix)) ?? [];
  if (!found) throw new Error(`no ${type} begins with ${prefix}`);
  return found;
};

const ownFunctions = () =>
  ofType(template, 'AWS::Lambda::Function').filter(([id]) => id.startsWith('HandoffFunctions'));
const pascal = (name: string) =>
  name.replace(/(^|-)([a-z])/g, (_, __, letter: string) => letter.toUpperCase());

describe('R3 the consumers of the log’s stream', () => {
  const mappings = properties('AWS::Lambda::EventSourceMapping').filter(
    (mapping) => mapping.StartingPosition,
  );

  it('are two, and begin at the horizon', () => {
    expect(mappings.map(({ StartingPosition }) => StartingPosition)).toEqual([
      'TRIM_HORIZON',
      'TRIM_HORIZON',
    ]);
  });

  it.each([
    ['report the records that failed', { FunctionResponseTypes: ['ReportBatchItemFailures'] }],
    ['bisect a batch that fails', { BisectBatchOnFunctionError: true }],
    [
      'give up after five retries or twelve hours',
      { MaximumRetryAttempts: 5, MaximumRecordAgeInSeconds: 43_200 },
    ],
    ['work on ten lanes, so that a poisoned record delays few', { ParallelizationFactor: 10 }],
  ])('%s', (_, expected) => {
    for (const mapping of mappings) expect(mapping).toMatchObject(expected);
  });

  it('leave what they give up on in a queue', () => {
    for (const { DestinationConfig } of mappings)
      expect(JSON.stringify(DestinationConfig)).toContain('HandoffQueuesStreamFailures');
  });
});

describe('R4 executions that end unsettled', () => {
  it('are closed by a rule on status changes', () => {
    expect(named('AWS::Events::Rule', 'HandoffRoutingUnsettled').Properties.EventPattern).toMatchObject({
      source: ['aws.states'],
      detail: { status: ['FAILED', 'TIMED_OUT', 'ABORTED'] },
    });
  });

  it('are looked for by a schedule besides', () => {
    const sweep = named('AWS::Events::Rule', 'HandoffRoutingSweep').Properties;
    expect(sweep.ScheduleExpression).toMatch(/^rate\(/);
    expect(JSON.stringify(sweep.Targets)).toContain('HandoffFunctionsWake');
  });
});

describe('R5 the tables', () => {
  it('can be restored to any second, and are not deleted with the stack', () => {
    for (const [, table] of ofType(template, 'AWS::DynamoDB::Table')) {
      expect(table.Properties.PointInTimeRecoverySpecification).toEqual({ PointInTimeRecoveryEnabled: true });
      expect(table.Properties.DeletionProtectionEnabled).toBe(true);
      expect(table.DeletionPolicy).toBe('Retain');
    }
  });

  it('raise an alarm when the log was tampered with', () => {
    expect(properties('AWS::CloudWatch::Alarm').map(({ MetricName }) => MetricName)).toContain('LogTampered');
  });
});

describe('R7 logical ids', () => {
  it('of the tables are frozen: a renamed table is an empty table', () => {
    expect(ofType(template, 'AWS::DynamoDB::Table').map(([id]) => id)).toEqual([
      'HandoffTablesLog98B78381',
      'HandoffTablesContextEBA7B15A',
      'HandoffTablesWaitpointsDED9B081',
      'HandoffTablesLinks58D7B284',
    ]);
  });

  it('of the functions and machines are frozen: waiting executions call them by name', () => {
    const ids = ['AWS::Lambda::Function', 'AWS::StepFunctions::StateMachine'].flatMap((type) =>
      ofType(template, type).map(([id]) => id),
    );
    expect(ids.filter((id) => id.startsWith('Handoff')).sort()).toEqual([
      'HandoffFunctionsAgent4ACBBC2E',
      'HandoffFunctionsApplicationCC7F8740',
      'HandoffFunctionsAwaitDecision3A56384D',
      'HandoffFunctionsCloseDB36133C',
      'HandoffFunctionsEvaluateA603414B',
      'HandoffFunctionsNotifyDF6E19F5',
      'HandoffFunctionsOperator3F055599',
      'HandoffFunctionsPerform91E58A2D',
      'HandoffFunctionsPublish06B7EE91',
      'HandoffFunctionsReverseF808B57A',
      'HandoffFunctionsReviewF50F49C0',
      'HandoffFunctionsSeal4781A21A',
      'HandoffFunctionsSettleOutcomeF29BA616',
      'HandoffFunctionsWake3F7FD9AC',
      'HandoffMachinesGate7238321C',
      'HandoffMachinesHandoff81AD6F0A',
      'HandoffMachinesReversal45905B2D',
    ]);
  });
});

describe('the checkpoints', () => {
  const bucket = named('AWS::S3::Bucket', 'HandoffSealing');
  const [mapping] = properties('AWS::Lambda::EventSourceMapping').filter((one) => !one.StartingPosition);
  const queue = named('AWS::SQS::Queue', 'HandoffSealing').Properties;

  it('R7 are in a bucket whose logical id is frozen: another bucket is another series', () => {
    expect(ofType(template, 'AWS::S3::Bucket').map(([id]) => id)).toEqual([
      'HandoffSealingCheckpointsF510CFFC',
    ]);
  });

  it('attack 84: are in a bucket with a lock: each for a year, in compliance mode, and the bucket outlives the stack', () => {
    expect(bucket.Properties).toMatchObject({
      ObjectLockEnabled: true,
      ObjectLockConfiguration: {
        ObjectLockEnabled: 'Enabled',
        Rule: { DefaultRetention: { Mode: 'COMPLIANCE', Days: 365 } },
      },
      VersioningConfiguration: { Status: 'Enabled' },
      PublicAccessBlockConfiguration: { RestrictPublicBuckets: true, BlockPublicPolicy: true },
    });
    expect(bucket.DeletionPolicy).toBe('Retain');
  });

  it('attack 84: are written once and deleted never: the bucket’s policy refuses the rest to everybody', () => {
    const { Statement } = named('AWS::S3::BucketPolicy', 'HandoffSealing').Properties.PolicyDocument;
    expect(Statement).toMatchObject([
      { Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } },
      {
        Effect: 'Deny',
        Principal: { AWS: '*' },
        Action: 's3:PutObject',
        Condition: { Null: { 's3:if-none-match': 'true' } },
      },
      { Effect: 'Deny', Principal: { AWS: '*' }, Action: ['s3:DeleteObject', 's3:DeleteObjectVersion'] },
    ]);
  });

  it('are asked for whenever a handoff rests or is settled, not for facts that another follows at once', () => {
    expect(named('AWS::Events::Rule', 'HandoffSealingFacts').Properties.EventPattern).toEqual({
      source: ['agent-handoff'],
      detail: {
        $or: [
          { type: [{ 'anything-but': ['requested', 'continued', 'performing', 'reversing'] }] },
          { outcome: [{ exists: true }] },
        ],
      },
    });
  });

  it('are asked for in batches, each message again until it is sealed, or undelivered', () => {
    expect(mapping).toMatchObject({
      BatchSize: 1_000,
      MaximumBatchingWindowInSeconds: 300,
      ScalingConfig: { MaximumConcurrency: 2 },
      FunctionResponseTypes: ['ReportBatchItemFailures'],
    });
    expect(queue.RedrivePolicy.maxReceiveCount).toBe(10);
    expect(JSON.stringify(queue.RedrivePolicy)).toContain('HandoffQueuesUndelivered');
    // Six times what the function may take, and the window (AWS, "Using Lambda with Amazon SQS", read 2026-11).
    const { Timeout } = named('AWS::Lambda::Function', 'HandoffFunctionsSeal').Properties;
    expect(queue.VisibilityTimeout).toBeGreaterThanOrEqual(6 * Timeout + 300);
  });

  it('attack 86: raise an alarm when facts have waited half an hour to be sealed', () => {
    expect(named('AWS::CloudWatch::Alarm', 'HandoffAlarmsSealingLags').Properties).toMatchObject({
      MetricName: 'ApproximateAgeOfOldestMessage',
      Namespace: 'AWS/SQS',
      Statistic: 'Maximum',
      Threshold: 1_800,
      ComparisonOperator: 'GreaterThanOrEqualToThreshold',
    });
  });
});

describe('R8 keys', () => {
  it('of every table and index begin with an attribute that begins with the tenant, or sort by time', () => {
    const keys = properties('AWS::DynamoDB::Table').map(({ KeySchema }) => KeySchema[0].AttributeName);
    expect(keys).toEqual(['handoff', 'handoff', 'handoff', 'link']);
  });
});

describe('every function', () => {
  it('runs a current Node on arm64, in Lambda’s own runtime', () => {
    for (const [, { Properties }] of ownFunctions()) {
      expect(Properties.Runtime).toBe('nodejs24.x');
      expect(Properties.Architectures).toEqual(['arm64']);
    }
  });

  // The policy function has none; it and slack are deployed only where they are of use.
  it.each(Object.entries(ENVIRONMENT).filter(([name]) => !['policy', 'slack'].includes(name)))(
    '%s gets exactly the variables that its handler parses',
    (name, variables) => {
      const { Environment } = named(
        'AWS::Lambda::Function',
        `HandoffFunctions${pascal(name as FunctionName)}`,
      ).Properties;
      const own = Object.keys(Environment?.Variables ?? {}).filter(
        (variable) => !variable.startsWith('AWS_'),
      );
      expect(own.sort()).toEqual([...variables].sort());
    },
  );

  it('logs what its code says and what went wrong, and no line for a request that went well', () => {
    for (const [, { Properties }] of ownFunctions())
      expect(Properties.LoggingConfig).toMatchObject({
        LogFormat: 'JSON',
        ApplicationLogLevel: 'INFO',
        SystemLogLevel: 'WARN',
      });
  });

  it('keeps its logs for three months', () => {
    const groups = properties('AWS::Logs::LogGroup');
    expect(groups.length).toBeGreaterThanOrEqual(ownFunctions().length);
    for (const group of groups) expect(group.RetentionInDays).toBe(90);
  });
});

describe('events that a target does not take', () => {
  it('end in a queue, after retries', () => {
    for (const [, rule] of ofType(template, 'AWS::Events::Rule'))
      for (const target of rule.Properties.Targets)
        expect(JSON.stringify(target.DeadLetterConfig)).toContain('HandoffQueuesUndelivered');
  });
});
