// Reversals that take a passkey, from the pages: undoing takes no less than deciding did, unless a rule of its own says so.
import { beforeEach, describe, expect, it } from 'vitest';
import { type Authenticator, type Bent, ceremonyOn } from '../../support/authenticator.js';
import { decideWith, enrol, orderReversal, passkeyDesk, problemsOn } from '../../support/enrolled.js';
import { type Desk, ORIGIN } from '../../support/review-desk.js';

let desk: Desk;
let ana: Authenticator;

/** A refund that Ana's passkey approved, and that ran. */
async function performedOn(one: Desk): Promise<void> {
  desk = one;
  ana = (await enrol(desk, 'ana')).authenticator;
  await desk.open();
  await decideWith(desk, ana);
}
const orders = async () =>
  (await desk.facts()).filter(({ type }) => type === 'reversalRequested' || type === 'reversalVoted');

describe('a reversal of what a passkey decided', () => {
  beforeEach(() => performedOn(passkeyDesk()));

  it('is signed with one, and verifies offline', async () => {
    const { page, path, cookie } = await orderReversal(desk);
    expect(page.body).toContain('You are about to have it reversed. Nothing is decided yet.');
    expect(await orders()).toEqual([]);
    const { action, form } = ana.get(page.body);
    expect((await desk.post(action, form, { cookie })).status).toBe(303);
    const facts = await desk.facts();
    expect(facts.at(-1)).toMatchObject({
      type: 'reversalRequested',
      data: { reviewerId: 'ana', person: 'ana', presence: 'passkey', proof: { origin: ORIGIN } },
    });
    expect(await problemsOn(desk)).toEqual([]);
    expect((await desk.get(path, { cookie })).body).toContain('You ordered the reversal.');
  });

  it('is not taken from whoever has none, who is told how to enrol', async () => {
    const { page } = await orderReversal(desk, 'ben');
    expect(page.status).toBe(403);
    expect(page.body).toContain('npx handoff enrol --reviewer ben');
    expect(await orders()).toEqual([]);
  });

  it.each<[string, Bent]>([
    ['another challenge', { challenge: 'AAAA' }],
    ['another origin', { origin: 'https://evil.example' }],
    ['a person who was not verified', { flags: 0x01 }],
    ['a counter that did not rise', { counter: 1 }],
  ])('is refused with the assertion of %s', async (_, bent) => {
    const { page, cookie } = await orderReversal(desk);
    const { action, form } = ana.get(page.body, bent);
    expect((await desk.post(action, form, { cookie })).status).toBe(403);
    expect(await orders()).toEqual([]);
  });

  it('attack 19: is not ordered by the assertion that approved it, or by one of another session', async () => {
    const { page, path, cookie } = await orderReversal(desk);
    const approval = (await desk.facts()).find(({ type }) => type === 'decided');
    const { proof = {} } = (approval?.data ?? {}) as { proof?: Record<string, string> };
    const { credentialId, clientDataJSON, authenticatorData, signature } = proof;
    const credential = JSON.stringify({ id: credentialId, clientDataJSON, authenticatorData, signature });
    const replayed = { decision: 'reverse', credential };
    expect((await desk.post(`${path}/presence`, replayed, { cookie })).status).toBe(403);
    const captured = ana.get(page.body);
    const later = await desk.enter('ana');
    expect((await desk.post(captured.action, captured.form, { cookie: later.cookie })).status).toBe(403);
    expect(await orders()).toEqual([]);
  });

  it('cannot be had by the code alone, whatever is posted', async () => {
    const { page, path, cookie } = await orderReversal(desk);
    const { fields } = ceremonyOn(page.body);
    for (const credential of ['', '{}', 'null', '{"id":"AA"}'])
      expect((await desk.post(`${path}/presence`, { ...fields, credential }, { cookie })).status).toBe(403);
    expect(await orders()).toEqual([]);
  });

  it('is ordered once, however often its form is sent', async () => {
    const { page, cookie } = await orderReversal(desk);
    for (const { action, form } of [ana.get(page.body), ana.get(page.body)])
      expect((await desk.post(action, form, { cookie })).status).toBe(303);
    expect(await orders()).toHaveLength(1);
  });
});

describe('a reversal with a rule of its own', () => {
  it('takes the passkeys of as many people as it says', async () => {
    await performedOn(passkeyDesk(1, { approvals: 2, presence: 'passkey' }));
    const { authenticator: ben } = await enrol(desk, 'ben');
    for (const [person, device] of [
      ['ana', ana],
      ['ben', ben],
    ] as const) {
      const { page, cookie } = await orderReversal(desk, person);
      const { action, form } = device.get(page.body);
      expect((await desk.post(action, form, { cookie })).status).toBe(303);
    }
    expect(
      (await orders()).map(({ type, data }) => [type, (data as { presence?: string }).presence]),
    ).toEqual([
      ['reversalVoted', 'passkey'],
      ['reversalRequested', 'passkey'],
    ]);
    expect(await problemsOn(desk)).toEqual([]);
  });

  it('takes the code where the rule says so', async () => {
    await performedOn(passkeyDesk(1, { approvals: 1, presence: 'code' }));
    expect((await orderReversal(desk)).page.status).toBe(303);
    const facts = await desk.facts();
    expect(facts.at(-1)).toMatchObject({
      type: 'reversalRequested',
      data: { rule: { approvals: 1, presence: 'code' } },
    });
    expect(await problemsOn(desk)).toEqual([]);
  });
});
