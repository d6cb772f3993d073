// The functions, and what each may do: the least that its use case needs. Nobody but `wake` may read task tokens; nobody
// may do anything to the log but append and read.
import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import type { EventBus } from 'aws-cdk-lib/aws-events';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { FunctionUrlAuthType, type Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import type { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Topic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import type { FunctionName } from '../../lambdas/contracts/environment.js';
import { LINKS, LOG, QUOTA_MARK } from '../../lambdas/contracts/tables.js';
import type { HandoffProps } from '../handoff-props.js';
import { grantExactInvoke } from '../performer.js';
import type { Configuration } from '../settings.js';
import { handlerFunction } from './handler-function.js';
import type { Sealing } from './sealing.js';
import { readSecrets } from './secrets.js';
import { NO_SLACK, slackParts } from './slack.js';
import type { Tables } from './tables.js';

/** The review front is open to the internet: this many at once is its throttle (rule R14). */
const REVIEW_CONCURRENCY = 20;

export interface FunctionsProps {
  readonly configuration: Configuration;
  readonly actions: HandoffProps['actions'];
  readonly tables: Tables;
  readonly bus: EventBus;
  readonly topic: Topic;
  readonly secret: Secret;
  readonly decisionSecret: Secret;
  readonly sealing: Sealing;
}

const DESCRIPTIONS: Record<FunctionName, string> = {
  evaluate: 'Judges a request and appends the verdict',
  policy: 'Asks the Cedar policies about a proposal; may touch nothing',
  'await-decision': 'Stores the task token and opens the review',
  'settle-outcome': 'Asks the log how the handoff stands',
  perform: 'Claims and runs an approved action, once',
  wake: 'Completes the task token when a wait is over; sweeps lost waits',
  publish: 'Publishes each fact on the event bus',
  seal: 'Signs checkpoints of the log, and keeps them outside of it',
  notify: 'Sends each reviewer a link and a code',
  slack: 'Shows reviewers their codes in Slack; may touch nothing',
  review: 'Shows the briefing and takes the decision',
  agent: 'Tells agents how a handoff stands; withdraws one; takes answers',
  application: 'Briefs calling applications and takes the decisions that they report',
  close: 'Closes handoffs whose execution ended unsettled',
  reverse: 'Claims and runs a compensation, once',
  operator: 'Answers the handoff command',
};

/** SendTaskSuccess knows no resource: a token is its own permission (Step Functions service authorization, read 2026-11). */
const completeTasks = () => new PolicyStatement({ actions: ['states:SendTaskSuccess'], resources: ['*'] });

/** DetectSentiment and its batch know no resource (Comprehend service authorization, read 2026-11). */
const readSentiment = () =>
  new PolicyStatement({ actions: ['comprehend:BatchDetectSentiment'], resources: ['*'] });

/** On the items of quotas alone: links and passkeys are in the same table. */
const countQuotas = (links: Table) =>
  new PolicyStatement({
    actions: ['dynamodb:UpdateItem'],
    resources: [links.tableArn],
    conditions: { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': [`*${QUOTA_MARK}*`] } },
  });

const asksComprehend = ({ governance }: Configuration['settings']) =>
  governance?.sentiment?.reader === 'comprehend';

/** Cedar's own function: there only where the stack has policies. */
const policyFunction = (scope: Construct, { policyFile, settings }: Configuration) =>
  policyFile &&
  handlerFunction(scope, 'Policy', {
    name: 'policy',
    description: DESCRIPTIONS.policy,
    settings,
    variables: {},
    beside: { 'policies.json': policyFile },
  });

/** Values for every variable of any function; each gets its own of them. */
const variablesOf = ({
  tables,
  bus,
  topic,
  secret,
  decisionSecret,
  sealing,
  configuration,
}: FunctionsProps) => ({
  LOG_TABLE: tables.log.tableName,
  CONTEXT_TABLE: tables.context.tableName,
  WAITPOINT_TABLE: tables.waitpoints.tableName,
  LINK_TABLE: tables.links.tableName,
  EVENT_BUS: bus.eventBusName,
  SECRET_ARN: secret.secretArn,
  DECISION_SECRET_ARN: decisionSecret.secretArn,
  TOPIC_ARN: topic.topicArn,
  CHECKPOINT_BUCKET: sealing.bucket.bucketName,
  PERFORMER_ARNS: configuration.performerArns.join(','),
});

export class Functions extends Construct {
  readonly byName: Readonly<Record<Exclude<FunctionName, 'policy' | 'slack'>, LambdaFunction>>;
  /** Base URL of the review pages. */
  readonly reviewUrl: string;
  /** Where Slack is to send interactions; nothing when no reviewer has it. */
  readonly slackUrl: string | undefined;

  constructor(scope: Construct, id: string, props: FunctionsProps) {
    super(scope, id);
    const { tables, configuration } = props;
    const policy = policyFunction(this, configuration);
    const { workspace, settings } = configuration;
    const slack = workspace && slackParts(this, workspace, settings, DESCRIPTIONS.slack);
    this.slackUrl = slack?.url;
    const variables = {
      ...variablesOf(props),
      POLICY_FUNCTION: policy?.functionName ?? '',
      ...(slack?.variables ?? NO_SLACK),
    };
    const make = (name: FunctionName, more: { REVIEW_URL?: string } = {}) =>
      handlerFunction(this, pascal(name), {
        name,
        description: DESCRIPTIONS[name],
        settings: configuration.settings,
        variables: { ...variables, ...more },
        ...(name === 'review' && { reservedConcurrentExecutions: REVIEW_CONCURRENCY }),
      });
    const review = make('review');
    this.reviewUrl = review.addFunctionUrl({ authType: FunctionUrlAuthType.NONE }).url;
    this.byName = {
      evaluate: make('evaluate'),
      'await-decision': make('await-decision'),
      'settle-outcome': make('settle-outcome'),
      perform: make('perform'),
      wake: make('wake'),
      publish: make('publish'),
      seal: make('seal'),
      notify: make('notify', { REVIEW_URL: this.reviewUrl }),
      review,
      agent: make('agent'),
      application: make('application'),
      close: make('close'),
      reverse: make('reverse'),
      operator: make('operator'),
    };
    slack?.grantRead(this.byName.notify);
    if (policy) grantExactInvoke(this.byName.evaluate, policy);
    if (asksComprehend(configuration.settings)) this.byName.evaluate.addToRolePolicy(readSentiment());
    if (configuration.settings.governance?.quota)
      this.byName.evaluate.addToRolePolicy(countQuotas(tables.links));
    this.#grantTables(tables);
    this.#grantOthers(props);
  }

  #grantTables({ log, context, waitpoints, links }: Tables): void {
    // Not `table.grant`: it would add every index of the table.
    const grant = (table: Table, actions: string[], names: (keyof typeof this.byName)[], path = '') => {
      const resources = [`${table.tableArn}${path}`];
      for (const name of names)
        this.byName[name].addToRolePolicy(new PolicyStatement({ actions, resources }));
    };
    const all = Object.keys(this.byName) as (keyof typeof this.byName)[];
    grant(log, ['dynamodb:Query'], all);
    grant(log, ['dynamodb:Query'], ['operator'], `/index/${LOG.byTenant.indexName}`);
    grant(
      log,
      ['dynamodb:PutItem'],
      all.filter((name) => name !== 'publish' && name !== 'seal'),
    );
    grant(
      context,
      ['dynamodb:BatchWriteItem'],
      ['evaluate', 'perform', 'review', 'reverse', 'application', 'agent'],
    );
    grant(
      context,
      ['dynamodb:BatchGetItem'],
      ['evaluate', 'settle-outcome', 'perform', 'review', 'reverse', 'agent', 'application', 'operator'],
    );
    grant(waitpoints, ['dynamodb:PutItem'], ['await-decision']);
    grant(waitpoints, ['dynamodb:GetItem', 'dynamodb:Scan', 'dynamodb:DeleteItem'], ['wake']);
    grant(links, ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:UpdateItem'], ['notify']);
    grant(links, ['dynamodb:Query'], ['notify'], `/index/${LINKS.byReminder.indexName}`);
    grant(links, ['dynamodb:GetItem', 'dynamodb:UpdateItem'], ['review']);
  }

  #grantOthers({ bus, topic, secret, decisionSecret, sealing, actions }: FunctionsProps): void {
    const { evaluate, perform, reverse, review, application, wake, publish, seal, notify, agent } =
      this.byName;
    this.byName['await-decision'].addToRolePolicy(completeTasks());
    wake.addToRolePolicy(completeTasks());
    bus.grantPutEventsTo(publish);
    sealing.grantSeal(seal);
    topic.grantPublish(notify);
    notify.addToRolePolicy(
      new PolicyStatement({ actions: ['sns:ListSubscriptionsByTopic'], resources: [topic.topicArn] }),
    );
    for (const reader of [perform, notify, agent, seal])
      reader.addToRolePolicy(readSecrets(secret.secretArn));
    for (const reader of [evaluate, review, application, this.byName['settle-outcome'], perform, reverse])
      reader.addToRolePolicy(readSecrets(decisionSecret.secretArn));
    for (const { performer, compensation, check } of Object.values(actions)) {
      performer.grantCall(perform);
      if (check) grantExactInvoke(perform, check);
      compensation?.grantCall(reverse);
    }
  }
}

const pascal = (name: string) =>
  name.replace(/(^|-)([a-z])/g, (_, __, letter: string) => letter.toUpperCase());
