// POST of what a reviewer does without deciding: passes the decision on, or asks the agent. One fact each, and none twice.
import type { WebAnswer } from '../../adapters/http.js';
import { MAX_DECISION_TEXT } from '../../contracts/event.js';
import type { Problem } from '../../contracts/problems.js';
import { askAgent } from '../../core/ask-agent.js';
import { run } from '../../core/command.js';
import { delegate } from '../../core/delegate.js';
import { fold } from '../../core/evolve.js';
import { REFUSALS, type RefusalCode } from '../../core/refusals.js';
import type { HandoffState } from '../../core/state.js';
import { sayWords } from '../say-words.js';
import { ownerIn } from './asides.js';
import { statusOf } from './refusal-status.js';
import type { CalledLink, ReviewDependencies } from './review-ports.js';
import { showOutcome, showReview } from './show-review.js';

type Form = ReadonlyMap<string, string>;

const seeOther = (path: string): WebAnswer => ({ status: 303, headers: { location: path } });

/** Refusals that another choice on the same page can put right. */
const CORRECTABLE: readonly RefusalCode[] = ['DELEGATE_UNKNOWN', 'DELEGATE_INELIGIBLE', 'DELEGATE_ASKED'];

const correct = (called: CalledLink, form: Form, problem: Problem, dependencies: ReviewDependencies) =>
  showReview(called, dependencies, { entered: form, problems: [problem] });

function turnedAway(
  called: CalledLink,
  state: HandoffState,
  refusal: RefusalCode | undefined,
  dependencies: ReviewDependencies,
): Promise<WebAnswer> {
  dependencies.report(`refused aside: ${refusal}`, called.link);
  return showOutcome(state, called, dependencies, statusOf(refusal));
}

/** Passes the decision on to whom the form names: an id, an address or an alias of the directory. */
export async function passOn(
  called: CalledLink,
  form: Form,
  dependencies: ReviewDependencies,
): Promise<WebAnswer> {
  const { tenant, handoffId, linkHash } = called.link;
  const { log, context, settings, now, sign } = dependencies;
  const key = { tenant, handoffId };
  const facts = await log.read(key);
  const before = fold(key, facts);
  const digest = before.requested?.partRefs.assessment;
  const stated = digest ? await context.read(key, [{ part: 'assessment', digest }]) : [];
  const terms = { directory: settings.reviewers, owner: ownerIn(before, stated), now };
  const name = form.get('to') ?? '';
  const { state, fact, refusal } = await run(log, {
    key,
    commandId: `delegate:${linkHash}`,
    now,
    sign,
    known: facts,
    decide: (current) => delegate(current, called.link, name, terms),
  });
  if (fact) return seeOther(called.path);
  if (!refusal || !CORRECTABLE.includes(refusal)) return turnedAway(called, state, refusal, dependencies);
  return correct(called, form, { path: 'to', rule: `“${name}”: ${REFUSALS[refusal]}.` }, dependencies);
}

/** Asks the agent. `nth` of the form tells one question from the next, so that a form sent twice asks once. */
export async function askForContext(
  called: CalledLink,
  form: Form,
  dependencies: ReviewDependencies,
): Promise<WebAnswer> {
  const { tenant, handoffId, linkHash } = called.link;
  const text = (form.get('text') ?? '').replaceAll('\r\n', '\n').trim().toWellFormed();
  if (text === '' || text.length > MAX_DECISION_TEXT) {
    const rule = `must have 1 to ${MAX_DECISION_TEXT} characters.`;
    return correct(called, form, { path: 'question', rule }, dependencies);
  }
  const { state, fact, refusal, otherWords } = await sayWords(
    {
      key: { tenant, handoffId },
      commandId: `ask:${linkHash}:${/^\d{1,2}$/.exec(form.get('nth') ?? '')?.[0] ?? ''}`,
      part: 'question',
      text,
      decide: (current, digest) => askAgent(current, called.link, digest, dependencies),
    },
    dependencies,
  );
  if (refusal === 'TOO_MANY_QUESTIONS' || otherWords) {
    const rule = otherWords
      ? 'came from an older page. Please send it again.'
      : `${REFUSALS[refusal as RefusalCode]}.`;
    return correct(called, form, { path: 'question', rule }, dependencies);
  }
  return fact ? seeOther(called.path) : turnedAway(called, state, refusal, dependencies);
}
