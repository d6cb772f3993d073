// What a definition may get wrong without any validator saying so; used by the tests of the state machines.
import jsonata from 'jsonata';

/** As much of the language as the lint reads. */
export interface State {
  readonly Type: string;
  readonly Resource?: string;
  readonly Arguments?: unknown;
  readonly Next?: string;
  readonly End?: boolean;
  readonly Default?: string;
  readonly Choices?: readonly { readonly Next: string; readonly Condition: string }[];
  readonly Retry?: readonly { readonly ErrorEquals: readonly string[] }[];
  readonly Catch?: readonly { readonly ErrorEquals: readonly string[]; readonly Next: string }[];
  readonly TimeoutSeconds?: number | string;
  readonly HeartbeatSeconds?: number | string;
}
export interface Machine {
  readonly StartAt: string;
  readonly TimeoutSeconds?: number;
  readonly States: Readonly<Record<string, State>>;
}

/** Functions of JSONata 2.0.6 that a definition may use, and those that Step Functions adds (AWS, read 2026-11). */
const KNOWN_FUNCTIONS =
  /^(partition|range|hash|random|uuid|parse|sum|count|max|min|average|string|length|substring|substringBefore|substringAfter|lowercase|uppercase|trim|pad|match|contains|replace|split|join|formatNumber|formatBase|formatInteger|parseInteger|number|floor|ceil|round|abs|sqrt|power|boolean|not|map|zip|filter|single|reduce|sift|keys|lookup|append|exists|spread|merge|reverse|each|error|assert|type|sort|shuffle|distinct|base64encode|base64decode|encodeUrlComponent|encodeUrl|decodeUrlComponent|decodeUrl|toMillis|fromMillis|millis|now)$/;

/** Every `{% … %}` below a value. */
export function expressionsIn(value: unknown): string[] {
  if (typeof value === 'string') return /^\{%[\s\S]*%\}$/.test(value) ? [value.slice(2, -2).trim()] : [];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(expressionsIn);
}

interface Node {
  readonly type?: string;
  readonly value?: unknown;
}

function nodesIn(node: unknown): Node[] {
  if (typeof node !== 'object' || node === null) return [];
  return [node as Node, ...Object.values(node).flatMap(nodesIn)];
}

const variablesOf = (expression: string) =>
  nodesIn(jsonata(expression).ast())
    .filter(({ type }) => type === 'variable')
    .map(({ value }) => String(value));

const calledIn = (expression: string) =>
  nodesIn(jsonata(expression).ast())
    .filter(({ type }) => type === 'function' || type === 'partial')
    .map((node) => String((node as { procedure?: Node }).procedure?.value));

function problemsOfExpression(expression: string): string[] {
  const called = calledIn(expression);
  const unknown = called.filter((name) => name === 'eval' || !KNOWN_FUNCTIONS.test(name));
  const variables = variablesOf(expression).filter((name) => !called.includes(name));
  return [
    ...unknown.map((name) => (name === 'eval' ? '$eval is forbidden' : `unknown function $${name}`)),
    ...variables
      .filter((name) => name !== 'states' && name !== '')
      .map((name) => `unknown variable $${name}`),
  ];
}

function problemsOfState(state: State): string[] {
  const { HeartbeatSeconds: heartbeat, TimeoutSeconds: timeout, Resource = '' } = state;
  const beatsTooLate = typeof heartbeat === 'number' && typeof timeout === 'number' && heartbeat >= timeout;
  const passesToken = expressionsIn(state.Arguments).some((one) =>
    one.includes('$states.context.Task.Token'),
  );
  return [
    ...expressionsIn(state).flatMap(problemsOfExpression),
    ...(beatsTooLate ? ['the heartbeat is not shorter than the timeout'] : []),
    ...(Resource.endsWith('.waitForTaskToken') && !passesToken
      ? ['waits for a token that it passes to nobody']
      : []),
  ];
}

/** One line for each of the five faults that validators miss. */
export const lint = ({ States }: Machine): string[] =>
  Object.entries(States).flatMap(([name, state]) =>
    problemsOfState(state).map((problem) => `${name}: ${problem}`),
  );
