// The review pages over ports in memory: what a link shows when, what a code opens, what a post records.
import { beforeEach, describe, expect, it } from 'vitest';
import { SESSION_MINUTES } from '../../../lambdas/contracts/link.js';
import { resendLink } from '../../../lambdas/core/review.js';
import { cancelHandoff } from '../../../lambdas/core/settle.js';
import { KEY, START } from '../../core/samples.js';
import { Desk, REFUND } from '../../support/review-desk.js';

const MINUTE = 60_000;
let desk: Desk;
beforeEach(async () => {
  desk = new Desk();
  await desk.open();
});

describe('before the code', () => {
  it('R15 shows agent, action type and deadline, and nothing of the proposal', async () => {
    const { status, body } = await desk.get(desk.invitation().path);
    expect(status).toBe(200);
    for (const shown of ['support-agent', 'refund_order', 'Tue, 24 Nov 2026, 13:00 GMT (13:00 UTC)'])
      expect(body).toContain(shown);
    for (const hidden of ['#W1', 'The parcel never arrived', 'Ana', '<textarea', 'confidence'])
      expect(body).not.toContain(hidden);
  });

  it('changes nothing, however often it is looked at', async () => {
    const before = JSON.stringify([await desk.facts(), desk.links.all()]);
    for (let times = 0; times < 10; times += 1) await desk.get(desk.invitation().path);
    expect(JSON.stringify([await desk.facts(), desk.links.all()])).toBe(before);
  });

  it('R15 takes no decision without a session', async () => {
    const { path } = desk.invitation();
    const { status, body } = await desk.post(`${path}/decision`, { decision: 'approve' });
    expect(status).toBe(403);
    expect(body).toContain('Nothing was changed: please enter the code first');
    expect(await desk.types()).toEqual(['requested', 'reviewOpened']);
  });
});

describe('the code', () => {
  it('R14 is counted before it is compared, and five wrong ones lock the link for the right one too', async () => {
    const { path, code } = desk.invitation();
    const answers = [];
    for (const wrong of ['AAAA-AAAA', 'BBBB-BBBB', '', 'CCCC-CCCC', 'DDDD-DDDD'])
      answers.push(await desk.post(`${path}/code`, { code: wrong }));
    expect(answers.map(({ status }) => status)).toEqual([403, 403, 403, 403, 403]);
    expect(answers[0]?.body).toContain('You have 4 more attempts');
    expect(answers[3]?.body).toContain('You have one more attempt');
    expect(answers[4]?.body).toContain('This link is locked');
    const right = await desk.post(`${path}/code`, { code });
    expect(right.status).toBe(403);
    expect(right.cookies).toEqual([]);
    expect((await desk.get(path)).body).toContain('This link is locked');
  });

  it('R14 lets no more than five of many guesses at once be compared', async () => {
    const { path } = desk.invitation();
    await Promise.all(Array.from({ length: 50 }, () => desk.post(`${path}/code`, { code: 'AAAA-AAAA' })));
    const [link] = desk.links.all();
    expect(link?.attempts).toBe(5);
    expect(link?.wrongAt).toHaveLength(5);
  });

  it('R14 records attempts beside the log, not on it', async () => {
    await desk.post(`${desk.invitation().path}/code`, { code: 'AAAA-AAAA' });
    expect(await desk.types()).toEqual(['requested', 'reviewOpened']);
    expect(desk.rejected).toEqual(['wrong code']);
  });

  it('opens a session that only this link’s path is sent, out of reach of scripts and other sites', async () => {
    const { path, code } = desk.invitation();
    const { status, headers, cookies } = await desk.post(`${path}/code`, { code });
    expect(status).toBe(303);
    expect(headers.location).toBe(path);
    expect(cookies[0]).toMatch(
      new RegExp(`^session=[\\w-]{43}; Path=${path}; Max-Age=1800; HttpOnly; SameSite=Strict; Secure$`),
    );
    expect(JSON.stringify(desk.links.all())).not.toContain(cookies[0]?.slice(8, 51));
  });

  it('is read in any case, with or without its hyphen', async () => {
    const { path, code } = desk.invitation();
    const typed = ` ${code.toLowerCase().replace('-', ' ')} `;
    expect((await desk.post(`${path}/code`, { code: typed })).status).toBe(303);
  });

  it('of another reviewer does not open this link', async () => {
    const other = desk.invitation('ben').code;
    expect((await desk.post(`${desk.invitation('ana').path}/code`, { code: other })).status).toBe(403);
  });

  it('does not use up attempts when it is right', async () => {
    for (let times = 0; times < 7; times += 1) await desk.enter();
    expect(desk.links.all()[0]?.attempts).toBe(0);
  });
});

