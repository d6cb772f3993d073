// Passkeys in a real browser, with Chromium's virtual authenticator: enrol by the mail's link, confirm a decision, and what
// the pages say when there is no passkey, or nobody touches it.
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { uncertainRefund } from '../support/deployed.js';
import { inspect, LOOKS, open, stackWithBrowser } from './chromium.js';

const closing = {
  ...uncertainRefund,
  action: { type: 'close_account', parameters: { customerId: 'C-7' } },
};

const place = stackWithBrowser();

/** A device of the page's own that verifies its user, or does not. */
async function authenticator(page: Page) {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('WebAuthn.enable');
  const { authenticatorId } = await devtools.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  return (isUserVerified: boolean) =>
    devtools.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified });
}

async function enter(page: Page, purpose: 'review' | 'enrol' | 'reverse') {
  const invitation = place.stack
    .invitations()
    .findLast((one) => one.purpose === purpose && one.to === 'ana@example.com');
  if (!invitation) throw new Error('nobody was invited');
  await page.goto(invitation.link);
  if (purpose === 'enrol') expect(await page.textContent('h1')).toBe('Enrol a passkey');
  await page.fill('input[name=code]', invitation.code);
  await page.click('button');
}

async function approve(page: Page) {
  await page.click('summary:has-text("Approve")');
  await page.click('details[open] button');
}

describe.each(LOOKS)('$colorScheme, $width wide', (look) => {
  const id = `passkey-${look.colorScheme}-${look.width}`;

  it('a passkey is enrolled by mail, and signs a decision that verifies offline', async () => {
    const { page, complaints } = await open(place.browser, look, true);
    const setVerified = await authenticator(page);
    await place.stack.operate({ operation: 'enrol', reviewerId: 'ana' });
    await place.stack.local.settle();
    await enter(page, 'enrol');
    await inspect(page, 'enrol', look);
    await page.click('button:has-text("Enrol this device")');
    await page.waitForSelector('h1:has-text("Your passkey is enrolled")');
    await inspect(page, 'enrolled', look);

    await place.stack.request(id, closing);
    await enter(page, 'review');
    await approve(page);
    await inspect(page, 'confirm', look);
    await setVerified(false);
    await page.click('button:has-text("Confirm with passkey")');
    await page.waitForSelector('#passkey-problem:not([hidden])', { timeout: 20_000 });
    await inspect(page, 'confirm-failed', look);
    expect(await place.stack.facts(id)).not.toContain('decided');
    await setVerified(true);
    await page.click('button:has-text("Confirm with passkey")');
    await page.waitForSelector('h1:has-text("You approved this")');
    await place.stack.local.settle();
    expect(await place.stack.verified(id)).toMatchObject({
      problems: [],
      outcome: 'approved',
      decidedBy: 'ana',
    });

    await enter(page, 'reverse');
    await page.click('button:has-text("Reverse it")');
    await inspect(page, 'confirm-reversal', look);
    expect(await place.stack.facts(id)).not.toContain('reversalRequested');
    await page.click('button:has-text("Confirm with passkey")');
    await page.waitForSelector('div[role=status]:has-text("You ordered the reversal.")');
    await place.stack.local.settle();
    expect(await place.stack.verified(id)).toMatchObject({ problems: [] });
    expect(await place.stack.facts(id)).toContain('reversed');
    expect(complaints).toEqual([]);
  });
});

it('who has no passkey is told how to get one', async () => {
  const look = { colorScheme: 'light', width: 390 } as const;
  const { page } = await open(place.browser, look, true);
  await place.stack.request('passkey-none', closing);
  const invitation = place.stack.invitations().findLast(({ to }) => to === 'ben@example.com');
  await page.goto(invitation?.link ?? '');
  await page.fill('input[name=code]', invitation?.code ?? '');
  await page.click('button');
  await approve(page);
  expect(await page.textContent('body')).toContain('npx handoff enrol --reviewer ben');
  await inspect(page, 'not-enrolled', look);
});
