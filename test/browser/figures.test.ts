// The figures of the way from the opened e-mail to the decision, printed: bytes of each page, what axe finds, clicks, seconds.
// The seconds are the machine's: a browser that follows the link, types and clicks at once; people read in between.
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { uncertainRefund } from '../support/deployed.js';
import { open, stackWithBrowser } from './chromium.js';

const place = stackWithBrowser();

/** What the page weighs, and what axe says of it: rules that hold, and rules that it breaks. */
async function figuresOf(page: Page) {
  const { passes, violations } = await new AxeBuilder({ page }).analyze();
  return { bytes: Buffer.byteLength(await page.content()), held: passes.length, broken: violations.length };
}

it('leads from the opened e-mail to the decision in three clicks', { timeout: 180_000 }, async () => {
  await place.stack.request('figures', uncertainRefund);
  const invitation = place.stack.invitations().find(({ handoffId }) => handoffId === 'figures');
  if (!invitation) throw new Error('nobody was invited');
  const { page } = await open(place.browser, { colorScheme: 'light', width: 1_280 }, true);
  let requests = 0;
  let clicks = 0;
  let milliseconds = 0;
  page.on('request', () => {
    requests += 1;
  });
  /** Does what a reviewer does; what is measured in between costs them nothing. */
  const act = async (what: () => Promise<unknown>) => {
    const startedAt = performance.now();
    await what();
    milliseconds += performance.now() - startedAt;
  };
  const click = (selector: string) =>
    act(() => {
      clicks += 1;
      return page.click(selector);
    });
  const pages: Record<string, Awaited<ReturnType<typeof figuresOf>>> = {};
  await act(() => page.goto(invitation.link));
  pages.code = await figuresOf(page);
  await act(() => page.fill('input[name=code]', invitation.code));
  await click('button');
  pages.briefing = await figuresOf(page);
  await click('summary:has-text("Approve")');
  await click('details[open] button');
  pages.decided = await figuresOf(page);
  await place.stack.local.settle();
  expect((await place.stack.execution('figures')).outcome?.status).toBe('approved');
  for (const [name, { bytes, held, broken }] of Object.entries(pages))
    console.info(`${name}: ${bytes} bytes; axe: ${held} rules hold, ${broken} broken`);
  console.info(
    `opened e-mail to decision: ${clicks} clicks, ${(milliseconds / 1_000).toFixed(2)} s, ${requests} requests`,
  );
  expect(Object.values(pages).map(({ broken }) => broken)).toEqual([0, 0, 0]);
  expect(clicks).toBe(3);
});
