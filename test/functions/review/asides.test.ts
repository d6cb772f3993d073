// What a reviewer does without deciding, from the pages: passing the decision on, and asking the agent, who answers.
import { beforeEach, describe, expect, it } from 'vitest';
import type { AgentCall } from '../../../lambdas/contracts/agent-api.js';
import { resendLink } from '../../../lambdas/core/review.js';
import { verifyHandoff } from '../../../lambdas/core/verify.js';
import { answerAgent } from '../../../lambdas/functions/agent/answer-agent.js';
import { KEY, SETTINGS, START } from '../../core/samples.js';
import { Desk, REFUND } from '../../support/review-desk.js';

const dora = { name: 'Dora Diaz', email: 'dora@example.com', person: 'dora', aliases: ['U0DORA'] };
const emil = { name: 'Emil Ek', email: 'emil@example.com', person: 'emil' };
let desk: Desk;
beforeEach(async () => {
  desk = new Desk({ ...SETTINGS, reviewers: { ...SETTINGS.reviewers, dora, emil } });
  await desk.open();
});

describe('passing on', () => {
  const toDora = { decision: 'delegate', to: 'dora' };

  it('asks the delegate by a link of their own, voids the reviewer’s, and leaves the deadline as it was', async () => {
    expect((await desk.look()).body).toContain('<option value="dora">Dora Diaz</option>');
    desk.now = START + 600_000;
    expect((await desk.decide(toDora)).status).toBe(303);
    await desk.announce('delegated');
    expect(desk.mails.at(-1)?.text).toMatch(/^A colleague passes a decision on to you\./);
    expect(desk.mails.at(-1)?.text).toContain('Deadline: Tue, 24 Nov 2026, 13:00 GMT (13:00 UTC)');
    const own = await desk.look('ana');
    expect(own.body).toContain('You passed this on to Dora Diaz');
    expect(own.body).not.toContain('<textarea');
    expect((await desk.decide({ decision: 'approve' }, 'ana')).status).toBe(403);
    expect((await desk.decide({ decision: 'approve' }, 'dora')).status).toBe(303);
    expect(await desk.types()).toEqual(['requested', 'reviewOpened', 'delegated', 'decided']);
    expect((await desk.facts()).at(-1)?.data).toMatchObject({ reviewerId: 'dora', person: 'dora', tier: 1 });
  });

  it('finds people by every name of the directory, and says by name whom it cannot be', async () => {
    expect((await desk.decide({ decision: 'delegate', to: 'Ben@example.com' })).body).toContain(
      '“Ben@example.com”: this person is among those who are asked',
    );
    const unknown = await desk.decide({ decision: 'delegate', to: '<b>mallory' });
    expect([
      unknown.status,
      unknown.body.includes('“&lt;b&gt;mallory”: there is nobody of this name'),
    ]).toEqual([422, true]);
    expect((await desk.decide({ decision: 'delegate', to: 'U0DORA' })).status).toBe(303);
  });

  it('twice by the same form passes on once, and the delegate is invited once more with the same link', async () => {
    await desk.decide(toDora);
    expect((await desk.decide(toDora)).status).toBe(303);
    await desk.announce('delegated');
    const first = desk.invitation('dora').link;
    await desk.announce('delegated');
    expect(desk.invitation('dora').link).toBe(first);
    expect(await desk.types()).toEqual(['requested', 'reviewOpened', 'delegated']);
  });

  it('takes the reminder from the reviewer to the delegate', async () => {
    await desk.decide(toDora);
    await desk.announce('delegated');
    desk.mails.length = 0;
    desk.now = START + 45 * 60_000;
    await desk.remind();
    expect(desk.mails.map(({ reviewerId }) => reviewerId).sort()).toEqual(['ben', 'dora']);
  });

  it('leads to a delegate whom no channel reaches: the log says so', async () => {
    desk.unreachable.add('dora');
    await desk.decide(toDora);
    await desk.announce('delegated');
    expect((await desk.facts()).at(-1)).toMatchObject({
      type: 'channelFailed',
      data: { reviewerId: 'dora' },
    });
  });

  it('is told to nobody once it was passed on further', async () => {
    await desk.decide(toDora);
    await desk.announce('delegated');
    await desk.decide({ decision: 'delegate', to: 'emil' }, 'dora');
    await desk.announce('delegated');
    const [first] = (await desk.facts()).filter(({ type }) => type === 'delegated');
    expect(first?.data).toMatchObject({ delegateId: 'dora' });
    expect(desk.mails.at(-1)?.reviewerId).toBe('emil');
    const { refusal } = await desk.command('resend', (state) => resendLink(state, 'dora'));
    expect(refusal).toBe('NOT_A_REVIEWER');
  });

  it('attack 40: is not offered to, and refused for, the agent’s owner, whom only the stored request names', async () => {
    const owned = { tenant: 'default', handoffId: 'owned' };
    await desk.open({ ...REFUND, agent: { ...REFUND.agent, owner: 'dora' } }, owned);
    expect((await desk.look()).body).not.toContain('Dora Diaz');
    const refused = await desk.decide(toDora);
    expect(refused.body).toContain('“dora”: this person may not decide this handoff either');
    expect(await desk.types(owned)).toEqual(['requested', 'reviewOpened']);
  });
});

