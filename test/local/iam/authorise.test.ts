// Whether calls are allowed: identity policies, resource policies, conditions, and AWS's texts.
import { describe, expect, it } from 'vitest';
import { type Access, createAuthorise } from '../../../local/iam/authorise.js';

const account = { accountId: '111122223333', region: 'eu-west-1' };
const ROLE = { principalArn: 'arn:aws:sts::111122223333:assumed-role/Worker/append' };
const TABLE = 'arn:aws:dynamodb:eu-west-1:111122223333:table/Log';

const policy = (...Statement: object[]) => JSON.stringify({ Version: '2012-10-17', Statement });
const allow = (Action: unknown, Resource: unknown, Condition?: object) => ({
  Effect: 'Allow',
  Action,
  Resource,
  ...(Condition && { Condition }),
});
const deny = (Action: unknown, Resource: unknown, more: object = {}) => ({
  Effect: 'Deny',
  Action,
  Resource,
  ...more,
});

const authoriseWith = (
  identity: string | undefined,
  resource: Record<string, string> = {},
  onAccess: (access: Access) => void = () => undefined,
) =>
  createAuthorise({
    ...account,
    policiesOf: () => (identity === undefined ? undefined : [identity]),
    resourcePolicy: async (arn) => resource[arn],
    onAccess,
  });
const putItem = { TableName: 'Log', Item: {} };

describe('identity policies', () => {
  it('allow what a statement names', async () => {
    const authorise = authoriseWith(policy(allow('dynamodb:PutItem', TABLE)));
    await expect(authorise('dynamodb', 'PutItem', putItem, ROLE)).resolves.toBeUndefined();
  });

  it('refuse everything else, with the text of AWS', async () => {
    const authorise = authoriseWith(policy(allow('dynamodb:GetItem', TABLE)));
    await expect(authorise('dynamodb', 'PutItem', putItem, ROLE)).rejects.toMatchObject({
      code: 'AccessDeniedException',
      status: 400,
      message: `User: ${ROLE.principalArn} is not authorized to perform: dynamodb:PutItem on resource: ${TABLE} because no identity-based policy allows the dynamodb:PutItem action`,
    });
  });

  it('know wildcards in actions and resources, and a Deny wins', async () => {
    const authorise = authoriseWith(
      policy(allow('dynamodb:*', 'arn:aws:dynamodb:*:*:table/L?g*'), deny('dynamodb:Del*', '*')),
    );
    await expect(authorise('dynamodb', 'PutItem', putItem, ROLE)).resolves.toBeUndefined();
    await expect(authorise('dynamodb', 'DeleteItem', putItem, ROLE)).rejects.toThrow(
      /with an explicit deny in an identity-based policy$/,
    );
  });

  it('are asked for each part of a transaction and each table of a batch', async () => {
    const authorise = authoriseWith(policy(allow(['dynamodb:PutItem', 'dynamodb:BatchGetItem'], TABLE)));
    const write = { TransactItems: [{ Put: putItem }, { ConditionCheck: { TableName: 'Log' } }] };
    await expect(authorise('dynamodb', 'TransactWriteItems', write, ROLE)).rejects.toThrow(
      /dynamodb:ConditionCheckItem/,
    );
    const read = { RequestItems: { Log: {}, Other: {} } };
    await expect(authorise('dynamodb', 'BatchGetItem', read, ROLE)).rejects.toThrow(/table\/Other/);
  });

  it('tell a table from its index', async () => {
    const authorise = authoriseWith(policy(allow('dynamodb:Query', TABLE)));
    await expect(authorise('dynamodb', 'Query', { TableName: 'Log' }, ROLE)).resolves.toBeUndefined();
    await expect(
      authorise('dynamodb', 'Query', { TableName: 'Log', IndexName: 'ByDay' }, ROLE),
    ).rejects.toThrow(/index\/ByDay/);
  });

  it('hold conditions', async () => {
    const condition = { StringEquals: { 'events:source': 'mine' } };
    const authorise = authoriseWith(policy(allow('events:PutEvents', '*', condition)));
    await expect(
      authorise('events', 'PutEvents', { Entries: [{ Source: 'mine' }] }, ROLE),
    ).resolves.toBeUndefined();
    await expect(
      authorise('events', 'PutEvents', { Entries: [{ Source: 'theirs' }] }, ROLE),
    ).rejects.toThrow();
  });

  it('let whoever may answer some machine answer a task', async () => {
    const authorise = authoriseWith(
      policy(allow('states:SendTask*', 'arn:aws:states:eu-west-1:111122223333:stateMachine:M')),
    );
    await expect(authorise('states', 'SendTaskSuccess', { taskToken: 't' }, ROLE)).resolves.toBeUndefined();
    await expect(authorise('states', 'StartExecution', { stateMachineArn: 'arn:x' }, ROLE)).rejects.toThrow();
  });

  it('are not enforced for a role that nobody created', async () => {
    await expect(authoriseWith(undefined)('dynamodb', 'PutItem', putItem, ROLE)).resolves.toBeUndefined();
  });
});

