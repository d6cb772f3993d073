// What each role of the reference stack reaches at all, read off the template role by role: a function that reaches one more
// table is a decision somebody saw. What it may do there is in permissions.test.ts.
import { expect, it } from 'vitest';
import { grantsIn, ofType } from '../../bin/permissions/grants.js';
import { referenceTemplate } from './template.js';

const template = referenceTemplate();
const grants = grantsIn(template);

/** Tables, and secrets, by role. `log` alone is what everybody may read. */
const SCOPE: Record<string, readonly string[]> = {
  Evaluate: ['context', 'log', 'secret of decisions'],
  AwaitDecision: ['log', 'waitpoints'],
  SettleOutcome: ['context', 'log', 'secret of decisions'],
  Perform: ['context', 'log', 'secret of decisions', 'secret of links'],
  Wake: ['log', 'waitpoints'],
  Publish: ['log'],
  Notify: ['links', 'log', 'secret of links'],
  Review: ['context', 'links', 'log', 'secret of decisions'],
  Agent: ['context', 'log', 'secret of links'],
  Application: ['context', 'log', 'secret of decisions'],
  Close: ['log'],
  Reverse: ['context', 'log', 'secret of decisions'],
  Operator: ['context', 'log'],
  Seal: ['log', 'secret of links'],
  // The machines call functions; they touch no table and no secret.
  Handoff: [],
  Reversal: [],
  ReversalEvents: [],
  Gate: [],
};

const NAMES: Record<string, string> = {
  HandoffTablesLog: 'log',
  HandoffTablesContext: 'context',
  HandoffTablesLinks: 'links',
  HandoffTablesWaitpoints: 'waitpoints',
  HandoffDecisionSecret: 'secret of decisions',
  HandoffSecret: 'secret of links',
};
const kept = [
  ...ofType(template, 'AWS::DynamoDB::Table'),
  ...ofType(template, 'AWS::SecretsManager::Secret'),
].map(([id]) => id);
const nameOf = (id: string) => NAMES[id.replace(/[0-9A-F]{8}$/, '')] ?? id;
/** Logical id of a table or secret, whatever follows it in the ARN. */
const keptIn = (resource: string) => kept.find((id) => resource === id || resource.startsWith(`${id}/`));

const ownRoles = ofType(template, 'AWS::IAM::Role')
  .map(([id]) => id)
  .filter((id) => id.startsWith('Handoff'));
const shortName = (role: string) =>
  role.replace(/^Handoff(Functions|Machines)/, '').replace(/Role[0-9A-F]{8}$/, '');

it('attack 77: every role of the stack has a scope, and every scope a role', () => {
  expect(ownRoles.map(shortName).sort()).toEqual(Object.keys(SCOPE).sort());
});

it.each(ownRoles.map((role) => [shortName(role), role]))(
  'attack 77: the role of %s reaches no table and no secret outside its scope',
  (who, role) => {
    const reached = grants
      .filter((grant) => grant.role === role)
      .flatMap(({ resource }) => keptIn(resource) ?? []);
    expect([...new Set(reached.map(nameOf))].sort()).toEqual(SCOPE[who]);
  },
);

it('attack 77: what is granted on everything is nothing that a table or a secret knows', () => {
  const wild = grants.filter(({ resource }) => resource === '*').map(({ action }) => action);
  // ListStreams names no table: it lists the streams of the account, and reads none.
  expect([...new Set(wild)].filter((action) => /^(dynamodb|secretsmanager):/.test(action))).toEqual([
    'dynamodb:ListStreams',
  ]);
});
