// What a tool server makes of a grant: once, for exactly what was approved, until it expires.
import { decodeJwt, type JWTPayload, SignJWT } from 'jose';
import { describe, expect, it } from 'vitest';
import { readGrant } from '../../client/grant.js';
import { GrantRefusedError, GrantVerifier, UsedGrantsInMemory } from '../../client/index.js';
import { GrantSigner, grantKey } from '../../lambdas/adapters/grant-signer.js';
import { signingKey } from '../../lambdas/adapters/signing-key.js';
import { START } from '../core/samples.js';

const ACTION = { type: 'export_records', parameters: { customerId: 'C-1', rows: 10 } };
const sign = (action: object = ACTION, at = START) =>
  new GrantSigner(async () => 'the secret').sign(
    {
      tenant: 'default',
      handoffId: 'export-7',
      agentId: 'crm-agent',
      actionDigest: 'a'.repeat(64),
      grantId: `default/export-7/${'a'.repeat(64)}`,
      action: action as typeof ACTION,
    },
    at,
  );

function verifier(now = START + 1_000, secret = 'the secret') {
  const used = new UsedGrantsInMemory(() => now);
  const key = grantKey(secret);
  return new GrantVerifier({ key, actionTypes: ['export_records'], used, now: () => now });
}
const refusal = (redeeming: Promise<unknown>) =>
  redeeming.then(
    () => 'redeemed',
    (error: unknown) => (error instanceof GrantRefusedError ? error.message : error),
  );

it('a grant is redeemed once: the second use, and one at the same time, are refused', async () => {
  const server = verifier();
  const grant = await sign();
  const both = await Promise.all([0, 1].map(() => refusal(server.redeem(grant, ACTION))));
  expect(both.sort()).toEqual(['redeemed', 'the grant was used before']);
  expect(await refusal(server.redeem(grant, ACTION))).toBe('the grant was used before');
});

it('two grants for one approved action are good for one use', async () => {
  const server = verifier();
  expect(await server.redeem(await sign(), ACTION)).toEqual({
    tenant: 'default',
    handoffId: 'export-7',
    agentId: 'crm-agent',
  });
  expect(await refusal(server.redeem(await sign(ACTION, START + 500), ACTION))).toBe(
    'the grant was used before',
  );
});

it('attack 49: a grant permits exactly the approved parameters, in whatever order they are written', async () => {
  const server = verifier();
  const grant = await sign();
  for (const other of [
    { ...ACTION, parameters: { customerId: 'C-1', rows: 11 } },
    { ...ACTION, parameters: { customerId: 'C-1' } },
    { ...ACTION, resource: 'crm' },
  ])
    expect(await refusal(server.redeem(grant, other))).toBe('the grant permits another action');
  const reordered = { type: 'export_records', parameters: { rows: 10, customerId: 'C-1' } };
  expect(await refusal(server.redeem(grant, reordered))).toBe('redeemed');
});

it('attack 49: a grant is refused by a tool server for other action types, and after it expired', async () => {
  const transfer = { type: 'send_money', parameters: ACTION.parameters };
  expect(await refusal(verifier().redeem(await sign(transfer), transfer))).toBe(
    'no such action is taken here',
  );
  const generic = 'the grant is not genuine, is for another audience, or has expired';
  expect(await refusal(verifier().redeem(await sign(transfer), ACTION))).toBe(generic);
  expect(await refusal(verifier(START + 15 * 60_000).redeem(await sign(), ACTION))).toBe(generic);
  expect(await refusal(verifier(START, 'another secret').redeem(await sign(), ACTION))).toBe(generic);
});

it('ids are forgotten once their grants have expired', async () => {
  let now = START;
  const used = new UsedGrantsInMemory(() => now);
  expect(await used.claim('one', START + 1_000)).toBe(true);
  now = START + 1_000;
  expect(await used.claim('one', START + 2_000)).toBe(true);
});

describe('tokens of other kinds', () => {
  /** The claims of a grant with `changes`, signed by the key of grants: only the claims can be at fault. */
  async function token(changes: JWTPayload, typ: string | undefined = 'handoff-grant+jwt') {
    const claims = { ...decodeJwt(await sign()), ...changes };
    return new SignJWT(claims)
      .setProtectedHeader({ alg: 'EdDSA', ...(typ && { typ }) })
      .sign(signingKey('the secret', 'grant-key'));
  }
  const generic = 'the grant is not genuine, is for another audience, or has expired';

  it('attack 45: a token with nothing changed is redeemed, so that the ones below mean something', async () => {
    expect(await refusal(verifier().redeem(await token({}), ACTION))).toBe('redeemed');
  });

  it.each<[string, JWTPayload, string?]>([
    ['for another audience', { aud: 'send_money' }],
    ['for no audience', { aud: undefined as unknown as string }],
    ['of another issuer', { iss: 'https://login.example.com' }],
    ['of no issuer', { iss: undefined as unknown as string }],
    ['without an end', { exp: undefined as unknown as number }],
    ['without an id', { jti: undefined as unknown as string }],
    ['for nobody', { sub: undefined as unknown as string }],
    ['not valid yet', { nbf: START / 1_000 + 60 }],
    ['that is an id token', {}, 'JWT'],
    ['that is an access token', {}, 'at+jwt'],
    ['of no type', {}, ''],
  ])('attack 45: a token %s is no grant', async (_, changes, typ) => {
    expect(await refusal(verifier().redeem(await token(changes, typ), ACTION))).toBe(generic);
  });

  it('attack 45: a token of another key of the same secret is no grant', async () => {
    const other = new SignJWT(decodeJwt(await sign())).setProtectedHeader({
      alg: 'EdDSA',
      typ: 'handoff-grant+jwt',
    });
    const signed = await other.sign(signingKey('the secret', 'decision-key'));
    expect(await refusal(verifier().redeem(signed, ACTION))).toBe(generic);
  });

  it.each([
    ['a second before its end', -1_000, 'redeemed'],
    ['at its end', 0, generic],
    ['a second after it: no clock is granted a skew', 1_000, generic],
  ])('attack 45: a grant %s', async (_, offset, expected) => {
    const now = START + 15 * 60_000 + offset;
    expect(await refusal(verifier(now).redeem(await sign(), ACTION))).toBe(expected);
  });

  it('attack 45: guard takes no grant without an end either', async () => {
    const endless = await token({ exp: undefined as unknown as number });
    await expect(readGrant(endless, grantKey('the secret'))).rejects.toThrow(GrantRefusedError);
  });
});
