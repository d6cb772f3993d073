// Names of the metrics that handlers emit and the construct watches.

/** CloudWatch namespace of every metric. */
export const METRIC_NAMESPACE = 'AgentHandoff';

export const METRICS = [
  'FactPublished',
  'LogTampered',
  'LogDistrusted',
  'QuotaReached',
  'HandoffClosed',
  'WaitMissing',
] as const;
export type MetricName = (typeof METRICS)[number];