describe('asking the agent', () => {
  const question = { decision: 'ask', nth: '0', text: 'Was the parcel insured?' };
  const ask = (call: Partial<AgentCall> & { operation: string }) =>
    answerAgent(
      { ...KEY, ...call },
      {
        log: desk.log,
        context: desk.context,
        settings: SETTINGS,
        grantKey: async () => ({}),
        now: desk.now,
        randomSalt: () => 'salt',
      },
    );
  const answer = (text: string, number = 3) =>
    ask({ operation: 'answer', question: number, text } as Partial<AgentCall> & { operation: string });

  it('gives the agent the words by its function only, and people the answer on the page as the agent’s words', async () => {
    expect((await desk.decide(question)).status).toBe(303);
    expect((await desk.look('ben')).body).toContain('The agent has not answered yet.');
    expect(await ask({ operation: 'status' })).toMatchObject({
      phase: 'reviewing',
      questions: [{ question: 3, text: 'Was the parcel insured?' }],
    });
    expect(await answer('Yes, up to 100 EUR.')).toMatchObject({ ok: true });
    const status = await ask({ operation: 'status' });
    expect(status).not.toHaveProperty('questions');
    desk.mails.length = 0;
    await desk.announce('contextGiven');
    expect(desk.mails.map(({ reviewerId }) => reviewerId)).toEqual(['ana', 'ben']);
    for (const { text, subject } of desk.mails) expect(text + subject).not.toMatch(/insured|100 EUR|Code:/);
    const facts = JSON.stringify(await desk.facts());
    expect(facts).not.toMatch(/insured|100 EUR/);
  });

  it('shows the answer to everybody who is asked, and the deadline does not move', async () => {
    await desk.decide(question);
    await answer('Yes, up to 100 EUR.');
    const { body } = await desk.look('ben');
    expect(body).toMatch(
      /Ana asked .*Was the parcel insured\?[\s\S]*The agent’s own words\.[\s\S]*Yes, up to 100 EUR\./,
    );
    expect(body).toContain('until Tue, 24 Nov 2026, 13:00 GMT');
    desk.now = Date.parse('2026-11-24T13:00:00.000Z');
    expect((await desk.decide({ decision: 'approve' })).status).toBe(410);
  });

  it('stays on the page that says how it ended', async () => {
    await desk.decide(question);
    await answer('Yes, up to 100 EUR.');
    await desk.decide({ ...question, nth: '1', text: 'By whom?' });
    await desk.decide({ decision: 'approve' });
    const { body } = await desk.look('ben');
    expect(body).toMatch(/Ana approved this[\s\S]*Was the parcel insured\?[\s\S]*Yes, up to 100 EUR\./);
    expect(body).toMatch(/By whom\?[\s\S]*The agent has not answered\.</);
  });

  it('takes an answer once: the same again is welcome, other words are refused, and so is an answer to nothing', async () => {
    await desk.decide(question);
    await answer('Yes.');
    expect(await answer('Yes.')).toMatchObject({ ok: true });
    expect(await answer('No.')).toMatchObject({ ok: false, refusal: 'ALREADY_ANSWERED' });
    expect(await answer('Yes.', 2)).toMatchObject({ ok: false, refusal: 'NO_QUESTION' });
    expect(await desk.types()).toEqual(['requested', 'reviewOpened', 'contextAsked', 'contextGiven']);
  });

  it.each([
    ['markup', '<script>alert(1)</script>'],
    ['a right-to-left override', 'refund \u202e00001'],
  ])('attack 53: an answer with %s is text', async (_, text) => {
    await desk.decide(question);
    await answer(text);
    const { body } = await desk.look('ben');
    expect(body).not.toMatch(/<script|\u202e/);
  });

  it('refuses an answer above 4 000 characters, and one of none', async () => {
    await desk.decide(question);
    for (const text of ['x'.repeat(4_001), ''])
      expect(await answer(text)).toMatchObject({ ok: false, refusal: 'INVALID_CALL' });
  });

  it('asks once for a form that is sent twice, and asks again for other words from an older page', async () => {
    await desk.decide(question);
    expect((await desk.decide(question)).status).toBe(303);
    const older = await desk.decide({ ...question, text: 'And when was it sent?' });
    expect([older.status, older.body.includes('came from an older page')]).toEqual([422, true]);
    expect(older.body).toContain('And when was it sent?');
    expect((await desk.decide({ ...question, nth: '1', text: 'And when was it sent?' })).status).toBe(303);
    expect((await desk.types()).filter((type) => type === 'contextAsked')).toHaveLength(2);
  });

  it('says what is wrong with an empty question, and with one too many', async () => {
    expect((await desk.decide({ ...question, text: ' ' })).body).toContain('must have 1 to 4000 characters.');
    for (let nth = 0; nth < 10; nth += 1) await desk.decide({ ...question, nth: String(nth) });
    expect((await desk.decide({ ...question, nth: '10' })).body).toContain('has been asked enough');
    expect((await desk.look()).body).not.toContain('Ask the agent');
  });

  it('leaves parts that an export holds and a verifier checks', async () => {
    await desk.decide(question);
    await answer('Yes.');
    const named = [
      ['question', 'contextAsked'],
      ['answer', 'contextGiven'],
    ] as const;
    const facts = await desk.facts();
    const parts = await Promise.all(
      named.map(async ([part, type]) => {
        const data = facts.find((fact) => fact.type === type)?.data as unknown as {
          questionDigest: string;
          answerDigest: string;
        };
        const [stored] = await desk.context.read(KEY, [{ part, digest: data[`${part}Digest`] }]);
        const { damaged: _damaged, ...rest } = stored as NonNullable<typeof stored>;
        return rest;
      }),
    );
    expect(verifyHandoff({ facts, parts })).toMatchObject({ problems: [], partsChecked: 2 });
  });
});
