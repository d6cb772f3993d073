// How a handoff stands, for whoever comes to a genuine link once there is nothing left to decide on it: who decided, what,
// when, and what became of the action (rule R16); and the page from which an action that ran is reversed.
import type { Json } from '../../../contracts/json.js';
import {
  type ActionView,
  actionSection,
  type PreconditionsView,
  preconditionsSection,
} from './briefing-page.js';
import { type Fragment, html, marked } from './html.js';
import { layout } from './layout.js';
import { type QuestionView, questionsSection } from './other-ways.js';
import { Budget, valueView } from './value.js';

/** One thing that happened, in words. `tone` colours it. */
export interface Statement {
  readonly tone: 'good' | 'warn' | 'bad';
  readonly text: string;
}

export interface OutcomeView {
  readonly path: string;
  /** Such as "Ana Ruiz approved this". */
  readonly headline: string;
  readonly when?: string | undefined;
  readonly statements: readonly Statement[];
  /** The decider's own words. */
  readonly text?: string | undefined;
  readonly action: ActionView;
  /** What the performer answered. */
  readonly result?: Json | undefined;
  readonly preconditions?: PreconditionsView | undefined;
  readonly questions: readonly QuestionView[];
  /** Whether the page will say more when it is looked at again. */
  readonly isPending: boolean;
}

export interface ReverseView extends OutcomeView {
  /** Whether a compensation is registered; without one the reversal is recorded as impossible. */
  readonly hasCompensation: boolean;
}

const note = ({ tone, text }: Statement) =>
  html`<div class="note${tone !== 'good' && ` ${tone}`}"><p>${marked(text)}</p></div>`;

function standing(view: OutcomeView): Fragment {
  return html`<p class="kicker">${marked(view.action.title)}</p>
<h1>${marked(view.headline)}</h1>
${view.when && html`<p class="lede">${view.when}</p>`}
<div role="status">${view.statements.map(note)}</div>
${view.isPending && html`<p><a href="${view.path}">Look again</a></p>`}
${view.text && html`<div class="words"><p class="label">In their words</p><p class="value">${marked(view.text)}</p></div>`}`;
}

const result = (view: OutcomeView): Fragment =>
  view.result !== undefined &&
  html`<section aria-labelledby="result"><h2 id="result">What the system answered</h2>${valueView(view.result, new Budget(20_000))}</section>`;

const asides = ({ preconditions, questions }: OutcomeView): Fragment =>
  html`${preconditionsSection(preconditions, 'This had changed, so it was asked again; the changes are marked.')}${questionsSection(questions)}`;

const RECORDED = html`<footer>This is what the log says. It cannot be changed.</footer>`;

export const outcomePage = (view: OutcomeView): string =>
  layout(
    view.headline,
    html`${standing(view)}${actionSection('The action', view.action)}${result(view)}${asides(view)}${RECORDED}`,
  );

const CAUTION = {
  yes: 'The registered counter-action runs once. You will see whether it undid everything, a part, or nothing.',
  no: 'No counter-action is registered for this kind of action. Your order is recorded, and the result will be “impossible”: somebody has to put it right by hand.',
} as const;

export const reversePage = (view: ReverseView): string =>
  layout(
    `Reverse: ${view.action.title}`,
    html`${standing(view)}${actionSection('What ran', view.action)}${result(view)}${asides(view)}
<section class="key" aria-labelledby="decide"><h2 id="decide">Reverse this action</h2>
<p>${view.hasCompensation ? CAUTION.yes : CAUTION.no}</p>
<form method="post" action="${view.path}/decision"><input type="hidden" name="decision" value="reverse"><button class="grave">Reverse it</button></form></section>
<footer>Your order is recorded with your name. A reversal can be ordered once.</footer>`,
  );
