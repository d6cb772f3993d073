// The system's Chromium, and what every page is held to. Fails by name when there is no Chromium: nothing is skipped.
import { existsSync, mkdirSync } from 'node:fs';
import { AxeBuilder } from '@axe-core/playwright';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, expect } from 'vitest';
import { Deployed } from '../support/deployed.js';

const EXECUTABLE = process.env.CHROMIUM ?? '/usr/bin/chromium';
const SCREENSHOTS = 'test/browser/screenshots';

export const LOOKS = (['light', 'dark'] as const).flatMap((colorScheme) =>
  [1_280, 390].map((width) => ({ colorScheme, width })),
);
export type Look = (typeof LOOKS)[number];

export async function launch(): Promise<Browser> {
  if (!existsSync(EXECUTABLE))
    throw new Error(
      `${EXECUTABLE} is missing: install Chromium (apt-get install chromium), or set CHROMIUM to one`,
    );
  return chromium.launch({
    executablePath: EXECUTABLE,
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--disable-background-networking'],
  });
}

/** The reference stack and one browser for all tests of a file; there once they run. */
export function stackWithBrowser(): { readonly browser: Browser; readonly stack: Deployed } {
  const place = {} as { browser: Browser; stack: Deployed };
  beforeAll(async () => {
    place.browser = await launch();
    place.stack = await Deployed.start();
  });
  afterAll(async () => {
    await place.browser?.close();
    await place.stack?.stop();
  });
  return place;
}

/** A page in one look; whatever it complains of is in `complaints`. */
export async function open(browser: Browser, { colorScheme, width }: Look, javaScriptEnabled: boolean) {
  const context = await browser.newContext({
    colorScheme,
    viewport: { width, height: 900 },
    javaScriptEnabled,
  });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => {
    // Browsers ask for an icon whether a page names one or not; these pages have none.
    const isIcon = message.location().url.endsWith('/favicon.ico');
    if (['error', 'warning'].includes(message.type()) && !isIcon) complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  return { page, complaints };
}

/** Takes a picture, and holds the page to accessibility and to the width of its screen. */
export async function inspect(page: Page, name: string, { colorScheme, width }: Look): Promise<void> {
  mkdirSync(SCREENSHOTS, { recursive: true });
  await page.screenshot({ path: `${SCREENSHOTS}/${name}-${colorScheme}-${width}.png`, fullPage: true });
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
  const overflow = await page.evaluate(
    'document.documentElement.scrollWidth - document.documentElement.clientWidth',
  );
  expect(overflow).toBeLessThanOrEqual(0);
}
