// Environment variables of each function: `lib/` writes them, the handler parses them at cold start.
import * as z from 'zod/mini';

const required = z.string().check(z.minLength(1));

/** Variables by name; what each function gets is {@link ENVIRONMENT}. */
export const VARIABLES = {
  LOG_TABLE: required,
  CONTEXT_TABLE: required,
  WAITPOINT_TABLE: required,
  LINK_TABLE: required,
  EVENT_BUS: required,
  /** Secret from which link ids, codes and the keys of grants and checkpoints are derived. */
  SECRET_ARN: required,
  /** Secret from which the key of receipts is derived, and nothing else. */
  DECISION_SECRET_ARN: required,
  TOPIC_ARN: required,
  /** Bucket of the checkpoints. */
  CHECKPOINT_BUCKET: required,
  /** Base URL of the review pages, with a trailing slash. */
  REVIEW_URL: required,
  /** Comma-separated ARNs; `settings.json` refers to them by index. */
  PERFORMER_ARNS: z.string(),
  /** Function that asks the Cedar policies; empty when the stack has none. */
  POLICY_FUNCTION: z.string(),
  /** The customer's secret with Slack's token and signing secret; empty when no reviewer has Slack. */
  SLACK_SECRET_ARN: z.string(),
  /** Seals the codes that buttons in Slack carry; empty when no reviewer has Slack. */
  SLACK_CODE_KEY_ARN: z.string(),
} as const;
export type Variable = keyof typeof VARIABLES;

/** Which function gets which variables. The names are the folders under `lambdas/functions`. */
export const ENVIRONMENT = {
  evaluate: ['LOG_TABLE', 'CONTEXT_TABLE', 'LINK_TABLE', 'POLICY_FUNCTION', 'DECISION_SECRET_ARN'],
  policy: [],
  'await-decision': ['LOG_TABLE', 'WAITPOINT_TABLE'],
  'settle-outcome': ['LOG_TABLE', 'CONTEXT_TABLE', 'DECISION_SECRET_ARN'],
  perform: ['LOG_TABLE', 'CONTEXT_TABLE', 'PERFORMER_ARNS', 'SECRET_ARN', 'DECISION_SECRET_ARN'],
  wake: ['LOG_TABLE', 'WAITPOINT_TABLE'],
  publish: ['LOG_TABLE', 'EVENT_BUS'],
  seal: ['LOG_TABLE', 'CHECKPOINT_BUCKET', 'SECRET_ARN'],
  notify: [
    'LOG_TABLE',
    'LINK_TABLE',
    'SECRET_ARN',
    'TOPIC_ARN',
    'REVIEW_URL',
    'SLACK_SECRET_ARN',
    'SLACK_CODE_KEY_ARN',
  ],
  slack: ['SLACK_SECRET_ARN', 'SLACK_CODE_KEY_ARN'],
  review: ['LOG_TABLE', 'CONTEXT_TABLE', 'LINK_TABLE', 'DECISION_SECRET_ARN'],
  agent: ['LOG_TABLE', 'CONTEXT_TABLE', 'SECRET_ARN'],
  application: ['LOG_TABLE', 'CONTEXT_TABLE', 'DECISION_SECRET_ARN'],
  close: ['LOG_TABLE'],
  reverse: ['LOG_TABLE', 'CONTEXT_TABLE', 'PERFORMER_ARNS', 'DECISION_SECRET_ARN'],
  operator: ['LOG_TABLE', 'CONTEXT_TABLE'],
} as const satisfies Record<string, readonly Variable[]>;
export type FunctionName = keyof typeof ENVIRONMENT;

/** The environment of function `name`, checked. Throws when a variable is missing. */
export function parseEnvironment<F extends FunctionName>(
  name: F,
  environment: Record<string, string | undefined>,
): Record<(typeof ENVIRONMENT)[F][number], string> {
  const shape = Object.fromEntries(ENVIRONMENT[name].map((variable) => [variable, VARIABLES[variable]]));
  return z.object(shape).parse(environment) as Record<(typeof ENVIRONMENT)[F][number], string>;
}
