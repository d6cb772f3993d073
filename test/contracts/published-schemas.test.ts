// The published JSON Schemas are those of the contracts, and say what the contracts say.
import { readFileSync } from 'node:fs';
import { Validator } from '@cfworker/json-schema';
import { describe, expect, it } from 'vitest';
import { publishedSchemas } from '../../lambdas/contracts/published-schemas.js';
import { HandoffRequest } from '../../lambdas/contracts/request.js';

const fileOf = (name: string) => JSON.parse(readFileSync(`docs/schema/${name}`, 'utf8'));
const example = fileOf('request.example.json');
const accepts = (request: unknown) =>
  new Validator(fileOf('request.json'), '2020-12').validate(request).valid;

describe('docs/schema', () => {
  it.each(Object.entries(publishedSchemas()))('%s is current: `npm run schema` writes it', (name, schema) => {
    expect(fileOf(name)).toEqual(JSON.parse(JSON.stringify(schema)));
  });

  it('has an example that uses every field but references, and that schema and contract accept', () => {
    const fields = Object.keys(fileOf('request.json').properties);
    expect(Object.keys(example).sort()).toEqual(
      fields.filter((name) => !['contextRefs', 'preconditions'].includes(name)).sort(),
    );
    expect(accepts(example)).toBe(true);
    expect(HandoffRequest.safeParse(example).success).toBe(true);
  });

  it.each([
    ['an unknown field', { ...example, urgency: 'high' }],
    ['parameters that are no object', { ...example, action: { type: 'refund_order', parameters: 'all' } }],
    ['what is not built yet', { ...example, preconditions: [] }],
    ['a confidence above one', { ...example, assessment: { confidence: 62 } }],
  ])('refuses %s', (_, request) => {
    expect(accepts(request)).toBe(false);
  });
});
