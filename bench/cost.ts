// What a million handoffs cost, computed from the AWS calls counted in a run, at list prices.
// Prices: us-east-1, on demand, no free tier, read 2026-11 (Step Functions, Lambda arm64, DynamoDB, EventBridge, SNS,
// SQS, S3, CloudWatch Logs price pages). The e-mail itself is not included.

const PRICE_PER_MILLION = {
  stateTransition: 25,
  expressRequest: 1,
  expressGigabyteSecond: 16.67,
  lambdaRequest: 0.2,
  lambdaGigabyteSecond: 13.3334,
  writeUnit: 0.625,
  readUnit: 0.125,
  busEvent: 1,
  snsPublish: 0.5,
  queueRequest: 0.4,
  bucketWrite: 5,
  bucketRead: 0.4,
  logGigabyte: 0.5 * 1_000_000,
};

/** Memory that an Express execution is billed for, in steps of 64 MB; ours carry a few kilobytes. */
const EXPRESS_GIGABYTES = 64 / 1024;

/** What was counted over a run. */
export interface Counted {
  readonly handoffs: number;
  readonly stateTransitions: number;
  readonly expressRequests: number;
  /** Billed: each execution rounded up to 100 ms. */
  readonly expressSeconds: number;
  readonly lambdaRequests: number;
  readonly lambdaSeconds: number;
  readonly memoryGigabytes: number;
  readonly writeUnits: number;
  readonly readUnits: number;
  readonly busEvents: number;
  readonly snsPublishes: number;
  /** To the queue of facts to seal. */
  readonly queueRequests: number;
  /** Puts and lists, which cost the same. */
  readonly bucketWrites: number;
  readonly bucketReads: number;
  readonly logBytes: number;
}

/** Dollars per million handoffs, line by line, with their sum as `total`. */
export function costPerMillion(counted: Counted): Record<string, number> {
  const each = (quantity: number) => quantity / counted.handoffs;
  const lines = {
    'Step Functions state transitions': each(counted.stateTransitions) * PRICE_PER_MILLION.stateTransition,
    'Express requests': each(counted.expressRequests) * PRICE_PER_MILLION.expressRequest,
    'Express duration':
      each(counted.expressSeconds) * EXPRESS_GIGABYTES * PRICE_PER_MILLION.expressGigabyteSecond,
    'Lambda requests': each(counted.lambdaRequests) * PRICE_PER_MILLION.lambdaRequest,
    'Lambda duration':
      each(counted.lambdaSeconds) * counted.memoryGigabytes * PRICE_PER_MILLION.lambdaGigabyteSecond,
    'DynamoDB write units': each(counted.writeUnits) * PRICE_PER_MILLION.writeUnit,
    'DynamoDB read units': each(counted.readUnits) * PRICE_PER_MILLION.readUnit,
    'EventBridge custom events': each(counted.busEvents) * PRICE_PER_MILLION.busEvent,
    'SNS publishes': each(counted.snsPublishes) * PRICE_PER_MILLION.snsPublish,
    'SQS requests': each(counted.queueRequests) * PRICE_PER_MILLION.queueRequest,
    'S3 requests':
      each(counted.bucketWrites) * PRICE_PER_MILLION.bucketWrite +
      each(counted.bucketReads) * PRICE_PER_MILLION.bucketRead,
    'CloudWatch Logs': (each(counted.logBytes) / 1e9) * PRICE_PER_MILLION.logGigabyte,
  };
  return { ...lines, total: Object.values(lines).reduce((sum, line) => sum + line, 0) };
}
