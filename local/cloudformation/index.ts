// CloudFormation, reading only: what the runtime deployed, for tools that look resources up by stack.
import { type Action, AwsError, type Service } from '../service.js';
import type { DeployedResource, DeployedStack } from '../template/deploy.js';

/** The CloudFormation service over `stacks`, which grows while stacks are deployed. */
export function createCloudFormation(
  stacks: readonly DeployedStack[],
  accountId: string,
  region: string,
): Service {
  const stackId = (name: string) => `arn:aws:cloudformation:${region}:${accountId}:stack/${name}/local`;
  const find = (reference: string): DeployedStack => {
    const found = stacks.find(({ name }) => name === reference || stackId(name) === reference);
    if (!found) throw new AwsError('ValidationError', `Stack with id ${reference} does not exist`);
    return found;
  };
  const describe = (stack: DeployedStack) => ({
    StackName: stack.name,
    StackId: stackId(stack.name),
    StackStatus: 'CREATE_COMPLETE',
    CreationTime: new Date(0).toISOString(),
    Outputs: Object.entries(stack.outputs).map(([OutputKey, OutputValue]) => ({ OutputKey, OutputValue })),
  });
  const resourcesOf = (stack: DeployedStack) =>
    stack.resources.map((resource) => ({
      ...summary(resource),
      StackName: stack.name,
      StackId: stackId(stack.name),
      Timestamp: new Date(0).toISOString(),
    }));
  return {
    name: 'cloudformation',
    actions: new Map<string, Action>([
      [
        'DescribeStacks',
        ({ StackName }) => ({ Stacks: (StackName ? [find(StackName)] : stacks).map(describe) }),
      ],
      ['DescribeStackResources', ({ StackName }) => ({ StackResources: resourcesOf(find(StackName)) })],
      [
        'ListStackResources',
        ({ StackName }) => ({
          StackResourceSummaries: find(StackName).resources.map((resource) => ({
            ...summary(resource),
            LastUpdatedTimestamp: new Date(0).toISOString(),
          })),
        }),
      ],
      ['ListStacks', () => ({ StackSummaries: stacks.map(describe) })],
    ]),
  };
}

function summary({ logicalId, physicalId, type }: DeployedResource): object {
  return {
    LogicalResourceId: logicalId,
    PhysicalResourceId: physicalId,
    ResourceType: type,
    ResourceStatus: 'CREATE_COMPLETE',
  };
}
