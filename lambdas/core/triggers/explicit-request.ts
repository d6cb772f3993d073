// Somebody asked for a human. Wins over every score.
import type { Trigger } from './trigger.js';

/** The caller says so, in a field of the request. */
export const explicitRequest: Trigger = ({ request: { humanRequested } }) =>
  humanRequested
    ? [
        {
          rule: 'explicit-request',
          trigger: 'explicit-request',
          evidence: `the ${humanRequested.by} asked for a human`,
        },
      ]
    : [];
