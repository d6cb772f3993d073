// Reads JSON token by token and knows where it stands, in the manner of the parser behind EventBridge: what is wrong with a
// pattern is reported with its line and column, and both depend on how far that parser has read. Pure; used by compile.ts.
import { described, excerpt, InvalidPatternError } from './invalid-pattern.js';

export type Token = '{' | '}' | '[' | ']' | 'name' | 'string' | 'number' | 'true' | 'false' | 'null';

const VALID_VALUES = "(JSON String, Number, Array, Object or token 'null', 'true' or 'false')";
const IDENTIFIER = /[\p{L}\p{Nl}\p{Nd}\p{Sc}\p{Pc}]*/uy;
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const ESCAPED: Readonly<Record<string, string>> = {
  '"': '"',
  '\\': '\\',
  '/': '/',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
};

interface Scope {
  readonly kind: 'Object' | 'Array';
  readonly startedAt: string;
  hasEntries: boolean;
}

export class JsonTokens {
  readonly #source: string;
  readonly #scopes: Scope[] = [];
  #at = 0;
  #text = '';
  /** A value is read together with its name, as far as its first character. */
  #afterName: { readonly token: Token; readonly text: string } | undefined;
  /** A text is read when somebody asks for it, or else skipped by the next token. */
  #isInText = false;

  constructor(source: string) {
    this.#source = source;
  }

  fail(reason: string): never {
    throw new InvalidPatternError(`${reason}\n at ${this.#location()}`);
  }

  /** The text of the current token. */
  text(): string {
    if (!this.#isInText) return this.#text;
    this.#isInText = false;
    this.#text = this.#restOfText(': was expecting closing quote for a string value');
    return this.#text;
  }

  /** The next token; undefined after the last one. Throws {@link InvalidPatternError} where the JSON is broken. */
  next(): Token | undefined {
    if (this.#afterName) return this.#takeAfterName(this.#afterName);
    this.text();
    const first = this.#skipSpace();
    if (first === '') return this.#end();
    if (first === '}' || first === ']') return this.#leave(first);
    const character = this.#separated(first);
    if (this.#scope?.kind !== 'Object') return this.#enter(this.#value(character));
    const name = this.#name(character);
    const token = this.#value(this.#colon());
    this.#afterName = { token, text: this.#text };
    this.#isInText = false;
    this.#text = name;
    return 'name';
  }

  #takeAfterName({ token, text }: { token: Token; text: string }): Token {
    this.#afterName = undefined;
    this.#text = text;
    this.#isInText = token === 'string';
    return this.#enter(token);
  }

  get #scope(): Scope | undefined {
    return this.#scopes.at(-1);
  }

  #location(): string {
    const before = this.#source.slice(0, this.#at);
    const line = before.split('\n').length;
    const column = this.#at - before.lastIndexOf('\n');
    return `[Source: (String)${excerpt(this.#source)}; line: ${line}, column: ${column}]`;
  }

