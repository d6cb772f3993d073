// Metrics as log lines in CloudWatch's embedded metric format, read by alarms; no call, no client.
// @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html (2026-11)
import { METRIC_NAMESPACE, type MetricName } from '../contracts/metrics.js';

/** Counts one occurrence of `metric`. `details` are for the log only and must hold no personal data. */
export function countMetric(
  metric: MetricName,
  nowEpochMs: number,
  details: Record<string, string | number> = {},
): void {
  const line = {
    _aws: {
      Timestamp: nowEpochMs,
      CloudWatchMetrics: [
        { Namespace: METRIC_NAMESPACE, Dimensions: [[]], Metrics: [{ Name: metric, Unit: 'Count' }] },
      ],
    },
    [metric]: 1,
    ...details,
  };
  // Not `console.log`: where functions log JSON, Lambda would wrap the line, and CloudWatch would find no metric in it.
  process.stdout.write(`${JSON.stringify(line)}\n`);
}
