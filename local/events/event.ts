// The envelope that rules and targets see. @see https://docs.aws.amazon.com/eventbridge/latest/ref/overiew-event-structure.html (read 2026-11)

/** An entry of PutEvents. */
export interface PutEntry {
  readonly Source?: string;
  readonly DetailType?: string;
  /** JSON text. */
  readonly Detail?: string;
  readonly EventBusName?: string;
  readonly Resources?: readonly string[];
  readonly Time?: number;
}

export interface BusEvent {
  readonly version: '0';
  readonly id: string;
  readonly 'detail-type': string;
  readonly source: string;
  readonly account: string;
  /** ISO 8601 without milliseconds. */
  readonly time: string;
  readonly region: string;
  readonly resources: readonly string[];
  readonly detail: unknown;
}

/** A version 4 UUID drawn from `random`, so that a run with one seed has one history. */
export function uuidFrom(random: () => number): string {
  const hex = Array.from({ length: 32 }, () => Math.floor(random() * 16).toString(16));
  hex[12] = '4';
  hex[16] = '89ab'[Math.floor(random() * 4)] ?? '8';
  const text = hex.join('');
  return [text.slice(0, 8), text.slice(8, 12), text.slice(12, 16), text.slice(16, 20), text.slice(20)].join(
    '-',
  );
}

export function eventOf(
  entry: PutEntry,
  at: {
    readonly accountId: string;
    readonly region: string;
    readonly now: number;
    readonly random: () => number;
  },
): BusEvent {
  const time = entry.Time === undefined ? at.now : Number(entry.Time) * 1_000;
  return {
    version: '0',
    id: uuidFrom(at.random),
    'detail-type': entry.DetailType ?? '',
    source: entry.Source ?? '',
    account: at.accountId,
    time: `${new Date(time).toISOString().slice(0, 19)}Z`,
    region: at.region,
    resources: entry.Resources ?? [],
    detail: JSON.parse(entry.Detail ?? '{}'),
  };
}
