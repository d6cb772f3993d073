// What is wrong with a settings document beside the stack that it is for: names that lead nowhere would silently protect
// nobody. Called at synth, and by `npm run policy`. Shapes are the contract's to check.
import type { Governance, OnExpiry, Scope } from '../lambdas/contracts/governance.js';
import type { Settings } from '../lambdas/contracts/settings.js';
import { voters } from './voters.js';

/** Most tiers of one handoff. */
const MAX_TIERS = 5;

type Route = NonNullable<Governance['routes']>[string];
/** A setting with its place in the document. */
interface At<T> {
  readonly at: string;
  readonly is: T;
}

const listed = <T>(name: string, list: readonly T[] | undefined): At<T>[] =>
  (list ?? []).map((is, index) => ({ at: `${name}.${index}`, is }));
const routesOf = ({ routes = {} }: Governance): At<Route>[] =>
  Object.entries(routes).map(([name, is]) => ({ at: `routes.${name}`, is }));

const unknownIn = (known: readonly string[], named: readonly At<string>[]) =>
  named
    .filter(({ is }) => !known.includes(is))
    .map(({ at, is }) => `${at}: "${is}" is not one of ${known.join(', ') || 'none'}`);

/** Every action type that is named, wherever. */
const actionTypesIn = ({ confidence, regulatory, patterns, onExpiry }: Governance): At<string>[] => [
  ...[
    ...listed<Scope>('confidence.thresholds', confidence?.thresholds),
    ...listed<Scope>('patterns', patterns),
    ...listed<Scope>('onExpiry', onExpiry),
  ].flatMap(({ at, is: { actionType } }) => (actionType ? [{ at: `${at}.actionType`, is: actionType }] : [])),
  ...listed('regulatory', regulatory).flatMap(({ at, is }) => listed(`${at}.actionTypes`, is.actionTypes)),
];

const reviewersIn = (governance: Governance): At<string>[] =>
  routesOf(governance).flatMap(({ at, is: { tiers } }) =>
    listed(`${at}.tiers`, tiers).flatMap((tier) => listed(`${tier.at}.reviewers`, tier.is.reviewers)),
  );

/** Two settings of one agent and action type would let their order decide. */
function doubled(settings: readonly At<Scope>[]): string[] {
  const nameOf = ({ agent = '', actionType = '' }: Scope) => `${agent} ${actionType}`;
  return settings.flatMap(({ at, is }, index) => {
    const earlier = settings.slice(0, index).find((one) => nameOf(one.is) === nameOf(is));
    return earlier
      ? [`${at}: is for the same agent and action type as ${earlier.at}; leave one of them`]
      : [];
  });
}

const unheldRoles = (governance: Governance, settings: Settings) =>
  routesOf(governance).flatMap(({ at, is }) =>
    is.roles && voters(is, settings).size === 0
      ? [`${at}.roles: nobody in its tiers holds ${is.roles.join(' or ')}: no vote could count`]
      : [],
  );

/** Whom a setting that escalates may come after. */
type Before = Pick<Route, 'tiers' | 'roles'>;

function escalations(governance: Governance, settings: Settings) {
  const own: (At<OnExpiry> & { readonly before: Before[] })[] = routesOf(governance).flatMap(({ at, is }) =>
    is.onExpiry ? [{ at: `${at}.onExpiry`, is: is.onExpiry, before: [is] }] : [],
  );
  const before: Before[] = [settings, ...routesOf(governance).flatMap(({ is }) => (is.onExpiry ? [] : [is]))];
  const scoped = listed<OnExpiry>('onExpiry', governance.onExpiry).map((one) => ({ ...one, before }));
  return [...own, ...scoped].flatMap(({ at, is, before: those }) =>
    is.kind === 'escalate' ? [{ at: `${at}.to`, to: is.to, before: those }] : [],
  );
}

function escalationProblems(governance: Governance, settings: Settings): string[] {
  const known = governance.routes ?? {};
  return escalations(governance, settings).flatMap(({ at, to, before }) => {
    const target = Object.hasOwn(known, to) ? known[to] : undefined;
    if (!target) return unknownIn(Object.keys(known), [{ at, is: to }]);
    const tiers = target.tiers.length + Math.max(...before.map((one) => one.tiers.length));
    const barred = before.find(
      ({ roles }) => roles && voters({ tiers: target.tiers, roles }, settings).size === 0,
    );
    return [
      ...(tiers > MAX_TIERS ? [`${at}: makes ${tiers} tiers with those before; at most ${MAX_TIERS}`] : []),
      ...(barred ? [`${at}: nobody in "${to}" holds ${barred.roles?.join(' or ')}, which a vote takes`] : []),
    ];
  });
}

/** Each problem begins with its path in the document. `declared` are the action types of the policies' schema. */
export function governanceProblems(
  governance: Governance,
  settings: Settings,
  declared: readonly string[],
): string[] {
  const actionTypes = [...new Set([...Object.keys(settings.actions), ...declared])];
  return [
    ...unknownIn(actionTypes, actionTypesIn(governance)),
    ...unknownIn(Object.keys(settings.reviewers), reviewersIn(governance)),
    ...doubled(listed<Scope>('patterns', governance.patterns)),
    ...doubled(listed<Scope>('onExpiry', governance.onExpiry)),
    ...unheldRoles(governance, settings),
    ...escalationProblems(governance, settings),
  ];
}
