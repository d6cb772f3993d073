// docs/security.md promises tests by their names: each must exist, every attack must have its row, and every attack's test a row.
import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

const table = readFileSync('docs/security.md', 'utf8');
const rows = table.split('\n').flatMap((line) => {
  const [, number, , test = ''] = line.split('|').map((cell) => cell.trim());
  return number && /^\d+$/.test(number) ? [{ number: Number(number), test }] : [];
});
const namedIn = (text: string) => [...text.matchAll(/`([^`]{12,})`/g)].map(([, name]) => name ?? '');
const files = (readdirSync('test', { recursive: true }) as string[]).filter((file) =>
  file.endsWith('.test.ts'),
);
const sources = files.map((file) => readFileSync(`test/${file}`, 'utf8').replaceAll("\\'", "'"));

it('the table has each of the 86 attacks once, in order', () => {
  expect(rows.map(({ number }) => number)).toEqual(Array.from({ length: 86 }, (_, index) => index + 1));
});

it.each(rows.map(({ number, test }) => [number, test] as const))(
  'row %i names tests that exist, or says why not',
  (_, test) => {
    const names = namedIn(test);
    for (const name of names)
      expect(
        sources.some((source) => source.includes(name)),
        name,
      ).toBe(true);
    if (names.length === 0) expect(test).toMatch(/^(not built yet: |needs a live account)/);
  },
);

it('every test that is named by an attack’s number is in that attack’s row, or the row says why not', () => {
  const numbered = sources.flatMap((source) => [...source.matchAll(/['"`]attack (\d+): /g)]);
  const tested = new Set(numbered.map(([, number]) => Number(number)));
  for (const number of tested)
    expect(namedIn(rows.find((row) => row.number === number)?.test ?? ''), `attack ${number}`).not.toEqual(
      [],
    );
});
