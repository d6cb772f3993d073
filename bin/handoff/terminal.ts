// What the command writes, and how: tables for people, JSON lines for programs. Nobody else's text reaches a terminal
// raw: agents and reviewers could hide words behind escape sequences or right-to-left overrides.
import type { Readable, Writable } from 'node:stream';
import { styleText } from 'node:util';
import Table from 'cli-table3';

/** The process as the command sees it; tests hand in their own. */
export interface Surroundings {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly out: Writable;
  readonly error: Writable;
  readonly input: Readable;
}

/** Expected failure of a command; exit code 1, or 2 when the call itself was wrong. */
export class CommandError extends Error {
  constructor(
    message: string,
    readonly exitCode: 1 | 2 = 1,
    /** Code of a refusal by the stack. */
    readonly refusal?: string,
  ) {
    super(message);
    this.name = 'CommandError';
  }
}

// Control, format (bidirectional overrides, zero width), surrogate, private-use and line-separating characters.
const UNSEEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}]/gu;

/** Text with everything invisible written out as `\u{…}`. */
export const visible = (text: string) =>
  text.replace(UNSEEN, (character) =>
    character === '\n' ? '\\n' : `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`,
  );

type Style = Parameters<typeof styleText>[0];

/** `text` in colour where the stream is a terminal and NO_COLOR is not set. */
export const styled = (stream: Writable, style: Style, text: string) =>
  styleText(style, text, { stream: stream as NodeJS.WriteStream, validateStream: true });

const BORDERS = Object.fromEntries(
  ['top', 'top-mid', 'top-left', 'top-right', 'bottom', 'bottom-mid', 'bottom-left', 'bottom-right', 'left']
    .concat(['left-mid', 'mid', 'mid-mid', 'right', 'right-mid'])
    .map((name) => [name, '']),
);

/** Rows as aligned columns under `head`; cells are made visible. */
export function table(out: Writable, head: string[], rows: (string | undefined)[][]): string {
  const drawn = new Table({
    head: head.map((title) => styled(out, 'bold', title)),
    chars: { ...BORDERS, middle: '  ' },
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': 0 },
  });
  drawn.push(...rows.map((row) => row.map((cell) => visible(cell ?? '–'))));
  return `${drawn
    .toString()
    .split('\n')
    .map((line) => line.trimEnd())
    .filter((line) => line !== '')
    .join('\n')}\n`;
}
