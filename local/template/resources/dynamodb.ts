// AWS::DynamoDB::* of a template.
import { createOr, type Provision, type Provisioned, type Provisioning } from '../resource.js';

/** Members that Table and the replica of a GlobalTable share, and how each is set after the table exists. */
interface TableSettings {
  readonly TimeToLiveSpecification?: { readonly AttributeName: string; readonly Enabled: boolean };
  readonly PointInTimeRecoverySpecification?: unknown;
  readonly ResourcePolicy?: { readonly PolicyDocument: unknown };
}

const table: Provision = ({ properties, name }, runtime) => {
  const {
    StreamSpecification,
    TimeToLiveSpecification,
    PointInTimeRecoverySpecification,
    ResourcePolicy,
    ...rest
  } = properties;
  return createTable(
    runtime,
    { ...rest, TableName: rest.TableName ?? name(255), ...streamOf(StreamSpecification) },
    { TimeToLiveSpecification, PointInTimeRecoverySpecification, ResourcePolicy },
  );
};

const globalTable: Provision = ({ properties, name }, runtime) => {
  const {
    Replicas,
    StreamSpecification,
    TimeToLiveSpecification,
    WriteProvisionedThroughputSettings,
    ...rest
  } = properties;
  if (Replicas?.length !== 1) throw new Error('a global table has exactly one replica in the local runtime');
  const [replica] = Replicas;
  return createTable(
    runtime,
    {
      ...rest,
      TableName: rest.TableName ?? name(255),
      DeletionProtectionEnabled: replica.DeletionProtectionEnabled,
      ...streamOf(StreamSpecification),
    },
    {
      TimeToLiveSpecification,
      PointInTimeRecoverySpecification: replica.PointInTimeRecoverySpecification,
      ResourcePolicy: replica.ResourcePolicy,
    },
  );
};

function streamOf(specification: { StreamViewType: string } | undefined): object {
  return specification ? { StreamSpecification: { ...specification, StreamEnabled: true } } : {};
}

async function createTable(
  { call }: Provisioning,
  input: { TableName: string },
  settings: TableSettings,
): Promise<Provisioned> {
  const { TableName } = input;
  const describe = () => call('dynamodb', 'DescribeTable', { TableName });
  await createOr(['ResourceInUseException'], () => call('dynamodb', 'CreateTable', input), describe);
  const { Table } = await describe();
  await applySettings(call, Table.TableName, Table.TableArn, settings);
  return {
    ref: TableName,
    attributes: { Arn: Table.TableArn, StreamArn: Table.LatestStreamArn, TableId: Table.TableId },
  };
}

async function applySettings(
  call: Provisioning['call'],
  TableName: string,
  ResourceArn: string,
  settings: TableSettings,
): Promise<void> {
  const { TimeToLiveSpecification, PointInTimeRecoverySpecification, ResourcePolicy } = settings;
  if (TimeToLiveSpecification) {
    await call('dynamodb', 'UpdateTimeToLive', { TableName, TimeToLiveSpecification });
  }
  if (PointInTimeRecoverySpecification) {
    await call('dynamodb', 'UpdateContinuousBackups', { TableName, PointInTimeRecoverySpecification });
  }
  if (ResourcePolicy) {
    const Policy = JSON.stringify(ResourcePolicy.PolicyDocument);
    await call('dynamodb', 'PutResourcePolicy', { ResourceArn, Policy });
  }
}

export const dynamoDbResources: Record<string, Provision> = {
  'AWS::DynamoDB::Table': table,
  'AWS::DynamoDB::GlobalTable': globalTable,
};
