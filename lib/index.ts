// The package's main export: the construct and what it is configured with.
export { Governance, type GovernanceProps } from './governance.js';
export { Handoff } from './handoff.js';
export type { ActionProps, HandoffProps, ReviewerProps, RuleProps, TierProps } from './handoff-props.js';
export { Performer } from './performer.js';
export { type SlackUser, SlackWorkspace, type SlackWorkspaceProps } from './slack.js';
