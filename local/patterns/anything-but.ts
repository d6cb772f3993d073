// Reads the operand of `anything-but`: a value or a list of one kind, or another operator with a text or texts. Used by
// match-expression.ts.
import { InvalidPatternError } from './invalid-pattern.js';
import type { JsonTokens, Token } from './json-tokens.js';
import {
  equalsIgnoringCase,
  exact,
  type Matcher,
  noneOf,
  numberLiteral,
  prefix,
  suffix,
} from './matchers.js';
import { millionthsOf } from './number.js';
import { wildcardOf } from './wildcard.js';

type Kind = 'prefix' | 'suffix' | 'wildcard' | 'equals-ignore-case';

const NOT_A_TEXT: Readonly<Record<Kind, string>> = {
  prefix: 'prefix/suffix match pattern must be a string',
  suffix: 'prefix/suffix match pattern must be a string',
  wildcard: 'wildcard match pattern must be a string',
  'equals-ignore-case':
    'Inside anything-but/equals-ignore-case list, number|start|null|boolean is not supported.',
};

const MATCHERS: Readonly<Record<Kind, (text: string, tokens: JsonTokens) => Matcher>> = {
  prefix,
  suffix,
  wildcard: wildcardOf,
  'equals-ignore-case': equalsIgnoringCase,
};

function isKind(name: string): name is Kind {
  return Object.hasOwn(MATCHERS, name);
}

/** A fault within a list is caught on its way and reported again, with its place twice, as AWS does. */
function twice<T>(tokens: JsonTokens, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof InvalidPatternError) return tokens.fail(error.message);
    throw error;
  }
}

function numberOf(tokens: JsonTokens): Matcher {
  const millionths = millionthsOf(tokens.text());
  if (typeof millionths === 'number') return numberLiteral(tokens.text());
  throw new InvalidPatternError(millionths.refused);
}

function valuesOf(tokens: JsonTokens): Matcher[] {
  const values: Matcher[] = [];
  const kinds = new Set<Token>();
  twice(tokens, () => {
    for (let token = tokens.next(); token !== ']'; token = tokens.next()) {
      if (token !== 'string' && token !== 'number')
        return tokens.fail('Inside anything but list, start|null|boolean is not supported.');
      kinds.add(token);
      values.push(token === 'string' ? exact(`"${tokens.text()}"`) : numberOf(tokens));
    }
  });
  if (kinds.size !== 1)
    tokens.fail(
      'Inside anything but list, either all values are number or string, mixed type is not supported',
    );
  return values;
}

function textOf(token: Token | undefined, kind: Kind, tokens: JsonTokens): string {
  if (token !== 'string') tokens.fail(NOT_A_TEXT[kind]);
  const text = tokens.text();
  if (text === '' && (kind === 'prefix' || kind === 'suffix')) tokens.fail('Null prefix/suffix not allowed');
  return text;
}

function textsOf(kind: Kind, tokens: JsonTokens): string[] {
  return twice(tokens, () => {
    const texts: string[] = [];
    for (let token = tokens.next(); token !== ']'; token = tokens.next())
      texts.push(textOf(token, kind, tokens));
    return texts;
  });
}

function kindOf(tokens: JsonTokens): Kind {
  if (tokens.next() !== 'name') tokens.fail('Anything-But expression name not found');
  const name = tokens.text();
  return isKind(name) ? name : tokens.fail(`Unsupported anything-but pattern: ${name}`);
}

function ofKind(kind: Kind, token: Token | undefined, tokens: JsonTokens): Matcher[] {
  const texts = token === '[' ? textsOf(kind, tokens) : [textOf(token, kind, tokens)];
  return texts.map((text) => MATCHERS[kind](text, tokens));
}

function ofValues(token: Token | undefined, tokens: JsonTokens): Matcher[] {
  if (token === '[') return valuesOf(tokens);
  return [token === 'string' ? exact(`"${tokens.text()}"`) : numberOf(tokens)];
}

export function anythingBut(tokens: JsonTokens): Matcher {
  const first = tokens.next();
  const kind = first === '{' ? kindOf(tokens) : undefined;
  const operand = kind ? tokens.next() : first;
  if (operand !== '[' && operand !== 'string' && operand !== 'number')
    tokens.fail('Value of anything-but must be an array or single string/number value.');
  const excluded = kind ? ofKind(kind, operand, tokens) : ofValues(operand, tokens);
  for (let open = kind ? 2 : 1; open > 0; open -= 1)
    if (tokens.next() !== '}') tokens.fail('Too many elements in numeric expression');
  return noneOf(excluded);
}
