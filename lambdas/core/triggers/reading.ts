// What a customer's words say, for whoever wants to know it outside a handoff: evaluations, backtests, applications. The
// package exports it as `agent-handoff/triggers`. Judges nothing.
export { type AskedForHuman, requestForHuman } from './explicit-request.js';
export { type Frustration, frustrationOf, impatience } from './frustration.js';
