// Logs as earlier releases wrote them: whatever ran once must parse, verify and fold for ever. Never edit a file there.
import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { FACTS, parseFact } from '../../lambdas/contracts/event.js';
import { fold } from '../../lambdas/core/evolve.js';
import { doubtAboutRun, hasReceipts } from '../../lambdas/core/trust.js';
import { enrolmentsOf, verifyHandoff } from '../../lambdas/core/verify.js';

const FOLDER = new URL('../fixtures/golden/', import.meta.url);
const factsIn = (file: URL) => (JSON.parse(readFileSync(file, 'utf8')) as unknown[]).map(parseFact);
const logs = Object.fromEntries(
  readdirSync(FOLDER).flatMap((release) =>
    readdirSync(new URL(`${release}/`, FOLDER)).map((file) => [
      file.replace('.json', ''),
      factsIn(new URL(`${release}/${file}`, FOLDER)),
    ]),
  ),
);

const EXPECTED: Record<string, { phase: string; outcome: string | undefined; headHash: string }> = {
  'passkey-enrolled': {
    phase: 'unknown',
    outcome: undefined,
    headHash: 'ac9b95d5cdb0669fafd3d80115426e246b234af8934732666cab284a3865ea8a',
  },
  'passkey-approved': {
    phase: 'settled',
    outcome: 'approved',
    headHash: 'd62707ae7cc54c35575b401c05981ba02cd4ea500694aa232fa5da43ef1c75a5',
  },
  'passkey-reversed-by-two': {
    phase: 'settled',
    outcome: 'approved',
    headHash: 'e6b9dcc9ead7c81ff520baadcb73413e818dac2370efd3ea5f70db36f785f3dc',
  },
  'passkey-enrolled-ana': {
    phase: 'unknown',
    outcome: undefined,
    headHash: 'e0922b86da90792946b5ada1387c2db0f10b923f06411108936f2ece88a62ef0',
  },
  'passkey-enrolled-ben': {
    phase: 'unknown',
    outcome: undefined,
    headHash: 'c6aa70d7415969d71807e73fa59c0774645327a137a18962670b40c228724181',
  },
  'approved-performed-reversed': {
    phase: 'settled',
    outcome: 'approved',
    headHash: 'b2da00bbbb2a02691fb044cca4d7ad89667bb968a73ee0cad8a36ee7398e9eaa',
  },
  autonomous: {
    phase: 'settled',
    outcome: 'autonomous',
    headHash: '8b9e4925d31f283342746d25698580f35be60e22ec31bd0cff1f535eba6dabbf',
  },
  cancelled: {
    phase: 'settled',
    outcome: 'cancelled',
    headHash: 'ec7e8fb785b5f3bfbd555440facc4dc441b9b91901554edfc208df69e4b5fee4',
  },
  closed: {
    phase: 'settled',
    outcome: 'closed',
    headHash: '9b440523ca9a8992220d0ad2f596ff6f0b22fa3ec4635217c0539a498dec526f',
  },
  'edited-performed': {
    phase: 'settled',
    outcome: 'edited',
    headHash: '3d0a3feb139a46fa478f5c2bea183220b46f3a096fe2f7534221cbaef56d0c14',
  },
  'escalated-expired': {
    phase: 'settled',
    outcome: 'expired',
    headHash: '3c68ba980e4115c6cb3d05e76b8620834feb7136881c345da857c5be25ca357e',
  },
  'expired-with-answer': {
    phase: 'settled',
    outcome: 'expired',
    headHash: 'fef178ed2f1cca9c24fe7094913c219f0910a9309f7b1ddf644702aa567df23b',
  },
  refused: {
    phase: 'settled',
    outcome: 'refused',
    headHash: '3e6c90bff3bb32726b61aaff1eb93f919081674163897511351187025371c17b',
  },
  rejected: {
    phase: 'settled',
    outcome: 'rejected',
    headHash: '47d0848cedb70aa7470720c7d311a577687e35f47d49e21f7f545a9093b71a38',
  },
  'asked-and-passed-on': {
    phase: 'settled',
    outcome: 'approved',
    headHash: 'e7cd923c35ab2e4f0e21b6425c3c3747216e8a05fa72e2a4905d2ea9bc34be6e',
  },
  'asked-clock-stopped': {
    phase: 'settled',
    outcome: 'approved',
    headHash: 'b61859e914b3bf8bb9ca544286e627f28f8f93e7348d1523b621d55d4729b71c',
  },
  'two-approvals': {
    phase: 'settled',
    outcome: 'approved',
    headHash: '863a4cdac0763d666670760241416d8de61bdb9cae960163438308ddb1b83ed3',
  },
  responded: {
    phase: 'settled',
    outcome: 'responded',
    headHash: '7405b8ea9e0aefdd30e413f2ad74b03e2abb6f69cf67163005100c11fd06f344',
  },
  'offer-accepted-approved': {
    phase: 'settled',
    outcome: 'approved',
    headHash: 'a864ffedda67035f2fd109687670686d395fd31b4e16ba55bc351432d05fb810',
  },
  'gate-continued-approved': {
    phase: 'settled',
    outcome: 'approved',
    headHash: 'cdee30d6b76617d8716551a63ba8b49888aa2e691eddc4134ca7ded0a110a0ad',
  },
  'offer-withdrawn': {
    phase: 'settled',
    outcome: 'withdrawn',
    headHash: '815f7b02bb8329e2269a3edfe84eb503307f3b9e51271ecb88326144f4d62669',
  },
  'offer-expired': {
    phase: 'settled',
    outcome: 'expired',
    headHash: 'aa1d0b525413aaa3f3b0d45f30aacaa0d5467f78c90006fa6463bd2c8c4e30e6',
  },
  'changed-judged-again': {
    phase: 'reviewing',
    outcome: undefined,
    headHash: '9d8097ec4c4a8ccb694a93badce7e8c35e7ac2baf62ffda0dcf11ead596b0999',
  },
  'reversed-by-two': {
    phase: 'settled',
    outcome: 'approved',
    headHash: '9b0165db1ec25bfbe775ae88f6930d697b94c24a741438d6ed254caddf29fd60',
  },
  'approval-expired': {
    phase: 'settled',
    outcome: 'expired',
    headHash: '06ad75f5d43742ecbb00c418ad890c859fa0258951746c10008a5e0f6308fc14',
  },
  'stopped-before-performing': {
    phase: 'settled',
    outcome: 'cancelled',
    headHash: '1e51bec9912e9d759379f9c45265d71246884968ed8e2bb55ad6ec7fa5307f37',
  },
  // No handoff: the stop switch of a tenant.
  'stop-switch': {
    phase: 'unknown',
    outcome: undefined,
    headHash: '1500c376701b026ad8c73088a6017c037fc8752bb5faa381bef23be7d81aed84',
  },
  'receipted-approved-reversed': {
    phase: 'settled',
    outcome: 'approved',
    headHash: '4ea7a290082e3c397f0a366ae765169242f5e06da2c808b293005363457d0aa8',
  },
  'forged-voided': {
    phase: 'settled',
    outcome: 'closed',
    headHash: '54b2d349be3ce0a219092a2293aa78fe7432fcdc35b0a6adb63a0255d497e152',
  },
  'reported-performed': {
    phase: 'settled',
    outcome: 'approved',
    headHash: '40aabbb0f83b0440eef56abe34cc8050727d4f5c1bdf441c6601731f46160b9b',
  },
};

