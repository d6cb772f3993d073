// The synthesized template of the reference stack, as the tests read it.
import { readFileSync } from 'node:fs';
import type { Template } from '../../bin/permissions/grants.js';

/** What the build synthesized from `bin/app.ts`. */
export const referenceTemplate = (): Template =>
  JSON.parse(readFileSync('dist/assembly/Handoff.template.json', 'utf8')) as Template;
