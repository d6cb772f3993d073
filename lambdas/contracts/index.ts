// The package's `./contracts`: everything an agent, an event consumer or an auditor parses. Handlers never import this
// file; they import the one schema they need, so that their bundles stay small.
export * from './agent-api.js';
export * from './application-api.js';
export * from './bus.js';
export * from './context.js';
export * from './event.js';
export { Governance, RegulatoryRule } from './governance.js';
export * from './ids.js';
export { inWords, moment } from './in-words.js';
export * from './json.js';
export * from './operator-api.js';
export * from './outcome.js';
export { PolicyAnswer, type PolicyMatch, PolicyQuestion, PolicySet } from './policies.js';
export * from './problems.js';
export * from './request.js';
export * from './settings.js';
export * from './verdict.js';
