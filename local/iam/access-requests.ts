// Which IAM actions on which resources an API call stands for. Per service, from the "Actions, resources, and condition
// keys" pages of the Service Authorization Reference (2026-11).
import type { ContextValues } from './conditions.js';

/** An action and a resource, and the condition keys that only this service knows. */
export interface Wanted {
  readonly action: string;
  readonly resource: string;
  readonly keys?: Readonly<Record<string, readonly string[]>>;
}

export interface Account {
  readonly accountId: string;
  readonly region: string;
}

// biome-ignore lint/suspicious/noExplicitAny: inputs of other services, read defensively
type Input = any;
type Mapper = (action: string, input: Input, account: Account) => Wanted[];

const MAPPERS: Record<string, Mapper> = {
  dynamodb: (action, input, account) => dynamoDb(action, input, account),
  'streams.dynamodb': (action, input) => [
    { action: `dynamodb:${action}`, resource: input?.StreamArn ?? 'arn:aws:dynamodb…*' },
  ],
  states: (action, input) => [
    {
      action: `states:${action}`,
      resource:
        input?.stateMachineArn ??
        input?.executionArn ??
        // A task token does not show its machine; whoever may answer for any machine may answer for this one.
        (action.startsWith('SendTask') ? 'arn:aws:states…*' : '*'),
    },
  ],
  lambda: (action, input, account) => [
    {
      action: action === 'Invoke' ? 'lambda:InvokeFunction' : `lambda:${action}`,
      resource: input?.FunctionName ? functionArn(input.FunctionName, account) : '*',
      ...(input?.FunctionUrlAuthType && {
        keys: {
          'lambda:functionurlauthtype': [input.FunctionUrlAuthType],
          'lambda:invokedviafunctionurl': ['true'],
        },
      }),
    },
  ],
  events: (action, input, account) =>
    action === 'PutEvents' ? putEvents(input, account) : [{ action: `events:${action}`, resource: '*' }],
  sns: (action, input) => [
    {
      action: action === 'PublishBatch' ? 'sns:Publish' : `sns:${action}`,
      resource: input?.TopicArn ?? input?.TargetArn ?? '*',
    },
  ],
  sqs: (action, input, account) => [
    { action: `sqs:${action.replace(/Batch$/, '')}`, resource: queueArn(input?.QueueUrl, account) },
  ],
  s3: (action, input) => s3(action, input),
  secretsmanager: (action, input, { accountId, region }) => {
    const id: string = input?.SecretId ?? input?.Name ?? '*';
    const resource = id.startsWith('arn:')
      ? id
      : `arn:aws:secretsmanager:${region}:${accountId}:secret:${id}-??????`;
    return [{ action: `secretsmanager:${action}`, resource }];
  },
  sts: (action, input) =>
    action === 'GetCallerIdentity' ? [] : [{ action: `sts:${action}`, resource: input?.RoleArn ?? '*' }],
};

/** What the call wants; nothing when everybody may. */
export function wantedBy(service: string, action: string, input: Input, account: Account): Wanted[] {
  const mapper = MAPPERS[service];
  return mapper ? mapper(action, input, account) : [{ action: `${service}:${action}`, resource: '*' }];
}

function functionArn(reference: string, { accountId, region }: Account): string {
  if (reference.startsWith('arn:')) return reference.replace(/:\$LATEST$/, '');
  return `arn:aws:lambda:${region}:${accountId}:function:${reference}`;
}

function queueArn(url: string | undefined, { accountId, region }: Account): string {
  if (url?.startsWith('arn:')) return url;
  return url ? `arn:aws:sqs:${region}:${accountId}:${url.slice(url.lastIndexOf('/') + 1)}` : '*';
}

function putEvents(input: Input, { accountId, region }: Account): Wanted[] {
  const entries: Input[] = input?.Entries ?? [];
  return entries.map(({ EventBusName = 'default', Source, DetailType }) => ({
    action: 'events:PutEvents',
    resource: EventBusName.startsWith('arn:')
      ? EventBusName
      : `arn:aws:events:${region}:${accountId}:event-bus/${EventBusName}`,
    keys: {
      ...(Source && { 'events:source': [Source] }),
      ...(DetailType && { 'events:detail-type': [DetailType] }),
    },
  }));
}

const TRANSACT_ACTIONS: Record<string, string> = {
  Put: 'PutItem',
  Update: 'UpdateItem',
  Delete: 'DeleteItem',
  ConditionCheck: 'ConditionCheckItem',
  Get: 'GetItem',
};

function dynamoDb(action: string, input: Input, account: Account): Wanted[] {
  const on = (name: string, table: unknown): Wanted => ({
    action: `dynamodb:${name}`,
    resource: tableArn(String(table), account),
  });
  if (input?.RequestItems) return Object.keys(input.RequestItems).map((table) => on(action, table));
  if (input?.TransactItems) {
    return input.TransactItems.flatMap((item: object) =>
      Object.entries(item).map(([kind, { TableName }]) => on(TRANSACT_ACTIONS[kind] ?? kind, TableName)),
    );
  }
  if (input?.ResourceArn) return [{ action: `dynamodb:${action}`, resource: input.ResourceArn }];
  if (!input?.TableName) return [{ action: `dynamodb:${action}`, resource: '*' }];
  const wanted = on(action, input.TableName);
  return [input.IndexName ? { ...wanted, resource: `${wanted.resource}/index/${input.IndexName}` } : wanted];
}

function tableArn(table: string, { accountId, region }: Account): string {
  return table.startsWith('arn:') ? table : `arn:aws:dynamodb:${region}:${accountId}:table/${table}`;
}

/** Actions whose permission has another name; those with a version of an object have `Version` in it besides. */
const S3_ACTIONS: Record<string, string> = {
  ListObjectsV2: 'ListBucket',
  ListObjectVersions: 'ListBucketVersions',
  PutObjectLockConfiguration: 'PutBucketObjectLockConfiguration',
  GetObjectLockConfiguration: 'GetBucketObjectLockConfiguration',
};

function s3(action: string, input: Input): Wanted[] {
  const bucket = `arn:aws:s3:::${input?.Bucket ?? '*'}`;
  const resource = input?.Key === undefined ? bucket : `${bucket}/${input.Key}`;
  const isVersion = input?.VersionId !== undefined && (action === 'GetObject' || action === 'DeleteObject');
  const names = [
    isVersion ? `${action}Version` : (S3_ACTIONS[action] ?? action),
    ...(input?.ObjectLockMode === undefined ? [] : ['PutObjectRetention']),
    ...(input?.BypassGovernanceRetention === undefined ? [] : ['BypassGovernanceRetention']),
  ];
  const { Mode, RetainUntilDate } = input?.Retention ?? {};
  const given: Record<string, unknown> = {
    's3:prefix': input?.Prefix,
    's3:versionid': input?.VersionId,
    's3:if-none-match': input?.IfNoneMatch,
    's3:object-lock-mode': input?.ObjectLockMode ?? Mode,
    's3:object-lock-retain-until-date': input?.ObjectLockRetainUntilDate ?? RetainUntilDate,
  };
  const keys = Object.fromEntries(
    Object.entries(given).flatMap(([key, value]) => (value === undefined ? [] : [[key, [String(value)]]])),
  );
  return names.map((name) => ({ action: `s3:${name}`, resource, keys }));
}

/** Looks condition keys up without regard to case. */
export function valuesOf(keys: Readonly<Record<string, readonly string[] | undefined>>): ContextValues {
  return (key) => keys[key.toLowerCase()];
}
