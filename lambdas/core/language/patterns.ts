// A small language of patterns over terms, for the data files of a locale. "ask ~5 contact ~2 human|desk" reads: a term
// of class ask, at most five others, one of contact, at most two others, one of human or desk. `^` is the start of a clause,
// `$` its end. A gap never crosses a boundary nor a term of a barrier class. No backtracking: work is text × pattern.
import { BOUNDARY_CLASS, type Term } from './lexicon.js';

interface Step {
  readonly classes: ReadonlySet<string>;
  /** Most terms that may lie before this one. */
  readonly gap: number;
}

export interface Pattern {
  readonly steps: readonly Step[];
  readonly atStart: boolean;
  readonly atEnd: boolean;
}

/** Half-open range of terms. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** Compiles one pattern. A class that a locale has no lexemes of never matches there. */
export function pattern(source: string): Pattern {
  const words = source.split(' ');
  const steps: Step[] = [];
  let gap = 0;
  for (const word of words) {
    if (word === '^' || word === '$') continue;
    if (word.startsWith('~')) {
      gap = Number(word.slice(1));
      continue;
    }
    steps.push({ classes: new Set(word.split('|')), gap });
    gap = 0;
  }
  return { steps, atStart: words[0] === '^', atEnd: words.at(-1) === '$' };
}

const hasOne = ({ classes }: Term, wanted: ReadonlySet<string>) =>
  classes.length > 0 && classes.some((name) => wanted.has(name));

/** Ends of one step from `at`: each position after a term of the step's classes within its gap. */
function advance(terms: readonly Term[], at: number, step: Step, barriers: ReadonlySet<string>): number[] {
  const ends: number[] = [];
  for (let skipped = 0; skipped <= step.gap; skipped += 1) {
    const term = terms[at + skipped];
    if (!term) break;
    if (hasOne(term, step.classes)) ends.push(at + skipped + 1);
    if (hasOne(term, barriers)) break;
  }
  return ends;
}

/** Every shortest match of `pattern` in `terms`, by where it starts. `barriers` hold the boundary class. */
export function matches(
  terms: readonly Term[],
  { steps, atStart, atEnd }: Pattern,
  barriers: ReadonlySet<string>,
): Span[] {
  const isEdge = (index: number) => terms[index]?.classes.includes(BOUNDARY_CLASS) ?? true;
  const spans: Span[] = [];
  for (const from of terms.keys()) {
    const begins = steps[0] && terms[from] && hasOne(terms[from], steps[0].classes);
    if (!begins || (atStart && !isEdge(from - 1))) continue;
    let ends = new Set([from]);
    for (const step of steps) ends = new Set([...ends].flatMap((at) => advance(terms, at, step, barriers)));
    const reached = [...ends].filter((end) => !atEnd || isEdge(end));
    if (reached.length > 0) spans.push({ from, to: Math.min(...reached) });
  }
  return spans;
}
