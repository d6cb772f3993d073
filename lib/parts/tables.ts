// The four tables. The log can only grow: no role may update or delete, a resource policy denies it to everybody, and its
// stream is the outbox. Logical ids are frozen: a renamed table is an empty table.
import { RemovalPolicy } from 'aws-cdk-lib';
import {
  AttributeType,
  BillingMode,
  ProjectionType,
  StreamViewType,
  Table,
  TableEncryption,
} from 'aws-cdk-lib/aws-dynamodb';
import { AnyPrincipal, Effect, PolicyDocument, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { CONTEXT, LINKS, LOG, WAITPOINTS } from '../../lambdas/contracts/tables.js';

/** Every way to change or remove an item that is not an append (rule R5). */
const CHANGES = [
  'dynamodb:UpdateItem',
  'dynamodb:DeleteItem',
  'dynamodb:BatchWriteItem',
  'dynamodb:PartiQLInsert',
  'dynamodb:PartiQLUpdate',
  'dynamodb:PartiQLDelete',
];

const appendOnly = () =>
  new PolicyDocument({
    statements: [
      new PolicyStatement({
        sid: 'AppendOnly',
        effect: Effect.DENY,
        principals: [new AnyPrincipal()],
        actions: CHANGES,
        resources: ['*'],
      }),
    ],
  });

export class Tables extends Construct {
  readonly log: Table;
  readonly context: Table;
  readonly waitpoints: Table;
  readonly links: Table;

  constructor(scope: Construct, id: string, removalPolicy: RemovalPolicy) {
    super(scope, id);
    const common = {
      billingMode: BillingMode.PAY_PER_REQUEST,
      encryption: TableEncryption.AWS_MANAGED,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      removalPolicy,
      deletionProtection: removalPolicy !== RemovalPolicy.DESTROY,
    };
    this.log = new Table(this, 'Log', {
      ...common,
      partitionKey: { name: LOG.partitionKey, type: AttributeType.STRING },
      sortKey: { name: LOG.sortKey, type: AttributeType.NUMBER },
      stream: StreamViewType.NEW_AND_OLD_IMAGES,
      resourcePolicy: appendOnly(),
    });
    this.log.addGlobalSecondaryIndex({
      indexName: LOG.byTenant.indexName,
      partitionKey: { name: LOG.byTenant.partitionKey, type: AttributeType.STRING },
      sortKey: { name: LOG.byTenant.sortKey, type: AttributeType.STRING },
      projectionType: ProjectionType.KEYS_ONLY,
    });
    this.context = new Table(this, 'Context', {
      ...common,
      partitionKey: { name: CONTEXT.partitionKey, type: AttributeType.STRING },
      sortKey: { name: CONTEXT.sortKey, type: AttributeType.STRING },
      timeToLiveAttribute: CONTEXT.expiresAt,
    });
    this.waitpoints = new Table(this, 'Waitpoints', {
      ...common,
      partitionKey: { name: WAITPOINTS.partitionKey, type: AttributeType.STRING },
      timeToLiveAttribute: WAITPOINTS.expiresAt,
    });
    this.links = new Table(this, 'Links', {
      ...common,
      partitionKey: { name: LINKS.partitionKey, type: AttributeType.STRING },
      timeToLiveAttribute: LINKS.expiresAt,
    });
    this.links.addGlobalSecondaryIndex({
      indexName: LINKS.byReminder.indexName,
      partitionKey: { name: LINKS.byReminder.partitionKey, type: AttributeType.STRING },
      sortKey: { name: LINKS.byReminder.sortKey, type: AttributeType.STRING },
      projectionType: ProjectionType.KEYS_ONLY,
    });
  }
}
