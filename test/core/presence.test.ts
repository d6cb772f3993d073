// A signed decision checked offline, over a golden log: whatever is changed in the fact or its proof is found,
// though every hash of the chain was computed anew.
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { type Fact, type FactData, parseFact } from '../../lambdas/contracts/event.js';
import { seal } from '../../lambdas/core/chain.js';
import { evolve } from '../../lambdas/core/evolve.js';
import { unknownHandoff } from '../../lambdas/core/state.js';
import { enrolmentsOf, verifyHandoff } from '../../lambdas/core/verify.js';

const golden = (file: string) =>
  (
    JSON.parse(readFileSync(new URL(`../fixtures/golden/${file}.json`, import.meta.url), 'utf8')) as unknown[]
  ).map(parseFact);
const FACTS = golden('v3/passkey-approved');
const ENROLMENT = golden('v3/passkey-enrolled');
const problemsOf = (facts: readonly Fact[], ...logs: readonly (readonly Fact[])[]) =>
  verifyHandoff(
    { facts, parts: [] },
    { enrolments: enrolmentsOf(logs.map((log) => ({ facts: log, parts: [] }))) },
  ).problems;

type Decided = FactData<'decided'>;
type Proof = NonNullable<Decided['proof']>;

/** `facts` with their data changed and every hash computed anew, as whoever can write the store could do. */
function resealed(
  facts: readonly Fact[],
  change: (fact: Fact) => object,
  key = { tenant: 'default', handoffId: facts[0]?.handoffId ?? '' },
): Fact[] {
  const sealed: Fact[] = [];
  let state = unknownHandoff(key);
  for (const fact of facts) {
    const { type, commandId, at, data } = { ...fact, ...change(fact) };
    const next = seal(state, { type, data } as Parameters<typeof seal>[1], commandId, at);
    sealed.push(next);
    state = evolve(state, next);
  }
  return sealed;
}
const forged = (change: (decided: Decided) => Decided, tenant = 'default') =>
  resealed(FACTS, (fact) => (fact.type === 'decided' ? { data: change(fact.data) } : {}), {
    tenant,
    handoffId: 'refund-42',
  });
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
  expect(problemsOf(FACTS, ENROLMENT)).toEqual([]);
  expect(forged((decided) => decided)).toEqual(FACTS);
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
  expect(problemsOf(forged(change), ENROLMENT).join('\n')).toMatch(problem);
});

test('an assertion for one tenant is none for another', () => {
  const problems = problemsOf(
    forged((decided) => decided, 'globex'),
    ENROLMENT,
  );
  expect(problems.join('\n')).toMatch(/signs another decision/);
});

test('votes over codes verify as before', () => {
  expect(problemsOf(golden('v2/two-approvals'))).toEqual([]);
});

const later = (ms: number) => new Date(Date.parse(FACTS.at(-1)?.at ?? '') + ms).toISOString();
/** The enrolment as it was, its proof's decision pointed at it anew. */
const pointedAt = (log: readonly Fact[]) =>
  forged(proof({ enrolment: log.findLast(({ type }) => type === 'enrolled')?.hash ?? '' }));
const enrolmentOf = (change: (fact: Fact) => object) => resealed(ENROLMENT, change);
const other = golden('v3/passkey-enrolled-ben');

test.each<[string, readonly Fact[], (readonly Fact[])[], RegExp]>([
  ['is not in the export', FACTS, [], /names an enrolment that the export does not hold/],
  ['is somebody else’s', pointedAt(other), [ENROLMENT, other], /the passkey of somebody else/],
  [
    'is of another key',
    pointedAt(golden('v3/passkey-enrolled-ana')),
    [golden('v3/passkey-enrolled-ana')],
    /another passkey than the one/,
  ],
  [
    'came after the decision',
    pointedAt(enrolmentOf(() => ({ at: later(1) }))),
    [enrolmentOf(() => ({ at: later(1) }))],
    /before its passkey was enrolled/,
  ],
  [
    'was changed',
    FACTS,
    [[...ENROLMENT.slice(0, 1), { ...ENROLMENT[1], at: later(-5_000) } as Fact]],
    /the export does not hold/,
  ],
])('a decision is not believed whose enrolment %s', (_, facts, logs, problem) => {
  expect(problemsOf(facts, ...logs).join('\n')).toMatch(problem);
});

test('a passkey that was replaced signs nothing more, but for a decision under way', () => {
  const replacedAt = (ms: number) => {
    const [offered, enrolled] = ENROLMENT as [Fact, Fact];
    return resealed([offered, enrolled, offered, enrolled], () => ({}), offered).map((fact, index) =>
      index < 2 ? fact : { ...fact, at: new Date(Date.parse(FACTS.at(-1)?.at ?? '') + ms).toISOString() },
    );
  };
  const problems = (ms: number) => {
    const log = resealed(replacedAt(ms), () => ({}), ENROLMENT[0] as Fact);
    return problemsOf(forged(proof({ enrolment: log[1]?.hash ?? '' })), log);
  };
  expect(problems(-60_001).join('\n')).toMatch(/a passkey that had been replaced/);
  expect(problems(-60_000)).toEqual([]);
});

test('nobody is enrolled without an invitation, and no enrolment stands on a handoff', () => {
  expect(problemsOf(ENROLMENT)).toEqual([]);
  const uninvited = resealed(ENROLMENT.slice(1), () => ({}), ENROLMENT[0] as Fact);
  expect(problemsOf(uninvited).join('\n')).toMatch(/enrolled without an invitation/);
  const misplaced = resealed(ENROLMENT, () => ({}), { tenant: 'default', handoffId: 'refund-42' });
  expect(problemsOf(misplaced).join('\n')).toMatch(/a log where it does not belong/);
});

const REVERSED = golden('v3/passkey-reversed-by-two');
const ENROLLED = [golden('v3/passkey-enrolled-ana'), golden('v3/passkey-enrolled-ben')];

test('a reversal that two passkeys ordered verifies', () => {
  expect(problemsOf(REVERSED, ...ENROLLED)).toEqual([]);
});

type Ordered = FactData<'reversalRequested'>;
const voted = REVERSED.find(({ type }) => type === 'reversalVoted')?.data as FactData<'reversalVoted'>;

test.each<[string, Fact['type'], (ordered: Ordered) => object, RegExp]>([
  ['its proof taken away', 'reversalRequested', ({ proof: _, ...rest }) => rest, /without the passkey/],
  [
    'its proof taken away, and no word of one',
    'reversalRequested',
    ({ proof: _, presence: __, ...rest }) => rest,
    /without the passkey/,
  ],
  [
    'the proof of its first order taken away',
    'reversalVoted',
    ({ proof: _, presence: __, ...rest }) => rest,
    /without the passkey/,
  ],
  [
    'the proof of another person',
    'reversalRequested',
    (data) => ({ ...data, proof: voted.proof }),
    /signs another/,
  ],
  ['one person for two', 'reversalRequested', (data) => ({ ...data, person: 'ana' }), /fewer people/],
  ['a stranger', 'reversalVoted', (data) => ({ ...data, reviewerId: 'mallory' }), /"mallory", who may not/],
  [
    'another action',
    'reversalRequested',
    (data) => ({ ...data, actionDigest: 'f'.repeat(64) }),
    /another action than the one that ran/,
  ],
])('a forged order to reverse is found out: %s', (_, type, change, problem) => {
  const facts = resealed(REVERSED, (fact) =>
    fact.type === type ? { data: change(fact.data as Ordered) } : {},
  );
  expect(problemsOf(facts, ...ENROLLED).join('\n')).toMatch(problem);
});
