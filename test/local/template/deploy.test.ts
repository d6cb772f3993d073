// Templates: functions of CloudFormation, order, and refusals by name.
import { describe, expect, it } from 'vitest';
import { startRuntime } from '../../../local/runtime.js';
import type { Template } from '../../../local/template/assembly.js';
import { type DeployedStack, deployStack } from '../../../local/template/deploy.js';
import type { Provision } from '../../../local/template/resource.js';
import { tinyAssembly } from '../tiny-assembly.js';

const created: string[] = [];
const thing: Provision = ({ logicalId, properties, name }) => {
  created.push(logicalId);
  return { ref: properties.Name ?? name(40), attributes: { Arn: `arn:${logicalId}`, All: properties } };
};

const deploy = (template: Template, exports = new Map<string, string>()): Promise<DeployedStack> =>
  deployStack(
    { name: 'Stack', template, assets: new Map() },
    { provisions: { Thing: thing }, call: async () => ({}), accountId: '1', region: 'r', exports },
  );

const outputOf = async (Value: unknown, more: Partial<Template> = {}) =>
  (
    await deploy({
      Resources: { A: { Type: 'Thing', Properties: { Name: 'a' } } },
      ...more,
      Outputs: { V: { Value } },
    })
  ).outputs.V;

describe('intrinsic functions', () => {
  it('resolve', async () => {
    expect(await outputOf({ Ref: 'A' })).toBe('a');
    expect(await outputOf({ 'Fn::GetAtt': ['A', 'Arn'] })).toBe('arn:A');
    expect(await outputOf({ 'Fn::Join': ['-', ['x', { Ref: 'A' }]] })).toBe('x-a');
    expect(await outputOf({ 'Fn::Select': [1, { 'Fn::Split': ['/', 'p/q/r'] }] })).toBe('q');
    // biome-ignore lint/suspicious/noTemplateCurlyInString: CloudFormation's own syntax
    expect(await outputOf({ 'Fn::Sub': '${A}:${A.Arn}:${AWS::Region}:${!Literal}' })).toBe(
      ['a:arn:A:r:$', '{Literal}'].join(''),
    );
    // biome-ignore lint/suspicious/noTemplateCurlyInString: CloudFormation's own syntax
    expect(await outputOf({ 'Fn::Sub': ['${V}!', { V: { Ref: 'AWS::AccountId' } }] })).toBe('1!');
    expect(
      await outputOf(
        { 'Fn::FindInMap': ['M', 'one', 'two'] },
        { Mappings: { M: { one: { two: 'found' } } } },
      ),
    ).toBe('found');
    expect(await outputOf({ 'Fn::Base64': 'hi' })).toBe('aGk=');
  });

  it('decide by conditions', async () => {
    const Conditions = {
      Yes: {
        'Fn::Or': [{ 'Fn::Equals': [{ Ref: 'AWS::Region' }, 'x'] }, { 'Fn::Not': [{ Condition: 'No' }] }],
      },
      No: { 'Fn::And': [{ 'Fn::Equals': [1, 1] }, { 'Fn::Equals': [1, 2] }] },
    };
    expect(await outputOf({ 'Fn::If': ['Yes', 'y', 'n'] }, { Conditions })).toBe('y');
    expect(await outputOf({ 'Fn::If': ['No', 'y', 'n'] }, { Conditions })).toBe('n');
  });

  it('drop what has no value, and whole resources whose condition is false', async () => {
    const { resources } = await deploy({
      Conditions: { Never: { 'Fn::Equals': [1, 2] } },
      Resources: {
        A: {
          Type: 'Thing',
          Properties: { Gone: { Ref: 'AWS::NoValue' }, List: [1, { Ref: 'AWS::NoValue' }] },
        },
        B: { Type: 'Unknown', Condition: 'Never' },
      },
    });
    expect(resources).toHaveLength(1);
    expect(resources[0]?.attributes.All).toEqual({ List: [1] });
  });

  it('import what an earlier stack exports', async () => {
    const exports = new Map<string, string>();
    await deploy({ Resources: {}, Outputs: { O: { Value: 'v', Export: { Name: 'shared' } } } }, exports);
    const { outputs } = await deploy(
      { Resources: {}, Outputs: { P: { Value: { 'Fn::ImportValue': 'shared' } } } },
      exports,
    );
    expect(outputs.P).toBe('v');
  });
});

describe('deploying', () => {
  it('creates resources after what they refer to or depend on', async () => {
    created.length = 0;
    await deploy({
      Resources: {
        A: { Type: 'Thing', Properties: { Deep: [{ 'Fn::GetAtt': ['B', 'Arn'] }] } },
        // biome-ignore lint/suspicious/noTemplateCurlyInString: CloudFormation's own syntax
        B: { Type: 'Thing', Properties: { Text: { 'Fn::Sub': 'x${C}' } } },
        C: { Type: 'Thing', DependsOn: ['D'] },
        D: { Type: 'Thing' },
      },
    });
    expect(created).toEqual(['D', 'C', 'B', 'A']);
  });

  it('makes up the same names each time', async () => {
    const names = async () =>
      (await deploy({ Resources: { A: { Type: 'Thing' } } })).resources[0]?.physicalId;
    expect(await names()).toBe(await names());
    expect(await names()).toMatch(/^Stack-A-[0-9A-Z]{12}$/);
  });

  it('names what it does not know', async () => {
    const one = (Properties: Record<string, unknown>) =>
      deploy({ Resources: { A: { Type: 'Thing', Properties } } });
    await expect(deploy({ Resources: { Odd: { Type: 'AWS::Odd::Thing' } } })).rejects.toThrow(
      /AWS::Odd::Thing \(Odd\)/,
    );
    await expect(one({ X: { 'Fn::Cidr': [] } })).rejects.toThrow(/Thing A .*Fn::Cidr is not supported/);
    await expect(one({ X: '{{resolve:ssm:/a}}' })).rejects.toThrow(/resolve:ssm/);
    await expect(one({ X: { Ref: 'Missing' } })).rejects.toThrow(/Missing is not deployed/);
    await expect(one({ X: { 'Fn::ImportValue': 'none' } })).rejects.toThrow(/no deployed stack exports none/);
    const loop = { A: { Type: 'Thing', DependsOn: 'B' }, B: { Type: 'Thing', DependsOn: 'A' } };
    await expect(deploy({ Resources: loop })).rejects.toThrow(/Circular dependency: A → B → A/);
  });
});

describe('an assembly', () => {
  it('stops the start when it is none, or holds something unknown', async () => {
    await expect(startRuntime({ assembly: '/nowhere' }, () => ({ services: [] }))).rejects.toThrow(
      /not a cloud assembly.*cdk synth/,
    );
    const assembly = tinyAssembly({ Resources: { Stream: { Type: 'AWS::Kinesis::Stream' } } });
    await expect(startRuntime({ assembly }, () => ({ services: [] }))).rejects.toThrow(
      /AWS::Kinesis::Stream \(Stream\)/,
    );
  });
});
