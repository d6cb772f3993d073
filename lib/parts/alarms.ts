// What must call somebody: a changed log, a handoff that could not be settled, an event that nobody took, facts not sealed.
import { Duration } from 'aws-cdk-lib';
import { type Alarm, ComparisonOperator, Metric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import { SEALED_WITHIN_MINUTES } from '../../lambdas/contracts/checkpoints.js';
import { METRIC_NAMESPACE, type MetricName } from '../../lambdas/contracts/metrics.js';
import type { Settings } from '../../lambdas/contracts/settings.js';
import type { Queues } from './queues.js';
import type { Sealing } from './sealing.js';

/** A metric that a handler emits. */
export const handlerMetric = (metricName: MetricName) =>
  new Metric({ namespace: METRIC_NAMESPACE, metricName, statistic: 'Sum', period: Duration.minutes(5) });

interface AlarmsProps {
  readonly queues: Queues;
  readonly sealing: Sealing;
  readonly settings: Settings;
}

export class Alarms extends Construct {
  readonly all: readonly Alarm[];

  constructor(scope: Construct, id: string, { queues, sealing, settings }: AlarmsProps) {
    super(scope, id);
    this.all = [
      this.#onAny('LogTampered', handlerMetric('LogTampered'), 'A fact on the log was changed or removed'),
      this.#onAny(
        'LogDistrusted',
        handlerMetric('LogDistrusted'),
        'A decision on the log is not ours: somebody else writes the table',
      ),
      this.#onAny('HandoffClosed', handlerMetric('HandoffClosed'), 'A handoff ended without being settled'),
      this.#onAny(
        'StreamFailures',
        queues.streamFailures.metricApproximateNumberOfMessagesVisible(),
        'Facts wait to be redriven',
      ),
      this.#onAny(
        'Undelivered',
        queues.undelivered.metricApproximateNumberOfMessagesVisible(),
        'Events wait to be redriven',
      ),
      this.#onAny(
        'SealingLags',
        sealing.queue.metricApproximateAgeOfOldestMessage(),
        `Facts wait to be sealed for more than ${SEALED_WITHIN_MINUTES} minutes`,
        SEALED_WITHIN_MINUTES * 60,
      ),
      // Without a quota nothing is counted.
      ...(settings.governance?.quota
        ? [this.#onAny('QuotaReached', handlerMetric('QuotaReached'), 'An agent has people asked too often')]
        : []),
    ];
  }

  #onAny(id: string, metric: Metric, alarmDescription: string, threshold = 1): Alarm {
    return metric.createAlarm(this, id, {
      alarmDescription,
      threshold,
      evaluationPeriods: 1,
      comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      treatMissingData: TreatMissingData.NOT_BREACHING,
    });
  }
}
