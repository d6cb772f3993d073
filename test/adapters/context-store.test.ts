// Parts beside the log, wherever they are: stored under their digest, read one by one, never replaced unseen.
import { randomBytes } from 'node:crypto';
import { gunzipSync, gzipSync } from 'node:zlib';
import { DeleteItemCommand, GetItemCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { expect, it } from 'vitest';
import type { Json } from '../../lambdas/contracts/json.js';
import { CONTEXT, contextSortKey } from '../../lambdas/contracts/tables.js';
import { canonicalJson, partDigest } from '../../lambdas/core/digest.js';
import type { Part } from '../../lambdas/core/ports.js';
import { onEveryPlace, onEveryTable, type TableStores } from './places.js';

const EXPIRES = 1_800_000_000;
const part = (name: Part['part'], body: Json, salt = 'salt'): Part => ({
  part: name,
  body,
  salt,
  digest: partDigest(salt, name, body),
});
const key = (handoffId: string, tenant = 'default') => ({ tenant, handoffId });
const itemKey = (handoffId: string, { part: name, digest }: Part) => ({
  [CONTEXT.partitionKey]: { S: `default#${handoffId}` },
  [CONTEXT.sortKey]: { S: contextSortKey(name, digest) },
});
/** A body whose canonical JSON has exactly `bytes` bytes once compressed. */
function bodyOf(bytes: number): Json {
  const sizeOf = (text: string) => gzipSync(canonicalJson(text)).length;
  let text = randomBytes(bytes)
    .toString('base64url')
    .slice(0, Math.floor(bytes * 1.3));
  for (
    let step = Math.abs(bytes - sizeOf(text));
    sizeOf(text) !== bytes;
    step = Math.max(1, Math.abs(bytes - sizeOf(text)))
  )
    text =
      sizeOf(text) > bytes
        ? text.slice(0, -step)
        : text + randomBytes(step).toString('base64url').slice(0, step);
  return text;
}

async function tampered({ tables }: TableStores, handoffId: string, one: Part, body: Buffer): Promise<void> {
  await tables.dynamodb.send(
    new UpdateItemCommand({
      TableName: tables.context,
      Key: itemKey(handoffId, one),
      UpdateExpression: 'SET #body = :body',
      ExpressionAttributeNames: { '#body': CONTEXT.body },
      ExpressionAttributeValues: { ':body': { B: body } },
    }),
  );
}

onEveryPlace((stores) => {
  it('reads back each part alone, with its salt', async () => {
    const { context } = stores();
    const profile = part('customerProfile', { name: 'Mia Chen', orders: [1, 2.5, null, true] });
    const action = part('action', { type: 'refund_order', parameters: {} });
    await context.put(key('alone'), [profile, action], EXPIRES);
    expect(await context.read(key('alone'), [profile])).toEqual([{ ...profile, damaged: false }]);
    expect(await context.read(key('alone'), [action])).toEqual([{ ...action, damaged: false }]);
  });

  it('keeps two versions of one part side by side', async () => {
    const { context } = stores();
    const [before, after] = [part('action', { amount: 20 }), part('action', { amount: 12.5 })];
    await context.put(key('versions'), [before], EXPIRES);
    await context.put(key('versions'), [after], EXPIRES);
    const read = await context.read(key('versions'), [before, after]);
    expect(read.map(({ body }) => body)).toEqual([{ amount: 20 }, { amount: 12.5 }]);
  });

  it('stores the same part twice without a difference', async () => {
    const { context } = stores();
    const one = part('result', { ok: true });
    await context.put(key('same'), [one], EXPIRES);
    await context.put(key('same'), [one], EXPIRES);
    expect(await context.read(key('same'), [one])).toEqual([{ ...one, damaged: false }]);
  });

  it('leaves out what is not there, and answers nothing when nothing is wanted', async () => {
    const { context } = stores();
    expect(await context.read(key('empty'), [{ part: 'action', digest: 'a'.repeat(64) }])).toEqual([]);
    expect(await context.read(key('empty'), [])).toEqual([]);
    await context.put(key('empty'), [], EXPIRES);
  });

  it('R8 gives no tenant another tenant’s part, though it knows the digest', async () => {
    const { context } = stores();
    const one = part('customerProfile', { name: 'Mia Chen' });
    await context.put(key('shared', 'acme'), [one], EXPIRES);
    expect(await context.read(key('shared', 'globex'), [one])).toEqual([]);
  });

  it('tells a part that is not what its digest says', async () => {
    const { context } = stores();
    const honest = part('customerProfile', { name: 'Mia Chen' });
    await context.put(key('forged'), [{ ...honest, body: { name: 'Somebody else' } }], EXPIRES);
    expect(await context.read(key('forged'), [honest])).toMatchObject([{ damaged: true }]);
  });

  it('keeps text of every script, escapes and long numbers as they are', async () => {
    const { context } = stores();
    const one = part('conversationHistory', {
      text: 'Ünïcødé 漢字 🙂 \u202e \u0000 "\\',
      number: 9007199254740992,
    });
    await context.put(key('text'), [one], EXPIRES);
    expect(await context.read(key('text'), [one])).toEqual([{ ...one, damaged: false }]);
  });
});

onEveryTable((stores) => {
  it.each([
    ['one byte below', 389_999],
    ['of exactly', 390_000],
  ])('R17 stores a part %s 390 000 compressed bytes', async (_, bytes) => {
    const { context } = stores();
    const one = part('environmentalData', bodyOf(bytes));
    await context.put(key(`size-${bytes}`), [one], EXPIRES);
    expect(await context.read(key(`size-${bytes}`), [one])).toMatchObject([{ damaged: false }]);
  });

  it('R17 refuses a part one byte above 390 000 compressed bytes, and says its size', async () => {
    const one = part('environmentalData', bodyOf(390_001));
    await expect(stores().context.put(key('too-large'), [one], EXPIRES)).rejects.toMatchObject({
      name: 'PartTooLargeError',
      compressedBytes: 390_001,
    });
  });

  it('stores and reads three large parts at once', async () => {
    const { context } = stores();
    const parts = (['customerProfile', 'processState', 'environmentalData'] as const).map((name) =>
      part(name, bodyOf(380_000)),
    );
    await context.put(key('large'), parts, EXPIRES);
    const read = await context.read(key('large'), parts);
    expect(read.map(({ damaged }) => damaged)).toEqual([false, false, false]);
  });

  it('carries compressed bytes, the salt and the instant at which it expires', async () => {
    const { context, tables } = stores();
    const one = part('customerProfile', { name: 'Mia Chen' });
    await context.put(key('item'), [one], EXPIRES);
    const { Item = {} } = await tables.dynamodb.send(
      new GetItemCommand({ TableName: tables.context, Key: itemKey('item', one) }),
    );
    expect(gunzipSync(Item[CONTEXT.body]?.B ?? Buffer.alloc(0)).toString()).toBe('{"name":"Mia Chen"}');
    expect(Item[CONTEXT.expiresAt]).toEqual({ N: String(EXPIRES) });
  });

  it.each<[string, Buffer]>([
    ['other bytes', gzipSync('{"name":"Somebody else"}')],
    ['no gzip', Buffer.from('{"name":"Mia Chen"}')],
    ['no JSON', gzipSync('{')],
    ['a gzip bomb', gzipSync(Buffer.alloc(17 * 1024 * 1024, 0x20))],
  ])('attack 55: a part replaced by %s is damaged, not shown', async (_, body) => {
    const one = part('customerProfile', { name: 'Mia Chen' });
    await stores().context.put(key('replaced'), [one], EXPIRES);
    await tampered(stores(), 'replaced', one, body);
    expect(await stores().context.read(key('replaced'), [one])).toMatchObject([{ damaged: true }]);
  });

  it('forgets one part and keeps the others', async () => {
    const { context, tables } = stores();
    const [profile, action] = [part('customerProfile', { name: 'Mia' }), part('action', { type: 'x' })];
    await context.put(key('erased'), [profile, action], EXPIRES);
    await tables.dynamodb.send(
      new DeleteItemCommand({ TableName: tables.context, Key: itemKey('erased', profile) }),
    );
    const read = await context.read(key('erased'), [profile, action]);
    expect(read.map((one) => one.part)).toEqual(['action']);
  });
});
