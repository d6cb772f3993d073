// The sentiment trigger: off by default, over the customer's turns only, and a model's opinion that can only add.
import { describe, expect, it } from 'vitest';
import type { Governance } from '../../../lambdas/contracts/governance.js';
import type { Moods } from '../../../lambdas/core/ports.js';
import { moodQuestion, sentiment } from '../../../lambdas/core/triggers/sentiment.js';
import type { Turn } from '../../../lambdas/core/triggers/trigger.js';
import { POLICY } from '../samples.js';

const RISING: Turn[] = [
  { speaker: 'customer', text: 'Hi, where is my order? It should have come on Monday.' },
  { speaker: 'agent', text: 'I am looking into it.' },
  {
    speaker: 'customer',
    text: 'This is the third time that I ask, and it is still not here. That is ridiculous.',
  },
  { speaker: 'customer', text: 'I am furious. This is unacceptable and a waste of time!!' },
];
const CALM: Turn[] = RISING.map((turn) => ({
  ...turn,
  text: 'Could you tell me when my order will be here?',
}));
const GREEK: Turn[] = [
  { speaker: 'customer', text: 'Πού είναι η παραγγελία μου; Έπρεπε να έρθει τη Δευτέρα.' },
  { speaker: 'customer', text: 'Ρωτάω για τρίτη φορά και κανείς δεν απαντάει σωστά.' },
];

function found(turns: Turn[], asked?: Governance['sentiment'], moods?: Moods) {
  const governance = { schemaVersion: 1 as const, version: '1', ...(asked && { sentiment: asked }) };
  const registered = POLICY.settings.actions.refund_order;
  if (!registered) throw new Error('the sample has no refund_order');
  return sentiment({
    request: {
      agent: { id: 'a', version: '1' },
      action: { type: 'refund_order', parameters: {} },
      assessment: {},
    },
    registered,
    settings: { ...POLICY.settings, governance },
    turns,
    moods,
  });
}

describe('the sentiment trigger', () => {
  it('is off unless the settings ask for it', () => {
    expect(found(RISING)).toEqual([]);
  });
  it('fires where frustration rises to the level set, and quotes the turns that show it', () => {
    expect(found(RISING, { frustrationAtLeast: 0.4 })).toEqual([
      {
        rule: 'sentiment-frustration',
        trigger: 'sentiment',
        evidence: expect.stringMatching(
          /^frustration rises to 0\.\d\d in turns 3, 4 \(en\); 0\.4 calls for a human$/,
        ),
        quotes: [RISING[2]?.text, RISING[3]?.text],
      },
    ]);
  });
  it('does not fire below the level, nor for calm words', () => {
    expect(found(RISING, { frustrationAtLeast: 0.99 })).toEqual([]);
    expect(found(CALM, { frustrationAtLeast: 0.1 })).toEqual([]);
  });
  it('never reads staff', () => {
    const staff = RISING.map((turn) => ({ ...turn, speaker: 'human' as const }));
    expect(found(staff, { frustrationAtLeast: 0.1, whenUnknown: 'hand-off' }, [0.9, 0.9, 0.9])).toEqual([]);
  });
  it('says unknown where nobody can tell, and hands off only if that was asked for', () => {
    expect(found(GREEK, { frustrationAtLeast: 0.4 })).toEqual([]);
    expect(found(GREEK, { frustrationAtLeast: 0.4, whenUnknown: 'hand-off' }, 'unknown')).toMatchObject([
      { rule: 'sentiment-unknown' },
    ]);
  });
  it('a model sees what words do not', () => {
    expect(found(GREEK, { frustrationAtLeast: 0.4 }, [0.9, 0.5])).toMatchObject([
      { rule: 'sentiment-frustration', evidence: expect.stringContaining('turns 1, 2 (model)') },
    ]);
  });
  it.each([
    ['that finds nothing', [0, 0, 0]],
    ['that fails', 'unknown'],
    ['that answers too little', [0]],
  ] as [string, Moods][])('a model %s never takes a reason away', (_, moods) => {
    expect(found(RISING, { frustrationAtLeast: 0.4 }, moods)).toHaveLength(1);
  });
});

describe('the question to a model', () => {
  it('holds the newest four turns of the customer, newest first, in the language of their words', () => {
    const turns = [{ speaker: 'customer' as const, text: 'one' }, ...RISING, ...RISING];
    const question = moodQuestion(turns, 'ja-JP');
    expect(question?.texts).toEqual([RISING[3]?.text, RISING[2]?.text, RISING[0]?.text, RISING[3]?.text]);
    expect(question?.language).toBe('en');
  });
  it('takes the stated locale where the words tell no language', () => {
    expect(moodQuestion(GREEK, 'el-GR')).toMatchObject({ language: 'el' });
    expect(moodQuestion(GREEK, undefined)).toBeUndefined();
  });
  it('is not asked about one turn', () => {
    expect(moodQuestion(RISING.slice(0, 2), 'en')).toBeUndefined();
  });
});
