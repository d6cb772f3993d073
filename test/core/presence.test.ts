// A signed decision checked offline, over a golden log: whatever is changed in the fact or its proof is found,
// though every hash of the chain was computed anew.
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { type Fact, type FactData, parseFact } from '../../lambdas/contracts/event.js';
import { seal } from '../../lambdas/core/chain.js';
import { evolve } from '../../lambdas/core/evolve.js';
import { unknownHandoff } from '../../lambdas/core/state.js';
import { verifyHandoff } from '../../lambdas/core/verify.js';

const FILE = new URL('../fixtures/golden/v3/passkey-approved.json', import.meta.url);
const FACTS = (JSON.parse(readFileSync(FILE, 'utf8')) as unknown[]).map(parseFact);
const other = new URL('../fixtures/golden/v2/two-approvals.json', import.meta.url);

type Decided = FactData<'decided'>;
type Proof = NonNullable<Decided['proof']>;

/** The log with its decision changed and every hash computed anew, as whoever can write the store could do. */
function forged(change: (decided: Decided) => Decided, tenant = 'default'): Fact[] {
  const facts: Fact[] = [];
  let state = unknownHandoff({ tenant, handoffId: 'refund-42' });
  for (const { type, data, commandId, at } of FACTS) {
    const changed = type === 'decided' ? change(data) : data;
    const fact = seal(state, { type, data: changed } as Parameters<typeof seal>[1], commandId, at);
    facts.push(fact);
    state = evolve(state, fact);
  }
  return facts;
}
const proof = (change: Partial<Proof>) => (decided: Decided) => ({
  ...decided,
  proof: { ...(decided.proof as Proof), ...change },
});
const bytes = (text: string | undefined) => Buffer.from(text ?? '', 'base64url');
const flagged = (flags: number) => (decided: Decided) => {
  const data = bytes(decided.proof?.authenticatorData);
  data[32] = flags;
  return proof({ authenticatorData: data.toString('base64url') })(decided);
};
const clientData = (change: object) => (decided: Decided) => {
  const said = JSON.parse(bytes(decided.proof?.clientDataJSON).toString()) as object;
  return proof({ clientDataJSON: Buffer.from(JSON.stringify({ ...said, ...change })).toString('base64url') })(
    decided,
  );
};

test('a decision that its passkey signed verifies', () => {
  expect(verifyHandoff({ facts: forged((decided) => decided), parts: [] }).problems).toEqual([]);
});

test.each<[string, (decided: Decided) => Decided, RegExp]>([
  ['another decision', (decided) => ({ ...decided, decision: 'reject' }), /signs another decision/],
  ['another reviewer', (decided) => ({ ...decided, reviewerId: 'ben' }), /signs another decision/],
  ['other words', (decided) => ({ ...decided, detailDigest: 'f'.repeat(64) }), /signs another decision/],
  ['another session', proof({ nonce: 'f'.repeat(64) }), /signs another decision/],
  ['another origin', proof({ origin: 'https://evil.example' }), /another page/],
  [
    'another origin, said twice',
    (decided) =>
      clientData({ origin: 'https://evil.example' })(proof({ origin: 'https://evil.example' })(decided)),
    /another relying party/,
  ],
  ['a page within another', clientData({ crossOrigin: true }), /another page/],
  ['another ceremony', clientData({ type: 'webauthn.create' }), /no assertion/],
  ['client data that is no JSON', proof({ clientDataJSON: 'AAAA' }), /no assertion/],
  ['a person who was not verified', flagged(0x01), /without verifying/],
  ['a person who was not there', flagged(0x04), /without verifying/],
  ['flags that were not signed', flagged(0x0d), /not signed by its passkey/],
  ['no authenticator data', proof({ authenticatorData: 'AAAA' }), /no authenticator data/],
  ['another signature', proof({ signature: 'AAAA' }), /not signed by its passkey/],
  ['a key that is none', proof({ publicKey: 'AAAA' }), /not signed by its passkey/],
  ['no proof', ({ proof: _, ...decided }) => decided, /without the passkey that it takes/],
  [
    'no proof, and no word of one',
    ({ proof: _, presence: __, ...decided }) => decided,
    /without the passkey/,
  ],
])('a forged decision is found out: %s', (_, change, problem) => {
  expect(verifyHandoff({ facts: forged(change), parts: [] }).problems.join('\n')).toMatch(problem);
});

test('an assertion for one tenant is none for another', () => {
  const { problems } = verifyHandoff({ facts: forged((decided) => decided, 'globex'), parts: [] });
  expect(problems.join('\n')).toMatch(/signs another decision/);
});

test('votes over codes verify as before', () => {
  const facts = JSON.parse(readFileSync(other, 'utf8')) as unknown[];
  expect(verifyHandoff({ facts, parts: [] }).problems).toEqual([]);
});
