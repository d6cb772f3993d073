// E. Identity: who may decide, and who may not pass for somebody else.
import { readFileSync } from 'node:fs';
import { beforeEach, describe, expect, it } from 'vitest';
import { SESSION_MINUTES } from '../../lambdas/contracts/link.js';
import type { Settings } from '../../lambdas/contracts/settings.js';
import { routeFrom } from '../../lambdas/core/route.js';
import { answerAgent } from '../../lambdas/functions/agent/answer-agent.js';
import { evaluateRequest } from '../../lambdas/functions/evaluate/evaluate-request.js';
import { KEY, link, SETTINGS, START } from '../core/samples.js';
import { MemoryContext } from '../support/memory-context.js';
import { MemoryLog } from '../support/memory-log.js';
import { sign } from '../support/receipts.js';
import { Desk, REFUND } from '../support/review-desk.js';

let desk: Desk;
beforeEach(async () => {
  desk = new Desk();
  await desk.open();
});
const asked = (settings: Settings, onBehalfOf?: string) =>
  routeFrom(settings, START, onBehalfOf)[0]?.reviewers;
const twoEntries = (one: string, other: string): Settings => ({
  ...SETTINGS,
  reviewers: {
    ana: { name: 'Ana', email: 'ana@example.com', person: one },
    ben: { name: 'Ana, too', email: 'ana+work@example.com', person: other },
  },
  tiers: [{ reviewers: ['ana', 'ben'], timeoutSeconds: 3_600 }],
});

describe('attacks on identity', () => {
  it('attack 35: whoever the agent acts for is not asked, under any of their entries', async () => {
    expect(asked(SETTINGS, 'ana')).toEqual(['ben']);
    expect(asked(twoEntries('ana', 'ANA'), 'Ana')).toBeUndefined();
  });

  it('attack 35: a request whose only reviewers are its requester is refused, not approved', async () => {
    const log = new MemoryLog();
    const step = await evaluateRequest(
      {
        execution: { arn: 'arn:x', startedAt: '2026-11-24T12:00:00.000Z', name: 'x' },
        request: { ...REFUND, onBehalfOf: { id: 'ana' } },
      },
      {
        log,
        context: new MemoryContext(),
        sign,
        policy: { settings: twoEntries('ana', 'ana'), digest: 'd'.repeat(64) },
        now: START,
        randomSalt: () => 'salt',
      },
    );
    expect(step).toMatchObject({ next: 'done', outcome: { status: 'refused' } });
  });

  it.each(['approve', 'decide', 'reverse', 'resend', 'show'])(
    'attack 36: the agent’s own function knows no operation "%s"',
    async (operation) => {
      const context = new MemoryContext();
      const grantKey = async () => ({});
      const answer = await answerAgent(
        { operation, ...KEY, decision: 'approve' },
        { log: desk.log, context, settings: SETTINGS, grantKey, now: START, randomSalt: () => 'salt' },
      );
      expect(answer).toMatchObject({ ok: false, refusal: 'INVALID_CALL' });
    },
  );

  it.each([
    ['case', 'ana.ruiz', 'Ana.Ruiz'],
    ['composed and decomposed letters', 'ren\u00e9', 'rene\u0301'],
    ['full width letters', 'ana', '\uff41\uff4e\uff41'],
  ])('attack 37: one person in two entries that differ in %s is asked once', (_, one, other) => {
    expect(asked(twoEntries(one, other))).toEqual(['ana']);
  });

  it('attack 37: two addresses of one person in the settings are one person', () => {
    expect(asked(twoEntries('ana', 'ana'))).toEqual(['ana']);
  });

  it('attack 39: a reviewer who is added after the request may not decide it', async () => {
    const settings = { ...SETTINGS, tiers: [{ reviewers: ['ana', 'ben', 'cleo'], timeoutSeconds: 3_600 }] };
    const later = new Desk(settings);
    for (const fact of await desk.facts()) await later.log.append(fact);
    const [genuine] = desk.links.all();
    const { path, code } = desk.invitation();
    if (!genuine) throw new Error('a link is stored');
    await later.links.put({ ...link('cleo'), ...genuine, reviewerId: 'cleo' });
    const { cookies } = await later.post(`${path}/code`, { code });
    const cookie = cookies[0]?.split(';')[0] ?? '';
    expect((await later.post(`${path}/decision`, { decision: 'approve' }, { cookie })).status).toBe(403);
    expect(await later.types()).not.toContain('decided');
  });

  it('attack 44: no authorizer stands before the pages whose cached answer could be another person’s', () => {
    const template = JSON.parse(readFileSync('dist/assembly/Handoff.template.json', 'utf8')) as {
      Resources: Record<string, { Type: string }>;
    };
    const types = Object.values(template.Resources).map(({ Type }) => Type);
    expect(types).toContain('AWS::Lambda::Url');
    expect(types.filter((type) => /^AWS::ApiGateway/.test(type))).toEqual([]);
  });

  it('attack 47: a session ends after half an hour, and when another one is opened over its link', async () => {
    const first = await desk.enter();
    const second = await desk.enter();
    const post = (cookie: string) => desk.post(`${first.path}/decision`, { decision: 'approve' }, { cookie });
    expect((await post(first.cookie)).status).toBe(403);
    desk.now = START + SESSION_MINUTES * 60_000;
    expect((await post(second.cookie)).status).toBe(403);
    expect(await desk.types()).not.toContain('decided');
  });
});
