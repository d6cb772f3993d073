// Decisions that take a passkey, from the pages: enrolment by invitation, the signed assertion, and everything that must not
// pass for one. The authenticator is software; the same pages meet Chromium's in test/browser.
import { beforeEach, describe, expect, it } from 'vitest';
import { Authenticator, type Bent, ceremonyOn } from '../../support/authenticator.js';
import { enrol, enrolmentKey, invite, passkeyDesk, problemsOn, upToPasskey } from '../../support/enrolled.js';
import { type Desk, ORIGIN } from '../../support/review-desk.js';

let desk: Desk;
beforeEach(() => {
  desk = passkeyDesk();
});

const decisions = async () => (await desk.types()).filter((type) => type === 'decided').length;

describe('enrolment', () => {
  it('is taken up once, over the code of its message', async () => {
    const { path, cookie } = await invite(desk, 'ana');
    const page = await desk.get(path, { cookie });
    expect(page.headers['content-security-policy']).toMatch(/script-src 'sha256-[^']+';/);
    const { action, form } = new Authenticator(ORIGIN).create(page.body);
    expect((await desk.post(action, form, { cookie })).status).toBe(303);
    expect((await desk.get(path, { cookie })).body).toContain('Your passkey is enrolled');
    expect(await desk.types(enrolmentKey('ana'))).toEqual(['enrolmentOffered', 'enrolled']);
  });

  it('of a second passkey takes a new invitation', async () => {
    const { path, cookie } = await invite(desk, 'ana');
    const page = (await desk.get(path, { cookie })).body;
    const first = new Authenticator(ORIGIN).create(page);
    const second = new Authenticator(ORIGIN).create(page);
    await desk.post(first.action, first.form, { cookie });
    await desk.post(second.action, second.form, { cookie });
    expect(await desk.types(enrolmentKey('ana'))).toEqual(['enrolmentOffered', 'enrolled']);
  });

  it('over an earlier invitation is refused once a newer one was sent', async () => {
    const earlier = await invite(desk, 'ana');
    const page = (await desk.get(earlier.path, { cookie: earlier.cookie })).body;
    await invite(desk, 'ana');
    const { action, form } = new Authenticator(ORIGIN).create(page);
    expect((await desk.post(action, form, { cookie: earlier.cookie })).status).toBe(410);
  });

  it('is refused after seven days', async () => {
    const { path } = await invite(desk, 'ana');
    desk.now += 7 * 86_400_000;
    const { cookie } = await desk.enter('ana');
    expect((await desk.get(path, { cookie })).status).toBe(410);
  });

  it.each<[string, Bent]>([
    ['another challenge', { challenge: 'AAAA' }],
    ['another origin', { origin: 'https://evil.example' }],
    ['another relying party', { rpId: 'evil.example' }],
    ['a person who was not verified', { flags: 0x01 }],
    ['an assertion', { type: 'webauthn.get' }],
  ])('of %s is refused', async (_, bent) => {
    const { path, cookie } = await invite(desk, 'ana');
    const { action, form } = new Authenticator(ORIGIN).create((await desk.get(path, { cookie })).body, bent);
    expect((await desk.post(action, form, { cookie })).status).toBe(403);
    expect(await desk.types(enrolmentKey('ana'))).toEqual(['enrolmentOffered']);
  });

  it('attack 42: of a passkey that is enrolled for one person is refused for another', async () => {
    const { authenticator } = await enrol(desk, 'ana');
    expect((await enrol(desk, 'ben', authenticator)).status).toBe(403);
    expect(await desk.types(enrolmentKey('ben'))).toEqual(['enrolmentOffered']);
  });

  it('decides nothing: a link takes what it is for', async () => {
    const { path, cookie } = await invite(desk, 'ana');
    for (const route of ['decision', 'presence'])
      expect((await desk.post(`${path}/${route}`, { decision: 'approve' }, { cookie })).status).toBe(404);
  });
});

