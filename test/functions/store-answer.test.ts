// Answers of performers that cannot be kept: the action ran, and the log must say so all the same.
import { expect, test } from 'vitest';
import type { Json } from '../../lambdas/contracts/json.js';
import { type ContextStore, PartTooLargeError } from '../../lambdas/core/ports.js';
import { storeAnswer } from '../../lambdas/functions/store-answer.js';
import { KEY, POLICY, START } from '../core/samples.js';
import { MemoryContext } from '../support/memory-context.js';

const store = (body: Json | undefined, context: ContextStore = new MemoryContext()) =>
  storeAnswer(KEY, 'result', body, { context, policy: POLICY, now: () => START, randomSalt: () => 'salt' });

test('an answer is kept under its digest', async () => {
  const context = new MemoryContext();
  const { resultDigest = '', error } = await store({ refunded: true }, context);
  expect(error).toBeUndefined();
  expect(await context.read(KEY, [{ part: 'result', digest: resultDigest }])).toMatchObject([
    { body: { refunded: true }, damaged: false },
  ]);
});

test.each([[undefined], [null]])('%s is no answer to keep', async (body) => {
  expect(await store(body)).toEqual({});
});

test.each<[string, Json, RegExp]>([
  ['a lone surrogate', '\ud800', /not well-formed Unicode/],
  ['a number beyond all bounds', JSON.parse('{"a":1e400}'), /finite number/],
  ['nesting without end', JSON.parse('['.repeat(5_000) + ']'.repeat(5_000)), /nested deeper/],
  ['a forbidden key', JSON.parse('{"__proto__":1}'), /forbidden key/],
])('%s is left out, and the reason is said', async (_, body, reason) => {
  const { resultDigest, error } = await store(body);
  expect(resultDigest).toBeUndefined();
  expect(error).toMatch(reason);
});

test('an answer larger than its store is left out, and its size is said', async () => {
  const full: ContextStore = {
    put: () => Promise.reject(new PartTooLargeError('result', 500_000)),
    read: () => Promise.resolve([]),
  };
  expect(await store('x', full)).toEqual({
    error: 'the answer was not kept: it has 500000 compressed bytes',
  });
});

test('a store that is away is a fault: whoever asks later finds the run in doubt', async () => {
  const away: ContextStore = {
    put: () => Promise.reject(new Error('away')),
    read: () => Promise.resolve([]),
  };
  await expect(store('x', away)).rejects.toThrow('away');
});
