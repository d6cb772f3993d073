// Key and attribute names of every table, imported by the construct that makes the tables and the adapters that use
// them. Every key begins with the tenant (rule R8).

/** Partition key value of a handoff in every table. */
export const handoffPartition = (tenant: string, handoffId: string) => `${tenant}#${handoffId}`;

/** Append-only log: one item a fact. */
export const LOG = {
  partitionKey: 'handoff',
  sortKey: 'sequence',
  /** Canonical JSON of the fact. */
  fact: 'fact',
  /** Type of the fact, for stream filters. */
  type: 'type',
  /** Sparse: on first facts only, for lists by tenant and time. */
  byTenant: {
    indexName: 'byTenant',
    partitionKey: 'tenant',
    sortKey: 'requestedAt',
  },
} as const;

/** What may hold personal data, each part alone: partition = handoff, sort = `<part>#<digest>`. */
export const CONTEXT = {
  partitionKey: 'handoff',
  sortKey: 'part',
  /** gzip of the canonical JSON of the body. */
  body: 'body',
  salt: 'salt',
  expiresAt: 'expiresAtEpochSeconds',
} as const;
export const contextSortKey = (part: string, digest: string) => `${part}#${digest}`;

/** Task tokens: one item an open wait. Read by one function only. */
export const WAITPOINTS = {
  partitionKey: 'handoff',
  token: 'taskToken',
  /** Orders waits of one handoff: `<round × 10 + tier>#<entered time>#<retry count>`, padded so that text order is wait order. */
  order: 'waitOrder',
  executionArn: 'executionArn',
  deadlineAt: 'deadlineAt',
  expiresAt: 'expiresAtEpochSeconds',
} as const;

/** Review links: partition = `<tenant>#<SHA-256 of the link id>`. */
export const LINKS = {
  partitionKey: 'link',
  expiresAt: 'expiresAtEpochSeconds',
  /** Sparse: links with a reminder, by the hour it is due (`2026-11-24T15`) and its instant. Holds keys only. */
  byReminder: {
    indexName: 'byReminder',
    partitionKey: 'remindHour',
    sortKey: 'remindAt',
  },
} as const;
/** Partition key value of a link. */
export const linkPartition = (tenant: string, linkHash: string) => `${tenant}#${linkHash}`;
/** Partition key value of a passkey, beside the links: who it is enrolled for, and its counter. Never expires. */
export const credentialPartition = (tenant: string, credentialHash: string) =>
  `${tenant}#credential#${credentialHash}`;
/** What every key of a quota holds, and no key of a link or passkey. */
export const QUOTA_MARK = '#quota#';
/** Partition key value of an agent's quota in an hour, beside the links: the handoffs for which people were asked. */
export const quotaPartition = ({
  tenant,
  agentId,
  hour,
}: {
  tenant: string;
  agentId: string;
  hour: string;
}) => `${tenant}${QUOTA_MARK}${hour}#${agentId}`;
/** The clock hour (UTC) of an instant, `2026-11-24T12`: partition of the reminders due in it, and of its quotas. */
export const hourOf = (instant: string) => instant.slice(0, 13);
/** When a clock hour begins, epoch milliseconds. */
export const hourBegins = (hour: string) => Date.parse(`${hour}:00:00Z`);
