// `Handoff`: the construct that people install. Composes the parts under lib/parts; decides nothing at run time.
import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import type { Alarm, Metric } from 'aws-cdk-lib/aws-cloudwatch';
import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import { EventBus, type IRuleTarget, Match, Rule } from 'aws-cdk-lib/aws-events';
import type { IGrantable } from 'aws-cdk-lib/aws-iam';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { Bucket } from 'aws-cdk-lib/aws-s3';
import type { StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import { EVENT_SOURCE } from '../lambdas/contracts/bus.js';
import type { HandoffProps } from './handoff-props.js';
import { acknowledgeFindings } from './parts/acknowledged.js';
import { Alarms, handlerMetric } from './parts/alarms.js';
import { Channels } from './parts/channels.js';
import { Functions } from './parts/functions.js';
import { Machines } from './parts/machines.js';
import { Queues } from './parts/queues.js';
import { Routing } from './parts/routing.js';
import { Sealing } from './parts/sealing.js';
import { randomSecret } from './parts/secrets.js';
import { Tables } from './parts/tables.js';
import { configure } from './settings.js';

/** A test stack locks nothing: somebody must be able to throw it away. */
const lockedFor = ({ retention, removalPolicy }: HandoffProps) =>
  retention?.checkpoints ?? (removalPolicy === RemovalPolicy.DESTROY ? undefined : Duration.days(365));

/**
 * Agent-to-human handoff: three state machines, fourteen functions, four tables, two secrets, an event bus, an e-mail topic
 * and a bucket of checkpoints.
 * Costs nothing while handoffs wait. Throws at synth time when a prop is not acceptable, naming it.
 */
export class Handoff extends Construct {
  /** Agents start its executions: the input is a request, the name the handoff id, the output the outcome. */
  readonly stateMachine: StateMachine;
  /** Express: judges and performs what needs no human, at once; hands everything else on to `stateMachine`. */
  readonly gateMachine: StateMachine;
  /** Runs reversals that a human has ordered. */
  readonly reversalMachine: StateMachine;
  /** Every fact, as its public projection. */
  readonly eventBus: EventBus;
  /** The append-only log. */
  readonly eventLog: Table;
  /** What may hold personal data, beside the log. */
  readonly contextTable: Table;
  /** Task tokens of open waits. */
  readonly waitpointTable: Table;
  /** Status and cancel, for agents. */
  readonly agentFunction: IFunction;
  /** Briefing and report of a decision, for applications that ask people themselves. */
  readonly applicationFunction: IFunction;
  /** List, show, resend, cancel, reverse and export, for operators. */
  readonly operatorFunction: IFunction;
  /** Signs checkpoints of the log; answers the public key to whoever asks without records. */
  readonly sealFunction: IFunction;
  /** Checkpoints of the log: nothing in it is replaced or deleted. Stays when the stack is deleted. */
  readonly checkpointBucket: Bucket;
  /** Base URL of the review pages. */
  readonly reviewUrl: string;
  /** Request URL for the interactivity of your Slack app; nothing when no reviewer has Slack. */
  readonly slackUrl: string | undefined;
  /** Alarms without actions; add yours. */
  readonly alarms: readonly Alarm[];

  readonly #sealing: Sealing;

  constructor(scope: Construct, id: string, props: HandoffProps) {
    super(scope, id);
    const configuration = configure(props);
    const tables = new Tables(this, 'Tables', props.removalPolicy ?? RemovalPolicy.RETAIN);
    const queues = new Queues(this, 'Queues');
    const sealing = new Sealing(this, 'Sealing', { queues, retention: lockedFor(props) });
    this.#sealing = sealing;
    const bus = new EventBus(this, 'Bus');
    const { topic } = new Channels(this, 'Channels', configuration.settings);
    // Links, codes, grants and the key of the checkpoints are derived from it: whoever replaces it voids every open link.
    const secret = randomSecret(this, 'Secret', 'Root of review links, codes and action grants');
    // Apart from the other: who signs decisions needs to make no link, code or grant, nor the other way round.
    const decisionSecret = randomSecret(
      this,
      'DecisionSecret',
      'Root of the key that signs receipts of decisions',
    );
    const functions = new Functions(this, 'Functions', {
      configuration,
      actions: props.actions,
      tables,
      bus,
      topic,
      secret,
      decisionSecret,
      sealing,
    });
    const machines = new Machines(this, 'Machines', functions);
    new Routing(this, 'Routing', { tables, functions, machines, queues, bus });
    sealing.connect(bus, functions.byName.seal, queues.undelivered);
    this.alarms = new Alarms(this, 'Alarms', { queues, sealing, settings: configuration.settings }).all;
    this.stateMachine = machines.handoff;
    this.gateMachine = machines.gate;
    this.reversalMachine = machines.reversal;
    this.eventBus = bus;
    this.eventLog = tables.log;
    this.contextTable = tables.context;
    this.waitpointTable = tables.waitpoints;
    this.agentFunction = functions.byName.agent;
    this.applicationFunction = functions.byName.application;
    this.operatorFunction = functions.byName.operator;
    this.sealFunction = functions.byName.seal;
    this.checkpointBucket = sealing.bucket;
    this.reviewUrl = functions.reviewUrl;
    this.slackUrl = functions.slackUrl;
    acknowledgeFindings(this);
  }

  /** Lets an agent request handoffs: start executions and read them, upload context, ask for status, cancel. */
  grantRequest(grantee: IGrantable): void {
    this.stateMachine.grantStartExecution(grantee);
    this.gateMachine.grantStartSyncExecution(grantee);
    this.stateMachine.grantRead(grantee);
    this.contextTable.grant(grantee, 'dynamodb:PutItem');
    this.agentFunction.grantInvoke(grantee);
  }

  /**
   * Lets an application report what a person decided (pattern `active`). It vouches for that person: never grant it to an
   * agent, which could then approve its own actions.
   */
  grantReport(grantee: IGrantable): void {
    this.applicationFunction.grantInvoke(grantee);
  }

  /** Lets an operator use the `handoff` command. */
  grantOperate(grantee: IGrantable): void {
    this.operatorFunction.grantInvoke(grantee);
  }

  /** Lets an auditor fetch the checkpoints and the key that signs them. */
  grantAudit(grantee: IGrantable): void {
    this.sealFunction.grantInvoke(grantee);
    this.#sealing.grantRead(grantee);
  }

  /** Calls `target` once for every handoff that settles; the event's `detail.outcome` says how. */
  onOutcome(id: string, target: IRuleTarget): Rule {
    return new Rule(this, id, {
      eventBus: this.eventBus,
      eventPattern: { source: [EVENT_SOURCE], detail: { outcome: Match.exists() } },
      targets: [target],
    });
  }

  /** Handoffs requested: executions started. */
  metricRequested(): Metric {
    return this.stateMachine.metricStarted();
  }

  /** Handoffs that reached an outcome. */
  metricSettled(): Metric {
    return this.stateMachine.metricSucceeded();
  }

  /** From request to outcome, milliseconds, waiting included. */
  metricTimeToOutcome(): Metric {
    return this.stateMachine.metricTime();
  }

  /** Handoffs closed because their execution ended unsettled. */
  metricClosed(): Metric {
    return handlerMetric('HandoffClosed');
  }
}
