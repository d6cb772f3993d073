// Signed notes and checkpoints as bytes: held to the specification's own example, and to one literal checkpoint for ever.
import { describe, expect, it, test } from 'vitest';
import {
  checkpointText,
  follows,
  NO_CHECKPOINT,
  nextCheckpoint,
  parseCheckpoint,
} from '../../lambdas/core/checkpoint.js';
import { openNote, parseNoteKey } from '../../lambdas/core/signed-note.js';
import { keyOf, ORIGIN, SEALED_AT, signerOf } from '../support/sealing.js';

const bytes = (text: string) => Buffer.from(text, 'utf8');

describe('a signed note', () => {
  // From the documentation of golang.org/x/mod/sumdb/note, the specification's first implementation (read 2026-11).
  const KEY = 'PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW';
  const TEXT =
    'If you think cryptography is the answer to your problem,\nthen you don’t know what your problem is.\n';
  const NOTE = `${TEXT.replace('’', "'")}\n— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n`;
  const key = parseNoteKey(KEY);

  it('that another implementation wrote is opened', () => {
    expect(key).toMatchObject({ name: 'PeterNeumann', id: 'c74f20a3' });
    expect(openNote(bytes(NOTE), key ? [key] : [])).toMatchObject({ ok: true, text: TEXT.replace('’', "'") });
  });

  test.each([
    ['no byte of it', ''],
    ['a changed text', NOTE.replace('answer', 'questi')],
    ['no signature', TEXT],
    ['two signatures', `${NOTE}${NOTE.split('\n\n')[1]}`],
    ['a line behind it', `${NOTE}more\n`],
    ['a blank line behind it', `${NOTE}\n`],
    ['no last line feed', NOTE.trimEnd()],
    ['a carriage return', NOTE.replace('\n', '\r\n')],
    ['a byte order mark', `\uFEFF${NOTE}`],
    ['base64 with other padding bits', NOTE.replace('wJnAM=', 'wJnAN=')],
    ['base64 without padding', NOTE.replace('nAM=', 'nAM')],
    ['base64 of another alphabet', NOTE.replace('go/ZJ', 'go_ZJ')],
    ['base64 with a blank in it', NOTE.replace('go/ZJ', 'go/ ZJ')],
    ['a signature cut short', NOTE.replace('JnAM=', '')],
    ['another name', NOTE.replace('— Peter', '— peter')],
    ['another key’s id', NOTE.replace('x08go', 'x18go')],
  ])('with %s is not', (_, note) => {
    expect(openNote(bytes(note), key ? [key] : []).ok).toBe(false);
  });

  test.each([
    ['another id', KEY.replace('c74f', 'c74e')],
    ['another name', KEY.replace('Peter', 'peter')],
    ['another algorithm', KEY.replace('+ARpc', '+BRpc')],
    ['a blank', `${KEY} `],
    ['nothing in it', ''],
  ])('has no key with %s', (_, line) => {
    expect(parseNoteKey(line)).toBeUndefined();
  });
});

const LEAF = { log: 'a'.repeat(64), sequence: 3, hash: 'b'.repeat(64) };
const OTHER = { log: 'c'.repeat(64), sequence: 1, hash: 'd'.repeat(64) };
const FIRST = nextCheckpoint(ORIGIN, NO_CHECKPOINT, [OTHER, LEAF, { ...LEAF, sequence: 2 }], SEALED_AT);

describe('a checkpoint', () => {
  // A released format is read for ever: never change this text.
  const RELEASED = `${ORIGIN}
1
87/+ztJIhsmdEg+zo3UpX2/5C97Rp06BFxnvg/LFtBI=
2026-11-24T12:10:00.000Z
${'a'.repeat(64)} 3 ${'b'.repeat(64)}
${'c'.repeat(64)} 1 ${'d'.repeat(64)}

— ${ORIGIN} 8HTROO35y14fiYwgOBsKhBtwIlZEutcN6qtbxkRVS7f1z7xQjlIisGT/cdLxueGGgsS+I4K2UwmReDy4eaIbM80UfQ4=
`;

  it('is written as it always was, signed with a key that the stack’s secret gives', async () => {
    expect(await signerOf('the secret').sign(checkpointText(FIRST))).toBe(RELEASED);
  });

  it('holds one leaf a log, the longest, by log', () => {
    expect(FIRST.leaves).toEqual([LEAF, OTHER]);
  });

  it('is read back as it was made, and follows what it was made to follow', () => {
    expect(parseCheckpoint(checkpointText(FIRST))).toEqual(FIRST);
    const second = nextCheckpoint(ORIGIN, FIRST, [OTHER], SEALED_AT - 1_000);
    expect([follows(FIRST, NO_CHECKPOINT), follows(second, FIRST)]).toEqual([true, true]);
    expect([follows(second, NO_CHECKPOINT), follows(FIRST, second)]).toEqual([false, false]);
  });

  it('is not of an earlier time than the one before it, whatever the clock says', () => {
    expect(nextCheckpoint(ORIGIN, FIRST, [OTHER], SEALED_AT - 1_000).at).toBe(FIRST.at);
  });

  test.each([
    ['a line more', (text: string) => `${text}more\n`],
    ['a blank line more', (text: string) => `${text}\n`],
    ['a line between', (text: string) => text.replace(LEAF.log, `more\n${LEAF.log}`)],
    ['no leaves', (text: string) => `${text.split('\n').slice(0, 4).join('\n')}\n`],
    ['leaves in another order', (text: string) => text.replace(LEAF.log, 'e'.repeat(64))],
    ['a log twice', (text: string) => text.replace(OTHER.log, LEAF.log)],
    ['number zero', (text: string) => text.replace('\n1\n', '\n0\n')],
    ['a number with a sign', (text: string) => text.replace('\n1\n', '\n+1\n')],
    ['a root cut short', (text: string) => text.replace(FIRST.root, FIRST.root.slice(4))],
    ['a root spelled otherwise', (text: string) => text.replace(FIRST.root, FIRST.root.replace('=', ''))],
    ['a time of another form', (text: string) => text.replace('.000Z', 'Z')],
    ['capitals in a hash', (text: string) => text.replace(LEAF.hash, LEAF.hash.toUpperCase())],
  ])('with %s is none', (_, change) => {
    expect(parseCheckpoint(change(checkpointText(FIRST)))).toBeUndefined();
  });

  it('of which one bit is changed is found out, wherever the bit is', async () => {
    const note = bytes(await signerOf('the secret').sign(checkpointText(FIRST)));
    const keys = [await keyOf('the secret')];
    const missed: number[] = [];
    for (let index = 0; index < note.length; index += 1)
      for (let bit = 0; bit < 8; bit += 1) {
        const changed = Buffer.from(note);
        changed[index] = (changed[index] ?? 0) ^ (1 << bit);
        if (openNote(changed, keys).ok) missed.push(index);
      }
    expect(missed).toEqual([]);
  });
});
