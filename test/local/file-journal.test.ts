// The journal's promise: what was appended is there after a kill, and a torn last line is not.
import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { FileJournal } from '../../local/file-journal.js';
import { temporaryFolder } from './tiny-assembly.js';

describe('the file journal', () => {
  it('replays what was appended, topic by topic, without being closed first', () => {
    const folder = temporaryFolder();
    const journal = new FileJournal(folder);
    journal.append('a/b', { n: 1 });
    journal.append('other', 'x');
    journal.append('a/b', { n: 2 });
    const next = new FileJournal(folder);
    expect([...next.replay('a/b')]).toEqual([{ n: 1 }, { n: 2 }]);
    expect([...next.replay('absent')]).toEqual([]);
  });

  it('drops a torn last line, and appends cleanly after it', () => {
    const folder = temporaryFolder();
    new FileJournal(folder).append('t', 1);
    appendFileSync(join(folder, 't.jsonl'), '{"torn":');
    const journal = new FileJournal(folder);
    expect([...journal.replay('t')]).toEqual([1]);
    journal.append('t', 2);
    expect([...new FileJournal(folder).replay('t')]).toEqual([1, 2]);
  });

  it('replaces a topic when it is compacted, and goes on from there', () => {
    const folder = temporaryFolder();
    const journal = new FileJournal(folder);
    for (const n of [1, 2, 3]) journal.append('t', n);
    journal.compact('t', [3]);
    journal.append('t', 4);
    expect([...new FileJournal(folder).replay('t')]).toEqual([3, 4]);
  });
});
