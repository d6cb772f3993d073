// `npm start` as its visitor meets it: the page, the e-mail, the decision, the reversal.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inspect, LOOKS, launch, open } from './chromium.js';

let browser: Browser;
let playground: ChildProcess;
let url: string;
beforeAll(async () => {
  browser = await launch();
  playground = spawn(process.execPath, ['dist/examples/playground/start.js', '--json'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = await once(playground.stdout as NodeJS.ReadableStream, 'data');
  ({ url } = JSON.parse(String(line)));
});
afterAll(async () => {
  playground?.kill('SIGINT');
  if (playground?.exitCode === null) await once(playground, 'exit');
  await browser?.close();
});

describe('the playground', () => {
  it('leads from the e-mail to the decision, and the agent goes on', async () => {
    const look = { colorScheme: 'light', width: 1_280 } as const;
    const { page, complaints } = await open(browser, look, true);
    await page.goto(url);
    await page.waitForSelector('.state.waiting');
    const [review] = await Promise.all([
      page.context().waitForEvent('page'),
      page.click('text=Follow the link'),
    ]);
    const [, code = ''] =
      /Code: (\S+)/.exec((await page.textContent('#inbox details[open] pre')) ?? '') ?? [];
    await review.fill('input[name=code]', code);
    await review.click('button');
    await review.click('summary:has-text("Approve")');
    await review.click('details[open] button');
    await page.waitForSelector('text=It ran. I told the customer.');
    await page.click('text=Send a link to reverse it');
    await page.waitForSelector('summary:has-text("Reversal")');
    expect(complaints).toEqual([]);
  });

  it.each(LOOKS)('is readable in $colorScheme, $width wide', async (look) => {
    const { page } = await open(browser, look, true);
    await page.goto(url);
    await page.waitForSelector('.episode');
    await inspect(page, 'playground', look);
  });
});
