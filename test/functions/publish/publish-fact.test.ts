// What of a stream record reaches the bus, and what raises the alarm instead.
import { beforeEach, expect, it } from 'vitest';
import { PublicFact } from '../../../lambdas/contracts/bus.js';
import { publishFact } from '../../../lambdas/functions/publish/publish-fact.js';
import { DIGEST, KEY, logOf, PATHS } from '../../core/samples.js';
import { MemoryLog } from '../../support/memory-log.js';

let log: MemoryLog;
let published: PublicFact[];
let tampered: number[];
let distrusted: string[];
beforeEach(() => {
  log = new MemoryLog();
  published = [];
  tampered = [];
  distrusted = [];
});
const publish = (sequence: number, kind: 'INSERT' | 'MODIFY' | 'REMOVE' = 'INSERT') =>
  publishFact(
    { kind, key: KEY, sequence },
    {
      log,
      bus: { publish: async (fact) => void published.push(fact) },
      reportTampering: (_, at) => void tampered.push(at),
      reportDistrust: (_, { fact, reason }) => void distrusted.push(`${fact} ${reason}`),
    },
  );

it('R3 says the same of a fact whenever it is delivered: as things stood then, not as they stand now', async () => {
  for (const fact of logOf(...PATHS.reversed)) await log.append(fact);
  await publish(3);
  await publish(1);
  await publish(3);
  expect(published[0]).toEqual(published[2]);
  expect(published.map(({ type }) => type)).toEqual(['decided', 'requested', 'decided']);
});

it('carries an outcome on exactly the fact that settles the handoff', async () => {
  const facts = logOf(...PATHS.reversed);
  for (const fact of facts) await log.append(fact);
  for (const { sequence } of facts) await publish(sequence);
  expect(published.filter(({ outcome }) => outcome).map(({ type }) => type)).toEqual(['performed']);
});

it('attack 41: a vote of a blind review is published without voter and vote while the review is open, whenever that is', async () => {
  for (const fact of logOf('needsTwo', 'opened', 'anaVotes', 'benVotes')) await log.append(fact);
  await publish(3);
  await publish(4);
  expect(published[0]).toMatchObject({ type: 'decided', sequence: 3 });
  expect(published[0]).not.toHaveProperty('decision');
  expect(published[0]).not.toHaveProperty('reviewerId');
  expect(published[1]).toMatchObject({ decision: 'approve', reviewerId: 'ben' });
});

it('says to whom a decision was passed on', async () => {
  for (const fact of logOf('needsTwo', 'opened', 'anaPassesOn')) await log.append(fact);
  await publish(3);
  expect(published[0]).toMatchObject({ type: 'delegated', reviewerId: 'ana', delegateId: 'dora' });
});

it('publishes no digest, no error text and nothing beyond its schema', async () => {
  for (const fact of logOf(...PATHS.failed)) await log.append(fact);
  for (let sequence = 1; sequence <= 5; sequence += 1) await publish(sequence);
  for (const fact of published) expect(PublicFact.safeParse(fact).success).toBe(true);
  const text = JSON.stringify(published);
  for (const secret of [DIGEST.action, DIGEST.other, 'the shop said no']) expect(text).not.toContain(secret);
});

it.each(['MODIFY', 'REMOVE'] as const)(
  'R5 a %s record raises the tamper alarm and publishes nothing',
  async (kind) => {
    for (const fact of logOf(...PATHS.reviewing)) await log.append(fact);
    await publish(2, kind);
    expect(tampered).toEqual([2]);
    expect(published).toEqual([]);
  },
);

it('publishes nothing for a record of a fact that is not on the log', async () => {
  await publish(1);
  expect(published).toEqual([]);
});
