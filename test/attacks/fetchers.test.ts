// A. Fetchers and methods: whoever opens a link without its code, by whatever method, changes nothing. Over real HTTP.
import { request as httpRequest } from 'node:http';
import { DynamoDBClient, ListTablesCommand, ScanCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Invitation } from '../../examples/reviewer/visitor.js';
import { Deployed, uncertainRefund } from '../support/deployed.js';

let stack: Deployed;
let dynamodb: DynamoDBClient;
beforeAll(async () => {
  stack = await Deployed.start();
  const { endpoint, region, credentials } = stack.local;
  dynamodb = new DynamoDBClient({ endpoint, region, credentials });
});
afterAll(async () => {
  dynamodb.destroy();
  await stack.stop();
});

/** Everything that the stack stores, as one text. */
async function stored(): Promise<string> {
  const { TableNames = [] } = await dynamodb.send(new ListTablesCommand({}));
  const tables = await Promise.all(
    TableNames.map(async (TableName) => (await dynamodb.send(new ScanCommand({ TableName }))).Items ?? []),
  );
  return JSON.stringify(tables);
}

async function invite(handoffId: string): Promise<[Invitation, Invitation]> {
  await stack.request(handoffId, uncertainRefund);
  const [ana, ben] = stack.invitations().filter((invitation) => invitation.handoffId === handoffId);
  if (!ana || !ben) throw new Error('two reviewers are expected');
  return [ana, ben];
}

/** Requests as no browser would make them: any method, headers as they are. */
function send(method: string, url: string, headers: Record<string, string> = {}): Promise<number> {
  return new Promise((resolve, reject) => {
    const sent = httpRequest(url, { method, headers }, (response) => {
      response.resume().on('end', () => resolve(response.statusCode ?? 0));
    });
    sent.on('error', reject).end();
  });
}

/** Runs `attack` and expects that nothing stored has changed, and that the genuine reviewer can still approve. */
async function harmless(handoffId: string, attack: (invitations: [Invitation, Invitation]) => Promise<void>) {
  const invitations = await invite(handoffId);
  const before = await stored();
  await attack(invitations);
  await stack.local.settle();
  expect(await stored()).toBe(before);
  const visitor = await stack.visitor((invitation) => invitation.handoffId === handoffId);
  expect((await visitor.decide({ decision: 'approve' })).status).toBe(303);
  await stack.local.settle();
}

const SCANNERS = [
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0 Safari/537.36',
  'Mozilla/4.0 (compatible; MSIE 7.0; Windows NT 10.0; ms-office; MSOffice 16)',
  'Barracuda Sentinel (EE)',
  'Google-Safety',
];

describe('attacks by fetchers', () => {
  it('attack 1: a hundred scanners that open a link change nothing', () =>
    harmless('a1', async ([{ link }]) => {
      const answers = await Promise.all(
        Array.from({ length: 100 }, (_, index) =>
          fetch(link, { headers: { 'user-agent': SCANNERS[index % SCANNERS.length] ?? '' } }),
        ),
      );
      // Reserved concurrency turns away what is more than twenty at once.
      for (const { status } of answers) expect([200, 429]).toContain(status);
    }));

  it('attack 2: no other method changes anything, on any route', () =>
    harmless('a2', async ([{ link }]) => {
      for (const path of ['', '/code', '/decision'])
        for (const method of ['HEAD', 'OPTIONS', 'TRACE', 'PUT', 'DELETE', 'PATCH'])
          expect(await send(method, `${link}${path}`), `${method} ${path}`).toBeGreaterThanOrEqual(400);
      for (const path of ['/code', '/decision']) expect(await send('GET', `${link}${path}`)).toBe(405);
    }));

  it('attack 3: a scanner that submits every form it finds, without the code, decides nothing', async () => {
    const [{ link }] = await invite('a3');
    const page = await (await fetch(link)).text();
    const actions = [...page.matchAll(/<form method="post" action="([^"]+)"/g)].map(
      ([, action]) => action ?? '',
    );
    expect(actions).toEqual([new URL(`${link}/code`).pathname]);
    for (const action of [...actions, `${new URL(link).pathname}/decision`])
      for (const body of ['', 'code=', 'code=123456', 'decision=approve']) {
        const answer = await fetch(new URL(action, link), {
          method: 'POST',
          redirect: 'manual',
          headers: { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'same-origin' },
          body,
        });
        expect(answer.status).toBe(403);
        expect(answer.headers.get('set-cookie')).toBeNull();
      }
    expect(await stack.facts('a3')).toEqual(['requested', 'reviewOpened']);
  });

  it('attack 4: a chat that previews both links of a message changes nothing, and is shown nothing worth a preview', () =>
    harmless('a4', async (invitations) => {
      for (const { link } of invitations) {
        const headers = { 'user-agent': 'Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)' };
        const page = await (await fetch(link, { headers })).text();
        expect(page).not.toMatch(/og:|twitter:|A-1001|parcel/);
      }
    }));

  it('attack 5: a browser that prefetches changes nothing', () =>
    harmless('a5', async ([{ link }]) => {
      const headers = { 'sec-purpose': 'prefetch;prerender', purpose: 'prefetch' };
      const answer = await fetch(link, { headers });
      expect(answer.headers.get('cache-control')).toBe('no-store');
    }));

  it('attack 6: a GET that calls itself a POST stays a GET', () =>
    harmless('a6', async ([{ link }]) => {
      const headers = { 'x-http-method-override': 'POST', 'x-method-override': 'POST' };
      for (const path of ['', '/code', '/decision']) {
        const answer = await fetch(`${link}${path}?_method=POST&decision=approve&code=AAAA-AAAA`, {
          headers,
        });
        expect([200, 405]).toContain(answer.status);
      }
    }));

  it('attack 7: five proxies that open a link at once do not use it up', () =>
    harmless('a7', async ([{ link }]) => {
      const proxies = ['203.0.113.7', '198.51.100.8', '192.0.2.9', '203.0.113.10', '198.51.100.11'];
      await Promise.all(proxies.map((ip) => fetch(link, { headers: { 'x-forwarded-for': ip } })));
    }));
});

describe('attacks by people who are not meant', () => {
  it('attack 8: a colleague who was forwarded the link without the code sees and decides nothing', async () => {
    const [{ link }] = await invite('a8');
    const page = await (await fetch(link)).text();
    expect(page).not.toContain('A-1001');
    const answer = await fetch(`${link}/decision`, {
      method: 'POST',
      redirect: 'manual',
      headers: { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'same-origin' },
      body: 'decision=approve',
    });
    expect(answer.status).toBe(403);
    expect(await stack.facts('a8')).toEqual(['requested', 'reviewOpened']);
  });

  it('attack 9: the code and the session of one handoff open no other', async () => {
    const [mine] = await invite('a9-mine');
    const [other] = await invite('a9-other');
    const form = { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'same-origin' };
    const post = (url: string, body: string, cookie = '') =>
      fetch(url, { method: 'POST', redirect: 'manual', headers: { ...form, cookie }, body });
    expect((await post(`${other.link}/code`, `code=${mine.code}`)).status).toBe(403);
    const entered = await post(`${mine.link}/code`, `code=${mine.code}`);
    const cookie = entered.headers.get('set-cookie')?.split(';')[0] ?? '';
    expect((await post(`${other.link}/decision`, 'decision=approve', cookie)).status).toBe(403);
    expect(await stack.facts('a9-other')).toEqual(['requested', 'reviewOpened']);
  });
});
