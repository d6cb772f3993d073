// `npm run fidelity`: writes the tables of docs/local.md from what the runtime says of itself. A test holds the committed page
// to them.
import { readFileSync, writeFileSync } from 'node:fs';
import { withFidelity } from '../local/fidelity-page.js';
import { startLocal } from '../local/index.js';

const PAGE = 'docs/local.md';

const local = await startLocal();
writeFileSync(PAGE, await withFidelity(readFileSync(PAGE, 'utf8'), local.services));
await local.stop();
