// AWS::IAM::* of a template.
import { createOr, type Provision } from '../resource.js';

const EXISTS = ['EntityAlreadyExists'];

const role: Provision = async ({ properties, name }, { call }) => {
  const RoleName: string = properties.RoleName ?? name(64);
  const AssumeRolePolicyDocument = JSON.stringify(properties.AssumeRolePolicyDocument);
  const create = () => call('iam', 'CreateRole', { RoleName, AssumeRolePolicyDocument });
  // A role of the last run is made anew: a grant that the template no longer has must be gone.
  const created = await createOr(EXISTS, create, async () => {
    await call('iam', 'DeleteRole', { RoleName });
    return create();
  });
  for (const { PolicyName, PolicyDocument } of properties.Policies ?? []) {
    await call('iam', 'PutRolePolicy', {
      RoleName,
      PolicyName,
      PolicyDocument: JSON.stringify(PolicyDocument),
    });
  }
  for (const PolicyArn of properties.ManagedPolicyArns ?? []) {
    await call('iam', 'AttachRolePolicy', { RoleName, PolicyArn });
  }
  return { ref: RoleName, attributes: { Arn: created.Role.Arn, RoleId: created.Role.RoleId } };
};

const policy: Provision = async ({ properties, name }, { call }) => {
  const PolicyName: string = properties.PolicyName ?? name();
  const PolicyDocument = JSON.stringify(properties.PolicyDocument);
  for (const RoleName of properties.Roles ?? []) {
    await call('iam', 'PutRolePolicy', { RoleName, PolicyName, PolicyDocument });
  }
  return { ref: PolicyName };
};

const managedPolicy: Provision = async ({ properties, name }, { call, accountId }) => {
  const PolicyName: string = properties.ManagedPolicyName ?? name();
  const PolicyArn = `arn:aws:iam::${accountId}:policy/${PolicyName}`;
  const PolicyDocument = JSON.stringify(properties.PolicyDocument);
  await createOr(
    EXISTS,
    () => call('iam', 'CreatePolicy', { PolicyName, PolicyDocument }),
    () => call('iam', 'CreatePolicyVersion', { PolicyArn, PolicyDocument, SetAsDefault: true }),
  );
  for (const RoleName of properties.Roles ?? [])
    await call('iam', 'AttachRolePolicy', { RoleName, PolicyArn });
  return { ref: PolicyArn, attributes: { PolicyArn } };
};

export const iamResources: Record<string, Provision> = {
  'AWS::IAM::Role': role,
  'AWS::IAM::Policy': policy,
  'AWS::IAM::ManagedPolicy': managedPolicy,
};