describe('in a session', () => {
  it('shows the exact action, the agent’s words as such, the rules that fired, and no answer preselected', async () => {
    const { body } = await desk.look();
    expect(body).toMatch(/<th scope="row">orderId<\/th><td><span class="value">#W1<\/span>/);
    expect(body).toContain('The agent’s own words');
    expect(body).toContain('The parcel never arrived.');
    expect(body).toContain('the stated confidence 0.5 is below 0.9');
    expect(body.match(/<details name="decision">/g)).toHaveLength(5);
    expect(body).not.toMatch(/<[^>]*\s(checked|selected)\b|<details name="decision" open/);
  });

  it('says of each dimension whether it was not supplied, was erased, or does not match the log', async () => {
    const other = { ...KEY, handoffId: 'with-context' };
    await desk.open(
      {
        ...REFUND,
        context: {
          customerProfile: { name: 'Mia Chen' },
          conversationHistory: { turns: [{ speaker: 'customer', text: 'Where is my parcel?' }] },
          processState: { completed: [] },
        },
      },
      other,
    );
    desk.context.erase(other, 'processState');
    const { body } = await desk.look();
    expect(body).toContain('Mia Chen');
    expect(body).toContain('Where is my parcel?');
    expect(body).toContain('What was done before <span class="soft">· erased');
    expect(body).toContain('What the systems say <span class="soft">· not supplied');
  });

  it('blocks deciding when a stored part does not match the log', async () => {
    const [requested] = await desk.facts();
    const digest = requested?.type === 'requested' ? requested.data.actionDigest : '';
    const forged = { type: 'refund_order', parameters: { orderId: '#W1', amount: 2_000 } };
    await desk.context.put(KEY, [{ part: 'action', digest, salt: 'x', body: forged }]);
    const { body } = await desk.look();
    expect(body).toContain('does not match the log');
    expect(body).not.toContain('2000');
    expect(body).not.toContain('<form');
  });

  it('ends after half an hour', async () => {
    const { path, cookie } = await desk.enter();
    desk.now = START + SESSION_MINUTES * MINUTE - 1;
    expect((await desk.get(path, { cookie })).body).toContain('#W1');
    desk.now += 1;
    expect((await desk.get(path, { cookie })).body).not.toContain('#W1');
    expect((await desk.post(`${path}/decision`, { decision: 'approve' }, { cookie })).status).toBe(403);
  });

  it('of one link opens no other link', async () => {
    const { cookie } = await desk.enter('ana');
    const { path } = desk.invitation('ben');
    expect((await desk.post(`${path}/decision`, { decision: 'approve' }, { cookie })).status).toBe(403);
  });
});

describe('a decision', () => {
  it('appends exactly one fact and leads back to the page', async () => {
    const { status, headers } = await desk.decide({ decision: 'approve' });
    expect(status).toBe(303);
    expect(headers.location).toBe(desk.invitation().path);
    expect(await desk.types()).toEqual(['requested', 'reviewOpened', 'decided']);
    expect((await desk.facts()).at(-1)?.data).toMatchObject({ decision: 'approve', reviewerId: 'ana' });
  });

  it('keeps the reviewer’s words beside the log, under the digest that the log names', async () => {
    await desk.decide({ decision: 'reject', text: '  Already refunded\r\nin May.  ' });
    const fact = (await desk.facts()).at(-1);
    const digest = (fact?.type === 'decided' && fact.data.detailDigest) || '';
    const [part] = await desk.context.read(KEY, [{ part: 'decision', digest }]);
    expect(part).toMatchObject({ body: { text: 'Already refunded\nin May.' }, damaged: false });
    expect(JSON.stringify(fact)).not.toContain('refunded');
  });

  it.each(['reject', 'respond'])('to %s needs words, and says so at their field', async (decision) => {
    const { status, body } = await desk.decide({ decision, text: ' ' });
    expect(status).toBe(422);
    expect(body).toContain('Nothing was decided yet');
    expect(body).toContain(`id="${decision}-text-error"`);
    expect(await desk.types()).not.toContain('decided');
  });

  it('that is none of the four is refused with the list', async () => {
    const { status, body } = await desk.decide({ decision: 'APPROVE' });
    expect(status).toBe(422);
    expect(body).toContain('must be one of &quot;approve&quot;, &quot;edit&quot;');
  });

  it('R12 to edit stores the changed action under its own digest, and the page marks what changed', async () => {
    await desk.decide({ decision: 'edit', 'parameter.orderId': '#W1', 'parameter.amount': '12.5' });
    const fact = (await desk.facts()).at(-1);
    const digest = (fact?.type === 'decided' && fact.data.editedDigest) || '';
    const [part] = await desk.context.read(KEY, [{ part: 'action', digest }]);
    expect(part?.body).toEqual({ type: 'refund_order', parameters: { orderId: '#W1', amount: 12.5 } });
    const { body } = await desk.look();
    expect(body).toContain('You changed and approved this');
    expect(body).toMatch(/<del>.*20.*<\/del>[\s\S]*<ins>.*12\.5.*<\/ins>/);
  });

  it('to edit is held to the schema, field by field, and keeps what was typed', async () => {
    const { status, body } = await desk.decide({
      decision: 'edit',
      'parameter.orderId': '#W2',
      'parameter.amount': 'a lot',
    });
    expect(status).toBe(422);
    expect(body).toContain('id="edit-parameter-amount-error"');
    expect(body).toContain('value="a lot"');
    expect(body).toContain('value="#W2"');
    expect(await desk.types()).not.toContain('decided');
  });

  it.each([
    ['{"orderId":', 'must be JSON'],
    ['[]', 'must be a JSON object'],
    ['{"orderId":"#W1","amount":1,"constructor":{}}', 'forbidden key'],
    ['{"orderId":"#W1","amount":20}', 'are unchanged'],
    ['{"orderId":"#W1"}', 'amount'],
  ])('to edit refuses %s', async (parameters, reason) => {
    const { status, body } = await desk.decide({ decision: 'edit', parameters });
    expect(status).toBe(422);
    expect(body).toContain(reason);
    expect(await desk.types()).not.toContain('decided');
  });

  it('takes four calls of the store at most, three to approve', async () => {
    for (const [form, most] of [
      [{ decision: 'approve' }, 3],
      [{ decision: 'reject', text: 'No.' }, 4],
    ] as const) {
      const counted = new Desk();
      await counted.open();
      const { path, cookie } = await counted.enter();
      let calls = 0;
      const count = <T extends object>(port: T): void => {
        for (const name of Object.getOwnPropertyNames(Object.getPrototypeOf(port))) {
          const method = Reflect.get(port, name) as (...given: unknown[]) => unknown;
          if (typeof method !== 'function') continue;
          Object.defineProperty(port, name, {
            value: (...given: unknown[]) => {
              // An empty batch is no call.
              if (!(name === 'put' && Array.isArray(given[1]) && given[1].length === 0)) calls += 1;
              return method.apply(port, given);
            },
          });
        }
      };
      for (const port of [counted.log, counted.context, counted.links]) count(port);
      expect((await counted.post(`${path}/decision`, form, { cookie })).status).toBe(303);
      expect(calls).toBe(most);
    }
  });
});

describe('R16 whoever comes late on a genuine link', () => {
  it('sees who decided, what and when', async () => {
    await desk.decide({ decision: 'reject', text: 'Already refunded.' }, 'ben');
    const { status, body } = await desk.look('ana');
    expect(status).toBe(200);
    expect(body).toContain('Ben rejected this');
    expect(body).toContain('Tue, 24 Nov 2026, 12:00 GMT (12:00 UTC)');
    expect(body).toContain('Already refunded.');
    expect(body).toContain('Nothing ran.');
    expect(body).not.toContain('<form');
  });

  it('loses the race and is told the winner', async () => {
    const { path, cookie } = await desk.enter('ana');
    await desk.decide({ decision: 'reject', text: 'No.' }, 'ben');
    const { status, body } = await desk.post(`${path}/decision`, { decision: 'approve' }, { cookie });
    expect(status).toBe(409);
    expect(body).toContain('Ben rejected this');
  });

  it.each([
    ['performed', 'The action ran.'],
    ['failed', 'The action failed. It was said: card closed'],
    ['in-doubt', 'It is in doubt whether the action ran.'],
  ] as const)('sees that the action is %s', async (status, words) => {
    await desk.decide({ decision: 'approve' });
    expect((await desk.look()).body).toContain('about to run');
    await desk.perform(status, status === 'failed' ? 'card closed' : undefined);
    const path = desk.links.all()[0];
    expect(path?.purpose).toBe('review');
    expect((await desk.look('ben')).body).toContain(words);
  });

  it('sees that time ran out, or that the agent withdrew', async () => {
    await desk.command('cancel', (state) => cancelHandoff(state, 'agent', undefined));
    expect((await desk.look()).body).toContain('The request was withdrawn');
  });

  it('is told of a newer link instead, once one was sent', async () => {
    const old = await desk.enter('ana');
    await desk.command('resend', (state) => resendLink(state, 'ana'));
    await desk.announce('resent');
    const { status, body } = await desk.get(old.path, { cookie: old.cookie });
    expect(status).toBe(410);
    expect(body).toContain('A newer link was sent');
    const posted = await desk.post(`${old.path}/decision`, { decision: 'approve' }, { cookie: old.cookie });
    expect(posted.status).toBe(410);
    expect((await desk.decide({ decision: 'approve' }, 'ana')).status).toBe(303);
  });
});

describe('a reversal', () => {
  beforeEach(async () => {
    await desk.decide({ decision: 'approve' });
    await desk.perform();
  });

  it('is ordered over a link of its own, once, and the page tells how it goes', async () => {
    const { body } = await desk.look();
    expect(body).toContain('Reverse this action');
    const { path, cookie } = await desk.enter();
    for (const status of [303, 303])
      expect((await desk.post(`${path}/decision`, { decision: 'reverse' }, { cookie })).status).toBe(status);
    expect((await desk.types()).filter((type) => type === 'reversalRequested')).toHaveLength(1);
    const after = await desk.get(path, { cookie });
    expect(after.body).toContain('You ordered the reversal.');
    expect(after.body).not.toContain('<form');
  });

  it('says before it is ordered when nothing is registered that could undo the action', async () => {
    const { refund_order } = desk.settings.actions;
    if (!refund_order) throw new Error('the sample has it');
    const { compensation: _none, ...bare } = refund_order;
    const lasting = new Desk({ ...desk.settings, actions: { refund_order: bare } });
    await lasting.open();
    await lasting.decide({ decision: 'approve' });
    await lasting.perform();
    expect((await lasting.look()).body).toContain('No counter-action is registered');
  });

  it('is not taken for a decision, nor a decision for it', async () => {
    const { path, cookie } = await desk.enter();
    expect((await desk.post(`${path}/decision`, { decision: 'approve' }, { cookie })).status).toBe(422);
    expect(await desk.types()).not.toContain('reversalRequested');
  });
});
