// D. Forged links, codes and grants.
import { generateKeyPairSync } from 'node:crypto';
import { type JWTHeaderParameters, SignJWT } from 'jose';
import { beforeEach, describe, expect, it } from 'vitest';
import { GrantRefusedError, guard, type HandoffClient } from '../../client/index.js';
import { GrantSigner, grantKey } from '../../lambdas/adapters/grant-signer.js';
import { codeHash, type LinkBinding, linkSecrets, secretHash } from '../../lambdas/adapters/link-secrets.js';
import { Desk } from '../support/review-desk.js';

const DIGEST = 'a'.repeat(64);
const BINDING: LinkBinding = {
  purpose: 'review',
  tenant: 'default',
  handoffId: 'refund-42',
  reviewerId: 'ana',
  actionDigest: DIGEST,
  tier: 1,
  generation: 0,
  offer: 0,
};
let desk: Desk;
beforeEach(async () => {
  desk = new Desk();
  await desk.open();
});
const idOf = (path: string) => path.slice(path.lastIndexOf('/') + 1);
const withId = (id: string) => desk.invitation().path.replace(/[^/]+$/, id);

describe('attacks by forged links', () => {
  it('attack 26: a link with any one bit flipped leads nowhere', async () => {
    const bytes = Buffer.from(idOf(desk.invitation().path), 'base64url');
    for (let bit = 0; bit < bytes.length * 8; bit += 1) {
      const flipped = Buffer.from(bytes);
      flipped[bit >> 3] = (flipped[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      expect((await desk.get(withId(flipped.toString('base64url')))).status).toBe(404);
    }
  });

  it('attack 27: a link in any other spelling leads nowhere', async () => {
    const id = idOf(desk.invitation().path);
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
    // 43 characters hold 258 bits: four last characters decode to the same 32 bytes.
    const last = alphabet.indexOf(id.at(-1) ?? '');
    const twins = [1, 2, 3].map((offset) => id.slice(0, -1) + alphabet[(last & ~3) | ((last + offset) & 3)]);
    const spellings = [
      id.slice(0, -1),
      `${id}A`,
      '',
      ` ${id}`,
      `${id}%20`,
      encodeURIComponent(encodeURIComponent(`${id}=`)),
      Buffer.from(id, 'base64url').toString('base64'),
      Buffer.from(id, 'base64url').toString('hex'),
      id.toUpperCase(),
      ...twins,
    ];
    for (const spelling of spellings) expect((await desk.get(withId(spelling))).status, spelling).toBe(404);
  });

  it.each<[string, Partial<LinkBinding>]>([
    ['purpose', { purpose: 'reverse' }],
    ['tenant', { tenant: 'globex' }],
    ['handoff', { handoffId: 'refund-43' }],
    ['reviewer', { reviewerId: 'ben' }],
    ['action', { actionDigest: 'b'.repeat(64) }],
    ['tier', { tier: 2 }],
    ['generation', { generation: 1 }],
    ['offer', { offer: 7 }],
  ])('attack 28: a link for another %s has another id and another code', (_, change) => {
    const [one, other] = [linkSecrets('secret', BINDING), linkSecrets('secret', { ...BINDING, ...change })];
    expect(other.linkId).not.toBe(one.linkId);
    expect(other.code).not.toBe(one.code);
  });

  it('attack 29: characters moved from one field to the next give another link', () => {
    const one = linkSecrets('secret', { ...BINDING, tenant: 'acme', handoffId: '1-refund' });
    const other = linkSecrets('secret', { ...BINDING, tenant: 'acme1', handoffId: '-refund' });
    expect(other.linkId).not.toBe(one.linkId);
  });

  it('attack 33: what is compared is a hash: a code that begins right is no nearer than one that does not', () => {
    const hash = codeHash('link id', 'ABCD-EFGH');
    const shared = (guess: string) =>
      [...codeHash('link id', guess)].findIndex((digit, index) => digit !== hash[index]);
    const near = Array.from({ length: 32 }, (_, index) =>
      shared(`ABCD-EFG${'23456789ABCDEFGJKLMNPQRSTUVWXYZ'[index] ?? '2'}`),
    );
    expect(Math.max(...near)).toBeLessThan(6);
    expect(secretHash('link id')).not.toContain('link');
  });

  it('attack 34: ten thousand guessed ids all get the one answer that unknown links get', async () => {
    const answers = new Set<string>();
    for (let guess = 0; guess < 10_000; guess += 1) {
      const { status, body } = await desk.get(
        withId(Buffer.from(secretHash(String(guess)), 'hex').toString('base64url')),
      );
      answers.add(`${status} ${body}`);
    }
    desk.now = Date.parse('2027-06-01T00:00:00.000Z');
    const { status, body } = await desk.get(desk.invitation().path);
    answers.add(`${status} ${body}`);
    expect(answers.size).toBe(1);
  });
});

describe('attacks by forged grants', () => {
  const ran: unknown[] = [];
  /** What a guarded tool does with `grant`, where the stack's secret is `secret`. */
  async function use(grant: string, secret = 'the secret'): Promise<unknown> {
    const outcome = {
      tenant: 'default',
      handoffId: 'refund-42',
      status: 'approved',
      action: { type: 'export_records', parameters: {}, digest: DIGEST },
      performance: { status: 'granted', grant },
    };
    const client = {
      request: async () => ({ result: async () => outcome }),
      ask: async () => ({ ok: true, grantKey: grantKey(secret) }),
    } as unknown as HandoffClient;
    ran.length = 0;
    const tool = async (parameters: object) => void ran.push(parameters);
    const agent = { id: 'support-agent', version: '3' };
    return guard(tool, { client, agent, actionType: 'export_records' })({});
  }
  const claims = {
    tenant: 'default',
    handoffId: 'refund-42',
    agentId: 'support-agent',
    actionDigest: DIGEST,
    grantId: `default/refund-42/${DIGEST}`,
    action: { type: 'export_records', parameters: {} },
  };
  const sign = (secret: string, changes: object = {}, now = Date.now()) =>
    new GrantSigner(async () => secret).sign({ ...claims, ...changes }, now);
  const refused = async (grant: string, secret?: string) => {
    await expect(use(grant, secret)).rejects.toBeInstanceOf(GrantRefusedError);
    expect(ran).toEqual([]);
  };
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');

  it('attack 30: the genuine grant runs the tool, so that the refusals below mean something', async () => {
    await use(await sign('the secret'));
    expect(ran).toHaveLength(1);
  });

  it('attack 30: a grant without a signature, or signed with the public key as a password, is refused', async () => {
    const [, payload = ''] = (await sign('the secret')).split('.');
    for (const alg of ['none', 'None', 'NONE'])
      await refused(`${part({ alg, typ: 'handoff-grant+jwt' })}.${payload}.`);
    const publicKey = Buffer.from(grantKey('the secret').x ?? '', 'base64url');
    const hmac = await new SignJWT({ digest: DIGEST, handoffId: 'refund-42' })
      .setProtectedHeader({ alg: 'HS256', typ: 'handoff-grant+jwt' })
      .setIssuer('agent-handoff')
      .setExpirationTime('5m')
      .sign(publicKey);
    await refused(hmac);
  });

  it('attack 30: a grant that brings or points to its own key is refused', async () => {
    const { privateKey, publicKey } = generateKeyPairSync('ed25519');
    const own = (header: Partial<JWTHeaderParameters>) =>
      new SignJWT({ digest: DIGEST, handoffId: 'refund-42' })
        .setProtectedHeader({ alg: 'EdDSA', typ: 'handoff-grant+jwt', ...header })
        .setIssuer('agent-handoff')
        .setExpirationTime('5m')
        .sign(privateKey);
    const jwk = publicKey.export({ format: 'jwk' });
    for (const header of [
      { jwk },
      { jku: 'https://evil.example/keys' },
      { x5u: 'https://evil.example/cert' },
    ])
      await refused(await own(header as Partial<JWTHeaderParameters>));
  });

  it.each(['unknown', '../../etc/passwd', "' OR 1=1 --", 'constructor', '__proto__', 'x'.repeat(10_000)])(
    'attack 31: a key id of %.20s chooses no key: there is one',
    async (kid) => {
      const { privateKey } = generateKeyPairSync('ed25519');
      const grant = await new SignJWT({ digest: DIGEST, handoffId: 'refund-42' })
        .setProtectedHeader({ alg: 'EdDSA', typ: 'handoff-grant+jwt', kid })
        .setIssuer('agent-handoff')
        .setExpirationTime('5m')
        .sign(privateKey);
      await refused(grant);
    },
  );

  it('attack 32: a grant of a secret that was replaced is refused', async () => {
    await refused(await sign('the old secret'), 'the new secret');
  });

  it('attack 49: a grant for another digest or another handoff permits nothing', async () => {
    await refused(await sign('the secret', { actionDigest: 'b'.repeat(64) }));
    await refused(await sign('the secret', { handoffId: 'refund-43' }));
  });

  it('attack 21: a grant is good for fifteen minutes', async () => {
    await refused(await sign('the secret', {}, Date.now() - 15 * 60_000 - 1_000));
  });
});
