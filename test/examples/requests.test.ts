// What becomes of a recording: which requests, with what context, and how the ground truth answers them.
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { readRecordings } from '../../examples/replay/recording.js';
import { plan } from '../../examples/replay/requests.js';
import { readSettings } from '../../examples/replay/settings.js';
import { HandoffRequest } from '../../lambdas/contracts/request.js';
import { fileWith, run } from './recorded.js';

const folder = mkdtempSync(join(tmpdir(), 'recordings-'));
function written(name: string, content: string | Buffer): string {
  writeFileSync(join(folder, name), content);
  return join(folder, name);
}
const settings = readSettings('examples/replay/settings.json');
const isWriting = (name: string) => Object.hasOwn(settings.actions, name);

const plain = written('plain.json', JSON.stringify(fileWith(run(0))));
const [recording] = readRecordings(plain).recordings;
if (!recording) throw new Error('nothing was read');
const planned = plan(recording, 3, isWriting);

describe('a recorded run', () => {
  it('becomes one request for each writing call and each transfer, under an id of its own', () => {
    expect(planned.map(({ handoffId, actionType }) => [handoffId, actionType])).toEqual([
      ['run3-message5-call0', 'cancel_pending_order'],
      ['run3-message7-call0', 'cancel_pending_order'],
      ['run3-message9-call0', 'modify_user_address'],
      ['run3-message11-call0', 'transfer_to_human_agents'],
    ]);
  });

  it('is answered from the ground truth: approve what it expects, reject the rest, respond to a transfer', () => {
    expect(planned.map(({ answer }) => answer.decision)).toEqual(['approve', 'reject', 'reject', 'respond']);
  });

  it('brings the conversation, the record of the user, what was done and what was read before the call', () => {
    expect(planned[1]?.request).toMatchObject({
      agent: { id: 'some-model-4' },
      assessment: { rationale: 'I will cancel it now.' },
      context: {
        conversationHistory: {
          turns: [
            { speaker: 'agent', text: 'Hi! How can I help you today?' },
            { speaker: 'customer', text: 'Please cancel my order #W1.' },
            { speaker: 'agent', text: 'I will cancel it now.' },
          ],
        },
        customerProfile: { user_id: 'mia', name: 'Mia Chen' },
        processState: { completed: [{ action: 'cancel_pending_order', result: { status: 'cancelled' } }] },
        environmentalData: { observations: [{ source: 'get_user_details', data: { user_id: 'mia' } }] },
      },
    });
  });

  it('states no confidence, and is what the contract accepts', () => {
    for (const { request } of planned) {
      expect(HandoffRequest.safeParse(request).success).toBe(true);
      expect(request).not.toHaveProperty('assessment.confidence');
    }
  });
});

describe('a file', () => {
  it('may be gzip', () => {
    const file = written('zipped.json.gz', gzipSync(JSON.stringify(fileWith(run(1), run(0)))));
    expect(readRecordings(file).recordings.map(({ reward }) => reward)).toEqual([1, 0]);
  });

  it.each([
    ['that is no JSON', '{"simulations": [', /JSON/],
    ['that is cut off in its gzip', gzipSync('{}').subarray(0, 12), /unexpected end of file/],
    ['without simulations', '{"tasks": []}', /simulations/],
  ])('%s is named, and gives nothing', (_, content, reason) => {
    const file = written('damaged.json', content);
    const { recordings, damage } = readRecordings(file);
    expect(recordings).toEqual([]);
    expect(damage).toHaveLength(1);
    expect(damage[0]).toContain(file);
    expect(damage[0]).toMatch(reason);
  });

  it('that does not exist is named', () => {
    expect(readRecordings('/nowhere.json').damage[0]).toContain('/nowhere.json');
  });

  it('with a damaged record names file, record and field; the other records are used', () => {
    const file = written(
      'half.json',
      JSON.stringify(fileWith({ ...run(1), messages: 'none' }, run(1), { ...run(1), task_id: 'ghost' })),
    );
    const { recordings, damage } = readRecordings(file);
    expect(recordings.map(({ record }) => record)).toEqual([1]);
    expect(damage[0]).toContain(`${file}: simulations.0.messages`);
    expect(damage[1]).toContain(`${file}: simulations.2.task_id: no readable task "ghost"`);
  });
});
