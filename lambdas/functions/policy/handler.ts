// Wiring of the policy function: Cedar, and nothing else. Evaluate asks it; it may touch nothing in AWS. The only bundle
// that carries Cedar's WebAssembly (4 MB).
import { readFileSync } from 'node:fs';
import * as cedar from '@cedar-policy/cedar-wasm/web';
import bytes from 'cedar-bytes';
import { CedarPolicies } from '../../adapters/cedar/cedar-policies.js';
import { PolicyFile, PolicyQuestion } from '../../contracts/policies.js';

cedar.initSync({ module: bytes });
const file = PolicyFile.parse(JSON.parse(readFileSync(new URL('./policies.json', import.meta.url), 'utf8')));
const policies = new CedarPolicies(cedar, file);

export const handler = (event: unknown) => policies.judge(PolicyQuestion.parse(event));