  /** Takes one character; empty at the end. */
  #take(): string {
    const character = this.#source.charAt(this.#at);
    if (character !== '') this.#at += 1;
    return character;
  }

  #skipSpace(): string {
    let character = this.#take();
    while (character !== '' && ' \t\r\n'.includes(character)) character = this.#take();
    if (character !== '' && character < ' ')
      this.fail(
        `Illegal character (${described(character)}): only regular white space (\\r, \\n, \\t) is allowed between tokens`,
      );
    return character;
  }

  #unexpected(character: string, comment: string): never {
    return this.fail(`Unexpected character (${described(character)})${comment}`);
  }

  #end(): undefined {
    const scope = this.#scope;
    if (scope)
      this.fail(
        `Unexpected end-of-input: expected close marker for ${scope.kind} (start marker at ${scope.startedAt})`,
      );
  }

  #enter(token: Token): Token {
    if (token !== '{' && token !== '[') return token;
    const kind = token === '{' ? 'Object' : 'Array';
    this.#at -= 1;
    const startedAt = this.#location();
    this.#at += 1;
    this.#scopes.push({ kind, startedAt, hasEntries: false });
    return token;
  }

  #leave(mark: '}' | ']'): Token {
    const scope = this.#scopes.pop();
    if (scope?.kind === (mark === '}' ? 'Object' : 'Array')) {
      this.#text = mark;
      return mark;
    }
    if (!scope) return this.#unexpected(mark, ': expected a value');
    const expected = scope.kind === 'Object' ? '}' : ']';
    return this.fail(
      `Unexpected close marker '${mark}': expected '${expected}' (for ${scope.kind} starting at ${scope.startedAt})`,
    );
  }

  /** The first character of the next entry, past the comma before it. */
  #separated(character: string): string {
    const scope = this.#scope;
    if (!scope) return character;
    if (!scope.hasEntries) {
      scope.hasEntries = true;
      return character;
    }
    if (character !== ',')
      this.#unexpected(character, `: was expecting comma to separate ${scope.kind} entries`);
    const next = this.#skipSpace();
    if (next === '') this.fail(`Unexpected end-of-input within/between ${scope.kind} entries`);
    return next;
  }

  #name(character: string): string {
    if (character !== '"') this.#unexpected(character, ': was expecting double-quote to start field name');
    return this.#restOfText(' in field name');
  }

  #colon(): string {
    const character = this.#skipSpace();
    if (character !== ':')
      this.#unexpected(character, ': was expecting a colon to separate field name and value');
    const next = this.#skipSpace();
    if (next === '') this.fail('Unexpected end-of-input within/between Object entries');
    return next;
  }

  /** Reads a value as far as the parser does at once: texts and containers up to their first character. */
  #value(character: string): Token {
    this.#text = character;
    this.#isInText = character === '"';
    if (character === '"') return 'string';
    if (character === '{' || character === '[') return character;
    if (character === '-' || (character >= '0' && character <= '9')) return this.#number(character);
    if (character === '}') return this.#unexpected(character, ': expected a value');
    if (/[\p{L}\p{Nl}\p{Sc}\p{Pc}]/u.test(character)) return this.#word();
    return this.#unexpected(character, `: expected a valid value ${VALID_VALUES}`);
  }

  #word(): Token {
    IDENTIFIER.lastIndex = this.#at - 1;
    const [word = ''] = IDENTIFIER.exec(this.#source) ?? [];
    this.#at += word.length - 1;
    this.#text = word;
    if (word === 'true' || word === 'false' || word === 'null') return word;
    return this.fail(`Unrecognized token '${word}': was expecting ${VALID_VALUES}`);
  }

  #number(first: string): Token {
    NUMBER.lastIndex = this.#at - 1;
    const [digits] = NUMBER.exec(this.#source) ?? [];
    if (digits === undefined) {
      const comment = ' in numeric value: expected digit (0-9) to follow minus sign, for valid numeric value';
      return this.#unexpected(this.#take(), comment);
    }
    this.#at += digits.length - 1;
    this.#text = digits;
    const next = this.#source.charAt(this.#at);
    if (first === '0' && digits === '0' && /\d/.test(next))
      this.fail('Invalid numeric value: Leading zeroes not allowed');
    if (next === '.') {
      this.#at += 1;
      this.#unexpected(this.#take(), ' in numeric value: Decimal point not followed by a digit');
    }
    return 'number';
  }

  /** Reads up to the closing quote. */
  #restOfText(unfinished: string): string {
    let text = '';
    for (let character = this.#take(); character !== '"'; character = this.#take()) {
      if (character === '') this.fail(`Unexpected end-of-input${unfinished}`);
      if (character < ' ')
        this.fail(
          `Illegal unquoted character (${described(character)}): has to be escaped using backslash to be included in string value`,
        );
      text += character === '\\' ? this.#escape() : character;
    }
    return text;
  }

  #escape(): string {
    const character = this.#take();
    if (character !== 'u')
      return ESCAPED[character] ?? this.fail(`Unrecognized character escape ${described(character)}`);
    const digits = this.#source.slice(this.#at, this.#at + 4);
    if (!/^[0-9a-fA-F]{4}$/.test(digits))
      this.#unexpected(this.#take(), ': expected a hex-digit for character escape sequence');
    this.#at += 4;
    return String.fromCharCode(Number.parseInt(digits, 16));
  }
}
