// G. The web: forms from elsewhere, frames, redirects, caches, headers.
import { beforeEach, describe, expect, it } from 'vitest';
import { SETTINGS } from '../core/samples.js';
import { Desk, ORIGIN, REFUND } from '../support/review-desk.js';

let desk: Desk;
beforeEach(async () => {
  desk = new Desk();
  await desk.open();
});
/** Every page there is: info, unknown, code form, wrong code, briefing, refused form, outcome, late. */
async function everyPage() {
  const pages = [await desk.get('/'), await desk.get('/r/default/nowhere')];
  pages.push(await desk.get(desk.invitation().path));
  pages.push(await desk.post(`${desk.invitation('ben').path}/code`, { code: 'AAAA-AAAA' }));
  const { path, cookie } = await desk.enter();
  pages.push(await desk.get(path, { cookie }));
  pages.push(await desk.post(`${path}/decision`, { decision: 'reject' }, { cookie }));
  pages.push(await desk.post(`${path}/decision`, { decision: 'approve' }, { cookie }));
  pages.push(await desk.get(path, { cookie }));
  pages.push(await desk.look('ben'));
  return pages;
}

describe('attacks over the web', () => {
  it.each<[string, Record<string, string | undefined>]>([
    ['another site', { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' }],
    ['a sibling subdomain', { 'sec-fetch-site': 'same-site', origin: 'https://other.example' }],
    ['no origin at all', { 'sec-fetch-site': undefined, origin: undefined }],
    ['an opaque origin', { 'sec-fetch-site': undefined, origin: 'null' }],
    ['an old browser on another site', { 'sec-fetch-site': undefined, origin: 'https://evil.example' }],
    ['an address bar', { 'sec-fetch-site': 'none', origin: undefined }],
    ['our name over http', { 'sec-fetch-site': undefined, origin: ORIGIN.replace('https', 'http') }],
  ])('attack 58: a form from %s decides nothing, though the session is open', async (_, changes) => {
    const { path, cookie } = await desk.enter();
    const headers = Object.fromEntries(
      Object.entries({ 'content-type': 'application/x-www-form-urlencoded', ...changes }).flatMap(
        ([name, value]) => (value === undefined ? [] : [[name, value]]),
      ),
    );
    const answer = await desk.call('POST', `${path}/decision`, {
      cookie,
      headers,
      body: { decision: 'approve' },
    });
    expect(answer.status).toBe(403);
    expect(await desk.types()).not.toContain('decided');
  });

  it.each(['text/plain', 'application/json', 'multipart/form-data; boundary=x', ''])(
    'attack 58: a body of type "%s" is no form',
    async (type) => {
      const { path, cookie } = await desk.enter();
      const answer = await desk.post(`${path}/decision`, 'decision=approve', {
        cookie,
        headers: { 'content-type': type },
      });
      expect(answer.status).toBe(415);
      expect(await desk.types()).not.toContain('decided');
    },
  );

  it('attack 59: no page may be framed or opened with a hold on its window', async () => {
    for (const { headers } of await everyPage()) {
      expect(headers['content-security-policy']).toContain("frame-ancestors 'none'");
      expect(headers['x-frame-options']).toBe('DENY');
      expect(headers['cross-origin-opener-policy']).toBe('same-origin');
    }
  });

  it.each([
    '//evil.example',
    '/\\evil.example',
    '%2f%2fevil.example',
    'https://evil.example',
    'javascript:alert(1)',
  ])('attack 60: a target of %s redirects nowhere but to the link’s own page', async (target) => {
    const { path, code } = desk.invitation();
    const entered = await desk.post(`${path}/code`, { code, next: target, redirect: target, url: target });
    expect(entered.headers.location).toBe(path);
    const cookie = entered.cookies[0]?.split(';')[0] ?? '';
    const decided = await desk.post(`${path}/decision`, { decision: 'approve', next: target }, { cookie });
    expect(decided.headers.location).toBe(path);
  });

  it('attack 61: no page asks anything of another host, or tells one where it came from', async () => {
    for (const { headers, body } of await everyPage()) {
      expect(headers['referrer-policy']).toBe('no-referrer');
      expect(headers['content-security-policy']).toMatch(/^default-src 'none';/);
      expect(body).not.toMatch(/(src|href|action)="(https?:)?\/\//);
      expect(body).not.toMatch(/<(script|link|img|iframe|object|embed)\b|url\(/);
    }
  });

  it.each([
    'decision=approve&decision=reject',
    'decision=reject&text=no&decision=approve',
    'decision[]=approve',
    'decision=approve&text=a&text=b',
  ])('attack 62: the ambiguous form %s decides nothing', async (body) => {
    const { path, cookie } = await desk.enter();
    expect([400, 422]).toContain((await desk.post(`${path}/decision`, body, { cookie })).status);
    expect(await desk.types()).not.toContain('decided');
  });

  it('attack 62: a path in any other spelling leads nowhere', async () => {
    const { path } = desk.invitation();
    const spellings = [
      path.toUpperCase(),
      path.replace('/r/', '/R/'),
      path.replace('/r/', '/r//'),
      path.replace('/r/', '/x/../r/'),
      path.replace('/r/', '/r%2f'),
      `${path}/`,
      `${path}/.`,
      `${path};v=1`,
      `/${path}`,
    ];
    for (const spelling of spellings) expect((await desk.get(spelling)).status, spelling).toBe(404);
  });

  it('attack 62: a forged Host header gets into no link, no redirect and no page', async () => {
    const { path, code } = desk.invitation();
    const headers = {
      host: 'evil.example',
      'x-forwarded-host': 'evil.example',
      origin: 'https://evil.example',
    };
    const entered = await desk.post(`${path}/code`, { code }, { headers });
    const page = await desk.get(path, { headers });
    await desk.announce('reviewOpened');
    for (const text of [JSON.stringify(entered.headers), page.body, desk.mails.at(-1)?.text])
      expect(text).not.toContain('evil.example');
  });

  it('attack 63: no page is kept by any cache', async () => {
    for (const { headers } of await everyPage()) expect(headers['cache-control']).toBe('no-store');
  });

  it('attack 64: line breaks and control characters get into no subject', async () => {
    const { refund_order } = SETTINGS.actions;
    if (!refund_order) throw new Error('the sample has it');
    const title = `Refund\r\nBcc: all@example.com\u0007${'x'.repeat(120)}`;
    const hostile = new Desk({ ...SETTINGS, actions: { refund_order: { ...refund_order, title } } });
    await hostile.open();
    for (const { subject } of hostile.mails) expect(subject).toMatch(/^[\x20-\x7e]{1,99}$/);
  });

  it('attack 65: nothing that a visitor sends comes back as markup or header', async () => {
    const { path, cookie } = await desk.enter();
    const hostile = '<script>alert(1)</script>\r\nSet-Cookie: session=x';
    const answers = [
      await desk.post(`${path}/code`, { code: hostile }),
      await desk.post(`${path}/decision`, { decision: hostile }, { cookie }),
      await desk.post(
        `${path}/decision`,
        { decision: 'edit', 'parameter.orderId': hostile, [hostile]: '1' },
        { cookie },
      ),
      await desk.post(`${path}/decision`, { decision: 'edit', parameters: hostile }, { cookie }),
      await desk.get(`/r/default/${encodeURIComponent(hostile)}`),
    ];
    for (const { headers, body, cookies } of answers) {
      expect(body).not.toContain('<script');
      for (const value of Object.values(headers)) expect(value).not.toMatch(/[\r\n]/);
      expect(cookies).toEqual([]);
    }
  });

  it('attack 65: an agent’s name with markup in it is refused before it reaches a page', async () => {
    const other = new Desk();
    await expect(other.open({ ...REFUND, agent: { id: '<b>', version: '1' } })).resolves.toBeUndefined();
    expect(await other.types()).toEqual(['refused']);
  });
});
