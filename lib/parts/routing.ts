// What reacts to a fact: the log's stream feeds wake and publish, the bus feeds everything else. Adding a channel is adding
// a rule. Every edge gives up at some point, into a queue that an alarm watches.
import { Duration } from 'aws-cdk-lib';
import type { ITable } from 'aws-cdk-lib/aws-dynamodb';
import { type EventBus, Match, Rule, Schedule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction, SfnStateMachine } from 'aws-cdk-lib/aws-events-targets';
import { FilterCriteria, FilterRule, StartingPosition } from 'aws-cdk-lib/aws-lambda';
import { DynamoEventSource, SqsDlq } from 'aws-cdk-lib/aws-lambda-event-sources';
import { Construct } from 'constructs';
import { detailType, EVENT_SOURCE } from '../../lambdas/contracts/bus.js';
import type { FactType } from '../../lambdas/contracts/event.js';
import type { OutcomeStatus } from '../../lambdas/contracts/outcome.js';
import { LOG } from '../../lambdas/contracts/tables.js';
import type { Functions } from './functions.js';
import type { Machines } from './machines.js';
import type { Queues } from './queues.js';
import type { Tables } from './tables.js';

/** Facts that can end a wait. */
const ENDS_A_WAIT: FactType[] = [
  'decided',
  'offerAccepted',
  'offerWithdrawn',
  'cancelled',
  'closed',
  'channelFailed',
];
const AUTONOMOUS: OutcomeStatus = 'autonomous';
/** Facts that somebody is told of. */
const NOTIFIED: FactType[] = [
  'reviewOpened',
  'resent',
  'delegated',
  'contextGiven',
  'performed',
  'reversalOffered',
  'reversed',
  'enrolmentOffered',
];

export interface RoutingProps {
  readonly tables: Tables;
  readonly functions: Functions;
  readonly machines: Machines;
  readonly queues: Queues;
  readonly bus: EventBus;
}

export class Routing extends Construct {
  constructor(scope: Construct, id: string, props: RoutingProps) {
    super(scope, id);
    this.#consumeStream(props);
    this.#routeFacts(props);
    this.#watchExecutions(props);
  }

  /** Rule R3: from the horizon, in small batches, bisected; a poisoned record ends in the queue and delays nobody for long. */
  #consumeStream({ tables, functions, queues }: RoutingProps): void {
    const source = {
      startingPosition: StartingPosition.TRIM_HORIZON,
      batchSize: 10,
      parallelizationFactor: 10,
      bisectBatchOnError: true,
      reportBatchItemFailures: true,
      retryAttempts: 5,
      maxRecordAge: Duration.hours(12),
      onFailure: new SqsDlq(queues.streamFailures),
    };
    // The CDK's own interface does not fit its class under exactOptionalPropertyTypes.
    const log = tables.log as ITable;
    const { wake, publish } = functions.byName;
    const endsAWait = FilterCriteria.filter({
      eventName: FilterRule.isEqual('INSERT'),
      dynamodb: { NewImage: { [LOG.type]: { S: ENDS_A_WAIT } } },
    });
    wake.addEventSource(new DynamoEventSource(log, { ...source, filters: [endsAWait] }));
    publish.addEventSource(new DynamoEventSource(log, source));
  }

  #routeFacts({ functions, machines, queues, bus }: RoutingProps): void {
    const delivery = {
      deadLetterQueue: queues.undelivered,
      retryAttempts: 20,
      maxEventAge: Duration.hours(12),
    };
    new Rule(this, 'Notify', {
      eventBus: bus,
      description: 'Facts that somebody is told of',
      eventPattern: {
        source: [EVENT_SOURCE],
        detailType: NOTIFIED.map(detailType),
        // Nobody decided what ran without a human, so nobody waits for news of it.
        detail: { outcome: [{ exists: false }, { 'anything-but': AUTONOMOUS }] },
      },
      targets: [new LambdaFunction(functions.byName.notify, delivery)],
    });
    new Rule(this, 'Remind', {
      description: 'Looks for decisions to remind of',
      schedule: Schedule.rate(Duration.minutes(15)),
      targets: [new LambdaFunction(functions.byName.notify, delivery)],
    });
    new Rule(this, 'Reverse', {
      eventBus: bus,
      description: 'A human ordered a reversal',
      eventPattern: { source: [EVENT_SOURCE], detailType: [detailType('reversalRequested')] },
      targets: [new SfnStateMachine(machines.reversal, delivery)],
    });
  }

  /** Rule R4: executions that end unsettled are closed on the log; the sweep finds what this misses. */
  #watchExecutions({ functions, machines, queues }: RoutingProps): void {
    const delivery = {
      deadLetterQueue: queues.undelivered,
      retryAttempts: 20,
      maxEventAge: Duration.hours(12),
    };
    new Rule(this, 'Unsettled', {
      description: 'Executions that ended without settling their handoff',
      eventPattern: {
        source: ['aws.states'],
        detailType: ['Step Functions Execution Status Change'],
        detail: {
          stateMachineArn: [machines.handoff.stateMachineArn],
          status: Match.anyOf('FAILED', 'TIMED_OUT', 'ABORTED'),
        },
      },
      targets: [new LambdaFunction(functions.byName.close, delivery)],
    });
    new Rule(this, 'Sweep', {
      description: 'Looks for waits that nothing has woken',
      schedule: Schedule.rate(Duration.minutes(15)),
      targets: [new LambdaFunction(functions.byName.wake, delivery)],
    });
  }
}
