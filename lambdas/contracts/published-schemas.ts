// What is published of the contracts as JSON Schema (draft 2020-12), by file name. Run at build time; no handler imports it.
import * as z from 'zod/mini';
import { Governance } from './governance.js';
import { JsonObject } from './json.js';
import { Outcome } from './outcome.js';
import { HandoffRequest } from './request.js';

/** What JSON Schema has no words for: a free-form object, and a field that is refused until it is built. */
function inItsWords({ zodSchema, jsonSchema }: { zodSchema: z.core.$ZodType; jsonSchema: object }): void {
  if (zodSchema === JsonObject) Object.assign(jsonSchema, { type: 'object' });
  if (zodSchema instanceof z.core.$ZodUndefined) Object.assign(jsonSchema, { not: {} });
}

const schemaOf = (schema: z.core.$ZodType, io: 'input' | 'output', title: string) => ({
  title,
  ...z.toJSONSchema(schema, { io, unrepresentable: 'any', override: inItsWords }),
});

/** Schemas by file name under docs/schema. */
export const publishedSchemas = (): Record<string, object> => ({
  'request.json': schemaOf(HandoffRequest, 'input', 'Input of a handoff execution'),
  'governance.json': schemaOf(
    Governance,
    'input',
    'Settings of governance: settings.json beside the policies',
  ),
  'outcome.json': schemaOf(Outcome, 'output', 'Output of a handoff execution'),
});
