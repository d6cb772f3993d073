// I. The cloud side: one agent that floods the people who decide, over ports in memory.
import { beforeEach, describe, expect, it } from 'vitest';
import type { Settings } from '../../lambdas/contracts/settings.js';
import type { Quotas } from '../../lambdas/core/ports.js';
import { evaluateRequest } from '../../lambdas/functions/evaluate/evaluate-request.js';
import { SETTINGS, START } from '../core/samples.js';
import { MemoryContext } from '../support/memory-context.js';
import { MemoryLog } from '../support/memory-log.js';
import { MemoryQuotas } from '../support/memory-quotas.js';
import { sign } from '../support/receipts.js';
import { REFUND } from '../support/review-desk.js';

const GOVERNANCE: Settings['governance'] = {
  schemaVersion: 1,
  version: '1',
  quota: { askedPerHour: 50, agents: { 'night-agent': 2 } },
};
const NOON = '2026-11-24T12:00:00.000Z';
const NO_HUMAN = {
  schemaVersion: 1,
  agent: { id: 'support-agent', version: '3' },
  action: { type: 'send_note', parameters: { text: 'Hello', amount: 1 } },
};

let log: MemoryLog;
let context: MemoryContext;
let quotas: Quotas;
beforeEach(() => {
  log = new MemoryLog();
  context = new MemoryContext();
  quotas = new MemoryQuotas();
});

async function evaluate(name: string, request: object = REFUND, startedAt = NOON, settings = SETTINGS) {
  const execution = {
    arn: `arn:aws:states:eu-west-1:111122223333:execution:Handoff:${name}`,
    startedAt,
    name,
  };
  const policy = { settings: { ...settings, governance: GOVERNANCE }, digest: 'd'.repeat(64) };
  const step = await evaluateRequest(
    { execution, request },
    { log, context, policy, quotas, sign, now: START, randomSalt: () => 'salt' },
  );
  return step.next === 'done' ? step.outcome : step.next;
}

const from = (id: string) => ({ ...REFUND, agent: { id, version: '1' } });

describe('attack 79: one agent asks and asks', () => {
  it('attack 79: of 10 000 requests in an hour people are asked about the first 50', async () => {
    let asked = 0;
    for (let index = 0; index < 10_000; index += 1)
      if ((await evaluate(`flood-${index}`)) === 'await') asked += 1;
    expect(asked).toBe(50);
    expect(await evaluate('from-another-agent', from('billing-agent'))).toBe('await');
  });

  it('attack 79: the agent is told its limit and when it may ask again, and nothing of the request is stored', async () => {
    for (const name of ['one', 'two']) expect(await evaluate(name, from('night-agent'))).toBe('await');
    expect(await evaluate('three', from('night-agent'), '2026-11-24T12:59:59.999Z')).toMatchObject({
      status: 'refused',
      problems: [
        {
          path: 'agent.id',
          rule: 'has had people asked 2 times in this hour, which is its quota: ask again from 2026-11-24T13:00:00.000Z on, under another id',
        },
      ],
    });
    const key = { tenant: 'default', handoffId: 'three' };
    expect((await log.read(key)).map(({ type }) => type)).toEqual(['refused']);
    expect(await evaluate('four', from('night-agent'), '2026-11-24T13:00:00.000Z')).toBe('await');
  });

  it('attack 79: what needs nobody is not counted, and runs when the quota is used up', async () => {
    const quiet = { ...NO_HUMAN, agent: { id: 'night-agent', version: '1' } };
    for (const name of ['a', 'b', 'c']) expect(await evaluate(name, quiet)).toBe('perform');
    for (const name of ['one', 'two', 'three']) await evaluate(name, from('night-agent'));
    expect(await evaluate('d', quiet)).toBe('perform');
  });

  it('attack 79: R9 a handoff counts once: evaluated again, or by the gate and then the durable execution', async () => {
    let counted = 0;
    const memory = quotas;
    quotas = {
      take: (...asked) => {
        counted += 1;
        return memory.take(...asked);
      },
    };
    const first = {
      arn: 'arn:aws:states:eu-west-1:111122223333:express:Gate:one:1',
      startedAt: NOON,
      name: 'one',
    };
    const dependencies = {
      ...{ log, context, quotas, sign, now: START, randomSalt: () => 'salt' },
      policy: { settings: { ...SETTINGS, governance: GOVERNANCE }, digest: 'd'.repeat(64) },
    };
    await evaluateRequest({ execution: first, request: from('night-agent') }, dependencies);
    for (const startedAt of [NOON, NOON, '2026-11-24T13:00:00.000Z'])
      expect(await evaluate('one', from('night-agent'), startedAt).catch(({ name }) => name)).toBe(
        startedAt === NOON ? 'await' : 'HandoffUnknown',
      );
    expect(counted).toBe(1);
  });

  it('attack 79: a count that was taken before the fact was lost is not taken again', async () => {
    const flaky = log.append.bind(log);
    log.append = () => Promise.reject(new Error('cut off'));
    await expect(evaluate('one', from('night-agent'))).rejects.toThrow('cut off');
    log.append = flaky;
    for (const name of ['one', 'two']) expect(await evaluate(name, from('night-agent'))).toBe('await');
  });

  it('attack 79: a quota that cannot be counted lets nobody be asked', async () => {
    quotas = { take: () => Promise.reject(new Error('throttled')) };
    await expect(evaluate('one')).rejects.toThrow('throttled');
    expect(await log.read({ tenant: 'default', handoffId: 'one' })).toEqual([]);
  });
});
