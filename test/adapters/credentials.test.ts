// Whose each passkey is and how often it was used, wherever that is kept: claimed once, counters only rise.
import { expect, it } from 'vitest';
import { onEveryPlace } from './places.js';

const ANA = { tenant: 'default', handoffId: `enrol~${'a'.repeat(32)}` };
const BEN = { tenant: 'default', handoffId: `enrol~${'b'.repeat(32)}` };
let made = 0;
const fresh = () => {
  made += 1;
  return `credential-${made}`;
};

onEveryPlace((stores) => {
  it('attack 42: a passkey belongs to whoever claims it first, and a claim can be repeated', async () => {
    const { credentials } = stores();
    const credentialId = fresh();
    expect(await credentials.claim(ANA, { credentialId, counter: 1 })).toBe(true);
    expect(await credentials.claim(BEN, { credentialId, counter: 1 })).toBe(false);
    expect(await credentials.claim(ANA, { credentialId, counter: 1 })).toBe(true);
    expect(await credentials.claim({ ...BEN, tenant: 'globex' }, { credentialId, counter: 1 })).toBe(true);
  });

  it('of two assertions with one counter only the first counts', async () => {
    const { credentials } = stores();
    const credentialId = fresh();
    await credentials.claim(ANA, { credentialId, counter: 1 });
    const raised = [1, 2, 2, 1, 3, 0].map(
      (counter) => () => credentials.raiseCounter(ANA, { credentialId, counter }),
    );
    const answers: boolean[] = [];
    for (const raise of raised) answers.push(await raise());
    expect(answers).toEqual([false, true, false, false, true, false]);
  });

  it('an authenticator that never counts may say 0 again and again, until it counts', async () => {
    const { credentials } = stores();
    const credentialId = fresh();
    await credentials.claim(ANA, { credentialId, counter: 0 });
    for (const _ of ['once', 'again'])
      expect(await credentials.raiseCounter(ANA, { credentialId, counter: 0 })).toBe(true);
    expect(await credentials.raiseCounter(ANA, { credentialId, counter: 1 })).toBe(true);
    expect(await credentials.raiseCounter(ANA, { credentialId, counter: 0 })).toBe(false);
  });

  it('nobody raises the counter of somebody else’s passkey, or of one that was never claimed', async () => {
    const { credentials } = stores();
    const credentialId = fresh();
    expect(await credentials.raiseCounter(ANA, { credentialId, counter: 5 })).toBe(false);
    await credentials.claim(ANA, { credentialId, counter: 1 });
    expect(await credentials.raiseCounter(BEN, { credentialId, counter: 5 })).toBe(false);
  });
});
