// Context and the size of requests through the client, one byte around each limit.
import { ScanCommand } from '@aws-sdk/client-dynamodb';
import { DescribeExecutionCommand, GetExecutionHistoryCommand } from '@aws-sdk/client-sfn';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type HandoffRequestInput,
  InvalidRequestError,
  MAX_REQUEST_BYTES,
  partDigest,
} from '../../client/index.js';
import { HandoffRequest } from '../../lambdas/contracts/request.js';
import { partDigest as partDigestOfStack } from '../../lambdas/core/digest.js';
import { notesCompressedTo } from '../support/sized.js';
import { type Connected, connect, refund } from './connected.js';

let on: Connected;
beforeAll(async () => {
  on = await connect();
});
afterAll(() => on.stop());

const context = { customerProfile: { name: 'Mia Chen', email: 'mia@example.com' } };

describe('R17 context', () => {
  it('goes into the context table, and neither into the execution nor the log', async () => {
    const handle = await on.uploading.request(refund({ context }), { handoffId: 'apart' });
    await on.stack.local.settle();
    const executionArn = on.stack.executionArn('apart');
    const execution = await on.stack.sfn.send(new DescribeExecutionCommand({ executionArn }));
    const history = await on.stack.sfn.send(
      new GetExecutionHistoryCommand({ executionArn, includeExecutionData: true }),
    );
    const log = await on.dynamodb.send(new ScanCommand({ TableName: on.stack.output('LogTableName') }));
    for (const told of [execution, history.events, log.Items])
      expect(JSON.stringify(told)).not.toContain('Mia');
    const page = await (await on.stack.visitor(({ handoffId }) => handoffId === 'apart')).look();
    expect(page.text).toContain('mia@example.com');
    await handle.cancel();
  });

  it('has the digest by which the log names it', () => {
    expect(partDigest('salt', 'customerProfile', context)).toBe(
      partDigestOfStack('salt', 'customerProfile', context),
    );
  });

  it.each([
    ['one byte below', 389_999],
    ['exactly', 390_000],
  ])('of %s 390 000 compressed bytes is uploaded and shown', async (_, bytes) => {
    const handoffId = `upload-${bytes}`;
    const large = notesCompressedTo(bytes);
    await on.uploading.request(refund({ context: { customerProfile: large } }), { handoffId });
    await on.stack.local.settle();
    const page = await (await on.stack.visitor((invitation) => invitation.handoffId === handoffId)).look();
    expect(page.text).toContain(large.notes[0]?.slice(0, 100));
  });

  it('one byte above is refused before anything is started, with field and size', async () => {
    const error = await on.uploading
      .request(refund({ context: { customerProfile: notesCompressedTo(390_001) } }), {
        handoffId: 'upload-390001',
      })
      .catch((thrown) => thrown);
    expect(error).toBeInstanceOf(InvalidRequestError);
    expect((error as InvalidRequestError).problems).toEqual([
      {
        path: 'context.customerProfile',
        rule: 'must have at most 390000 compressed bytes',
        value: '390001 bytes',
      },
    ]);
    expect(await on.uploading.handle('upload-390001').status()).toMatchObject({
      ok: false,
      refusal: 'NOT_FOUND',
    });
  });
});

/** A request whose JSON, defaults filled in, has exactly `bytes` bytes. */
function requestOf(bytes: number): HandoffRequestInput {
  const sized = (last: string) =>
    refund({ context: { customerProfile: { notes: ['x'.repeat(90_000), 'x'.repeat(90_000), last] } } });
  const empty = Buffer.byteLength(JSON.stringify(HandoffRequest.parse(sized(''))));
  return sized('x'.repeat(bytes - empty));
}

describe('R17 a request', () => {
  it.each([
    ['one byte below', MAX_REQUEST_BYTES - 1],
    ['exactly', MAX_REQUEST_BYTES],
  ])('of %s the limit of an input is accepted, context inline', async (_, bytes) => {
    await on.inline.request(requestOf(bytes), { handoffId: `inline-${bytes}` });
    await on.stack.local.settle();
    expect(await on.inline.handle(`inline-${bytes}`).status()).toMatchObject({ phase: 'reviewing' });
  });

  it('one byte above it is refused before anything is started, and says what to do', async () => {
    const asked = on.inline.request(requestOf(MAX_REQUEST_BYTES + 1), { handoffId: 'inline-above' });
    const error = await asked.catch((thrown) => thrown);
    expect(error).toBeInstanceOf(InvalidRequestError);
    expect(String(error)).toContain(
      '(whole input) must have at most 261120 bytes as JSON: name contextTableName',
    );
    expect(await on.inline.handle('inline-above').status()).toMatchObject({ ok: false });
  });

  it.each([262_143, 262_144, 262_145])(
    'of %i bytes is carried when its context is uploaded',
    async (bytes) => {
      await on.uploading.request(requestOf(bytes), { handoffId: `uploaded-${bytes}` });
      await on.stack.local.settle();
      expect(await on.uploading.handle(`uploaded-${bytes}`).status()).toMatchObject({ phase: 'reviewing' });
    },
  );
});
