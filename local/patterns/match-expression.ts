// Reads one `{ "operator": … }` of a pattern's array. What it refuses, in which words and how far it has read by then follow
// EventBridge's open rule compiler (github.com/aws/event-ruler, read 2026-11). Used by compile.ts.
import { cidr } from './address.js';
import { anythingBut } from './anything-but.js';
import type { JsonTokens } from './json-tokens.js';
import {
  absent,
  equalsIgnoringCase,
  exact,
  type Matcher,
  prefix,
  prefixIgnoringCase,
  present,
  suffix,
  suffixIgnoringCase,
} from './matchers.js';
import { numericRange } from './numeric-range.js';
import { wildcardOf } from './wildcard.js';

type Read = (tokens: JsonTokens) => Matcher;

function close(tokens: JsonTokens): void {
  if (tokens.next() !== '}') tokens.fail('Only one key allowed in match expression');
}

const textOperator =
  (name: string, matcherOf: (text: string, tokens: JsonTokens) => Matcher): Read =>
  (tokens) => {
    if (tokens.next() !== 'string') tokens.fail(`${name} match pattern must be a string`);
    const matcher = matcherOf(tokens.text(), tokens);
    close(tokens);
    return matcher;
  };

/** `prefix` and `suffix`: of a text, or of a text in any case. */
function affix(name: 'prefix' | 'suffix'): Read {
  const [plain, ignoringCase] =
    name === 'prefix' ? [prefix, prefixIgnoringCase] : [suffix, suffixIgnoringCase];
  return (tokens) => {
    const token = tokens.next();
    if (token === '{') return affixIgnoringCase(tokens, name, ignoringCase);
    if (token !== 'string') tokens.fail(`${name} match pattern must be a string`);
    const matcher = plain(tokens.text());
    close(tokens);
    return matcher;
  };
}

function affixIgnoringCase(tokens: JsonTokens, name: string, matcherOf: (text: string) => Matcher): Matcher {
  const title = name === 'prefix' ? 'Prefix' : 'Suffix';
  if (tokens.next() !== 'name') tokens.fail(`${title} expression name not found`);
  if (tokens.text() !== 'equals-ignore-case') tokens.fail(`Unsupported ${name} pattern: ${tokens.text()}`);
  const matcher = textOperator('equals-ignore-case', matcherOf)(tokens);
  close(tokens);
  return matcher;
}

const exists: Read = (tokens) => {
  const token = tokens.next();
  if (token !== 'true' && token !== 'false')
    tokens.fail('exists match pattern must be either true or false.');
  close(tokens);
  return token === 'true' ? present : absent;
};

/** Every operator of the language, by its name; the fidelity table lists them. */
export const OPERATORS: ReadonlyMap<string, Read> = new Map<string, Read>([
  ['exactly', textOperator('exact', (text) => exact(`"${text}"`))],
  ['prefix', affix('prefix')],
  ['suffix', affix('suffix')],
  ['numeric', numericRange],
  ['anything-but', anythingBut],
  ['exists', exists],
  // The name in this refusal is AWS's.
  ['cidr', textOperator('prefix', (text) => ({ kind: 'address', range: cidr(text) }))],
  ['equals-ignore-case', textOperator('equals-ignore-case', equalsIgnoringCase)],
  ['wildcard', textOperator('wildcard', (text, tokens) => wildcardOf(text, tokens))],
]);

/** Reads the expression whose `{` is the current token. */
export function matchExpression(tokens: JsonTokens): Matcher {
  if (tokens.next() !== 'name') tokens.fail('Match expression name not found');
  const read = OPERATORS.get(tokens.text());
  return read ? read(tokens) : tokens.fail(`Unrecognized match type ${tokens.text()}`);
}
