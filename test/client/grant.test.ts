// What a tool server makes of a grant: once, for exactly what was approved, until it expires.
import { expect, it } from 'vitest';
import { GrantRefusedError, GrantVerifier, UsedGrantsInMemory } from '../../client/index.js';
import { GrantSigner, grantKey } from '../../lambdas/adapters/grant-signer.js';
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