describe('a decision that takes a passkey', () => {
  it('is recorded with the assertion, which verifies offline', async () => {
    const { authenticator } = await enrol(desk, 'ana');
    await desk.open();
    const { page, path, cookie } = await upToPasskey(desk, {
      decision: 'reject',
      text: 'Not this order.',
      reasonCode: 'wrong-target',
    });
    expect(page.body).toContain('Nothing is decided yet.');
    expect(await decisions()).toBe(0);
    const { action, form } = authenticator.get(page.body);
    expect((await desk.post(action, form, { cookie })).status).toBe(303);
    const facts = await desk.facts();
    expect(facts.at(-1)?.data).toMatchObject({
      decision: 'reject',
      reasonCode: 'wrong-target',
      presence: 'passkey',
      proof: { origin: ORIGIN },
    });
    expect(JSON.stringify(facts.at(-1)).length).toBeLessThan(3_000);
    expect(await problemsOn(desk)).toEqual([]);
    expect((await desk.get(path, { cookie })).body).toContain('You rejected this');
  });

  it('edits over the digest of the changed action', async () => {
    const { authenticator } = await enrol(desk, 'ana');
    await desk.open();
    const edit = { decision: 'edit', 'parameter.orderId': '#W1', 'parameter.amount': '30' };
    const { page, cookie } = await upToPasskey(desk, edit);
    expect(page.body).toContain('30');
    const { action, form } = authenticator.get(page.body);
    await desk.post(action, form, { cookie });
    const facts = await desk.facts();
    expect(facts.at(-1)?.data).toMatchObject({ decision: 'edit', editedDigest: form.editedDigest });
    expect(await problemsOn(desk)).toEqual([]);
  });

  it('is not taken from whoever has none, who is told how to enrol', async () => {
    await desk.open();
    const { page } = await upToPasskey(desk);
    expect(page.status).toBe(403);
    expect(page.body).toContain('npx handoff enrol --reviewer ana');
    expect(await decisions()).toBe(0);
  });

  it('attack 19: an assertion replayed in another session, or for another handoff, decides nothing', async () => {
    const { authenticator } = await enrol(desk, 'ana');
    await desk.open();
    const { page, path } = await upToPasskey(desk);
    const captured = authenticator.get(page.body);
    const later = await desk.enter('ana');
    expect((await desk.post(captured.action, captured.form, { cookie: later.cookie })).status).toBe(403);
    await desk.open(undefined, { tenant: 'default', handoffId: 'refund-43' });
    const other = await desk.enter('ana');
    expect(other.path).not.toBe(path);
    const replayed = await desk.post(`${other.path}/presence`, captured.form, { cookie: other.cookie });
    expect(replayed.status).toBe(403);
    expect(await decisions()).toBe(0);
  });

  it('attack 19: one challenge in two tabs is one decision', async () => {
    const { authenticator } = await enrol(desk, 'ana');
    await desk.open();
    const { page, cookie } = await upToPasskey(desk);
    const tabs = [authenticator.get(page.body), authenticator.get(page.body)];
    for (const { action, form } of tabs) expect((await desk.post(action, form, { cookie })).status).toBe(303);
    expect(await decisions()).toBe(1);
  });

  it.each<[string, Bent]>([
    ['another challenge', { challenge: 'AAAA' }],
    ['another origin', { origin: 'https://evil.example' }],
    ['another relying party', { rpId: 'evil.example' }],
    ['a person who was not verified', { flags: 0x01 }],
    ['a counter that did not rise', { counter: 1 }],
    ['a registration', { type: 'webauthn.create' }],
  ])('is refused with the assertion of %s', async (_, bent) => {
    const { authenticator } = await enrol(desk, 'ana');
    await desk.open();
    const { page, cookie } = await upToPasskey(desk);
    const { action, form } = authenticator.get(page.body, bent);
    expect((await desk.post(action, form, { cookie })).status).toBe(403);
    expect(await decisions()).toBe(0);
  });

  it.each([
    ['the decision', { decision: 'respond' }],
    ['the words', { detailDigest: 'f'.repeat(64) }],
    ['the kind of reason', { reasonCode: 'wrong-values' }],
    ['nothing, and the assertion is another device’s', {}],
  ])('is refused when what was posted changes %s', async (what, change) => {
    const { authenticator } = await enrol(desk, 'ana');
    await desk.open();
    const { page, cookie } = await upToPasskey(desk, { decision: 'reject', text: 'No.' });
    const signer = what.startsWith('nothing') ? new Authenticator(ORIGIN) : authenticator;
    const { action, form } = signer.get(page.body);
    expect((await desk.post(action, { ...form, ...change }, { cookie })).status).toBe(403);
    expect(await decisions()).toBe(0);
  });

  it('attack 42: is refused when one person’s device signs for another', async () => {
    desk = passkeyDesk(2);
    const { authenticator } = await enrol(desk, 'ana');
    await enrol(desk, 'ben');
    await desk.open();
    const { page, cookie } = await upToPasskey(desk, { decision: 'approve' }, 'ben');
    const { action, form } = authenticator.get(page.body);
    expect((await desk.post(action, form, { cookie })).status).toBe(403);
    expect(await decisions()).toBe(0);
  });

  it('is refused with a passkey that a newer one has replaced', async () => {
    const { authenticator: lost } = await enrol(desk, 'ana');
    await enrol(desk, 'ana');
    await desk.open();
    const { page, cookie } = await upToPasskey(desk);
    const { action, form } = lost.get(page.body);
    expect((await desk.post(action, form, { cookie })).status).toBe(403);
  });

  it('cannot be had by the code alone, whatever is posted', async () => {
    await enrol(desk, 'ana');
    await desk.open();
    const { page, path, cookie } = await upToPasskey(desk);
    const { fields } = ceremonyOn(page.body);
    for (const credential of ['', '{}', 'null', '[]', '{"id":"AA"}'])
      expect((await desk.post(`${path}/presence`, { ...fields, credential }, { cookie })).status).toBe(403);
    expect(await decisions()).toBe(0);
  });
});
