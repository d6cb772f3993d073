// How the two consumers of the log's stream take a batch: in order, up to the first failure, which they name.
import { expect, it, vi } from 'vitest';
import { eachRecord, positionOf, StreamEvent } from '../../lambdas/functions/stream-record.js';

const record = (handoff: string, sequence: number, eventName = 'INSERT') => ({
  eventName,
  dynamodb: {
    SequenceNumber: `${1_000 + sequence}`,
    Keys: { handoff: { S: handoff }, sequence: { N: String(sequence) } },
  },
});
const batch = (...records: object[]) => StreamEvent.parse({ Records: records }).Records;

it('reads key and sequence of a record, and trusts nothing else in it', () => {
  const [first] = batch({ ...record('acme#refund-42', 3), userIdentity: 'x' });
  expect(first && positionOf(first)).toEqual({
    key: { tenant: 'acme', handoffId: 'refund-42' },
    sequence: 3,
  });
});

it('R3 reports no failure when every record was handled', async () => {
  const seen: number[] = [];
  const answer = await eachRecord(batch(record('a#1', 1), record('a#1', 2)), async (one) => {
    seen.push(positionOf(one).sequence);
  });
  expect(answer).toEqual({ batchItemFailures: [] });
  expect(seen).toEqual([1, 2]);
});

it('R3 names each record that failed, and handles the ones after it: another handoff does not wait', async () => {
  const errors = vi.spyOn(console, 'error').mockImplementation(() => undefined);
  const seen: number[] = [];
  const answer = await eachRecord(
    batch(record('a#1', 1), record('a#poison', 2), record('a#3', 3), record('a#poison', 4)),
    async (one) => {
      if (positionOf(one).key.handoffId === 'poison') throw new Error('poisoned');
      seen.push(positionOf(one).sequence);
    },
  );
  expect(answer).toEqual({ batchItemFailures: [{ itemIdentifier: '1002' }, { itemIdentifier: '1004' }] });
  expect(seen).toEqual([1, 3]);
  expect(JSON.parse(String(errors.mock.calls[0]?.[0]))).toMatchObject({
    error: 'Error: poisoned',
    sequence: 2,
  });
  errors.mockRestore();
});