test.each(Object.entries(logs))(
  'R7 the golden log "%s" verifies and folds to what it meant',
  (name, facts) => {
    const enrolments = enrolmentsOf(Object.values(logs).map((log) => ({ facts: log, parts: [] })));
    expect(verifyHandoff({ facts, parts: [] }, { enrolments }).problems).toEqual([]);
    const { phase, outcome, headHash } = fold({ tenant: 'default', handoffId: 'refund-42' }, facts);
    expect({ phase, outcome, headHash }).toEqual(EXPECTED[name]);
  },
);

test.each(Object.entries(logs))('R7 the golden log "%s" is believed by what acts on it', (_, facts) => {
  const key = { tenant: facts[0]?.tenant ?? '', handoffId: facts[0]?.handoffId ?? '' };
  expect(doubtAboutRun(key, facts, () => true, hasReceipts(facts))).toBeUndefined();
});

test('R7 a golden log in which the clock stood still keeps the deadlines that it had', () => {
  const { route, stoppedMs } = fold(
    { tenant: 'default', handoffId: 'refund-42' },
    logs['asked-clock-stopped'] ?? [],
  );
  expect([route[0]?.deadlineAt, stoppedMs]).toEqual(['2026-11-24T13:15:00.000Z', 900_000]);
});

test('R7 golden records exist of every fact type', () => {
  const types = new Set(Object.values(logs).flatMap((facts) => facts.map(({ type }) => type)));
  expect([...types].sort()).toEqual(Object.keys(FACTS).sort());
});

test('R7 a reversed golden log says what came of the reversal', () => {
  const state = fold(
    { tenant: 'default', handoffId: 'refund-42' },
    logs['approved-performed-reversed'] ?? [],
  );
  expect(state.reversal).toMatchObject({ phase: 'reversed', result: 'full', reviewerId: 'ana' });
  expect(state.generations).toEqual({ ana: 1 });
  expect(state.unreachable).toEqual([]);
});
