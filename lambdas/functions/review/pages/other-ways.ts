// What a reviewer can do without deciding: ask the agent, or pass the decision on; and what was asked and answered. The
// agent's answers stand apart and are marked as its words.
import { MAX_DECISION_TEXT } from '../../../contracts/event.js';
import type { PartView } from '../stored-parts.js';
import { agentsWords } from './dimensions.js';
import { type Fragment, type Html, html, marked, verbatim } from './html.js';
import { Budget } from './value.js';

export interface QuestionView {
  readonly who: string;
  readonly when: string;
  readonly question: PartView;
  /** Absent as long as the agent has not answered. */
  readonly answer?: PartView | undefined;
  /** What the time to decide does meanwhile; absent once nothing is to be decided. */
  readonly meanwhile?: string | undefined;
}

export interface OtherWaysView {
  /** People of the directory to whom it can be passed on. */
  readonly delegates: readonly { readonly id: string; readonly name: string }[];
  /** How many questions there are. */
  readonly asked: number;
  readonly mayAsk: boolean;
  /** Whether the time to decide would stand still, or does, until the agent answers. */
  readonly stopsClock: boolean;
}

/** Characters of one question or answer that a page shows, markup included. */
const SHOWN_CHARACTERS = 30_000;

function words(view: PartView): Html {
  if (view.kind !== 'shown') return html`<p class="soft">This was erased, or does not match the log.</p>`;
  const { text } = view.body as { readonly text: string };
  return html`<p class="value">${new Budget(SHOWN_CHARACTERS).show(text)}</p>`;
}

const one = ({ who, when, question, answer, meanwhile }: QuestionView): Html =>
  html`<div class="turn"><b>${marked(who)} asked · ${when}</b>${words(question)}
${answer ? agentsWords(words(answer)) : html`<p class="soft">The agent has not answered${meanwhile && ` yet. ${meanwhile}`}.</p>`}</div>`;

export const questionsSection = (questions: readonly QuestionView[]): Fragment =>
  questions.length > 0 &&
  html`<section aria-labelledby="asked"><h2 id="asked">What the agent was asked</h2>${questions.map(one)}</section>`;

const way = (
  path: string,
  decision: 'ask' | 'delegate',
  summary: Html,
  inside: Html,
  isOpen: boolean,
): Html =>
  html`<details name="decision"${isOpen && html` open`}><summary>${summary}</summary>
<div class="inside"><form method="post" action="${path}/decision"><input type="hidden" name="decision" value="${decision}">
${inside}</form></div></details>`;

const ask = (
  path: string,
  { asked, stopsClock }: OtherWaysView,
  entered: ReadonlyMap<string, string> | undefined,
) =>
  way(
    path,
    'ask',
    html`Ask the agent <span class="soft">· nothing is decided yet</span>`,
    html`<input type="hidden" name="nth" value="${asked}"><label for="ask-text">Your question</label>
<p class="hint" id="ask-hint">The agent is given your words; everybody who is asked sees them, and its answer. You get a message. The time to decide ${stopsClock ? 'stands still meanwhile, within limits' : 'goes on running'}.</p>
<textarea id="ask-text" name="text" maxlength="${MAX_DECISION_TEXT}" required aria-describedby="ask-hint">
${verbatim(entered?.get('text') ?? '')}</textarea>
<button>Ask the agent</button>`,
    entered !== undefined,
  );

const passOn = (path: string, { delegates }: OtherWaysView, isOpen: boolean) =>
  way(
    path,
    'delegate',
    html`Pass on <span class="soft">· somebody else decides in your place</span>`,
    html`<label for="delegate-to">To whom</label>
<p class="hint" id="delegate-hint">They get a link of their own; yours decides nothing any more. The deadline stays. You cannot take this back.</p>
<select id="delegate-to" name="to" required aria-describedby="delegate-hint"><option value="">choose</option>${delegates.map(({ id, name }) => html`<option value="${id}">${name}</option>`)}</select>
<button>Pass it on</button>`,
    isOpen,
  );

/** `entered`: the fields of a form that was refused, whichever it was. */
export function otherWays(path: string, view: OtherWaysView, entered?: ReadonlyMap<string, string>): Html {
  const isOf = (decision: string) => entered?.get('decision') === decision;
  return html`${view.mayAsk && ask(path, view, isOf('ask') ? entered : undefined)}${view.delegates.length > 0 && passOn(path, view, isOf('delegate'))}`;
}