describe('resource policies', () => {
  const everybody = { Principal: { AWS: '*' } };

  it('deny even the administrator', async () => {
    const authorise = authoriseWith(undefined, {
      [TABLE]: policy(deny('dynamodb:DeleteItem', '*', everybody)),
    });
    const external = { principalArn: 'external' };
    await expect(authorise('dynamodb', 'DeleteItem', putItem, external)).rejects.toThrow(
      /with an explicit deny in a resource-based policy$/,
    );
    await expect(authorise('dynamodb', 'PutItem', putItem, external)).resolves.toBeUndefined();
  });

  it('allow a service on behalf of the source they name, and no other', async () => {
    const arn = 'arn:aws:lambda:eu-west-1:111122223333:function:F';
    const rule = 'arn:aws:events:eu-west-1:111122223333:rule/R';
    const granted = {
      ...allow('lambda:InvokeFunction', arn, { ArnLike: { 'AWS:SourceArn': rule } }),
      Principal: { Service: 'events.amazonaws.com' },
    };
    const authorise = authoriseWith(undefined, { [arn]: policy(granted) });
    const from = (sourceArn: string) => ({ principalArn: 'events.amazonaws.com', sourceArn });
    await expect(authorise('lambda', 'Invoke', { FunctionName: 'F' }, from(rule))).resolves.toBeUndefined();
    await expect(
      authorise('lambda', 'Invoke', { FunctionName: 'F' }, from(`${rule}2`)),
    ).rejects.toMatchObject({
      code: 'AccessDeniedException',
      status: 403,
    });
  });

  it('allow a role that they name without an identity policy', async () => {
    const named = {
      ...allow('dynamodb:PutItem', TABLE),
      Principal: { AWS: 'arn:aws:iam::111122223333:role/Worker' },
    };
    const authorise = authoriseWith(policy(allow('s3:*', '*')), { [TABLE]: policy(named) });
    await expect(authorise('dynamodb', 'PutItem', putItem, ROLE)).resolves.toBeUndefined();
  });
});

describe('a policy with an operator that is not supported', () => {
  it('is refused by name', async () => {
    const authorise = authoriseWith(policy(allow('dynamodb:*', '*', { BinaryEquals: { key: 'x' } })));
    await expect(authorise('dynamodb', 'PutItem', putItem, ROLE)).rejects.toThrow(/BinaryEquals/);
  });
});

describe('the record of decisions', () => {
  it('names role, action and resource of what was allowed and of what was not', async () => {
    const seen: Access[] = [];
    const authorise = authoriseWith(policy(allow('dynamodb:PutItem', TABLE)), {}, (one) => seen.push(one));
    await authorise('dynamodb', 'PutItem', putItem, ROLE);
    await authorise('lambda', 'Invoke', { FunctionName: 'F' }, ROLE).catch(() => undefined);
    expect(seen).toEqual([
      {
        principal: 'arn:aws:iam::111122223333:role/Worker',
        action: 'dynamodb:PutItem',
        resource: TABLE,
        isAllowed: true,
      },
      {
        principal: 'arn:aws:iam::111122223333:role/Worker',
        action: 'lambda:InvokeFunction',
        resource: 'arn:aws:lambda:eu-west-1:111122223333:function:F',
        isAllowed: false,
      },
    ]);
  });
});
