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

it('R3 names the first record that failed, so that the ones before it are not delivered again', async () => {
  const errors = vi.spyOn(console, 'error').mockImplementation(() => undefined);
  const answer = await eachRecord(
    batch(record('a#1', 1), record('a#1', 2), record('a#1', 3)),
    async (one) => {
      if (positionOf(one).sequence === 2) throw new Error('poisoned');
    },
  );
  expect(answer).toEqual({ batchItemFailures: [{ itemIdentifier: '1002' }] });
  expect(JSON.parse(String(errors.mock.calls[0]?.[0]))).toMatchObject({
    error: 'Error: poisoned',
    sequence: 2,
  });
  errors.mockRestore();
});
