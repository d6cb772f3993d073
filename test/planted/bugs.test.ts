// `npm run test:planted` takes minutes; that each bug still has its place in the product is seen at every run of the suite.
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import BUGS from './bugs.json' with { type: 'json' };

it.each(BUGS.map(({ bug, file, from, to }) => [bug, file, from, to] as const))(
  'can be planted: %s',
  (_, file, from, to) => {
    const parts = readFileSync(file, 'utf8').split(from);
    expect(parts, `"${from}" in ${file}`).toHaveLength(2);
    expect(to).not.toBe(from);
  },
);
