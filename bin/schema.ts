// `npm run schema`: writes the JSON Schemas of request and outcome, and a full example, to docs/schema. A test holds them
// to the contracts.
import { mkdirSync, writeFileSync } from 'node:fs';
import { publishedSchemas } from '../lambdas/contracts/published-schemas.js';

mkdirSync('docs/schema', { recursive: true });
for (const [file, content] of Object.entries(publishedSchemas()))
  writeFileSync(`docs/schema/${file}`, `${JSON.stringify(content, null, 2)}\n`);
