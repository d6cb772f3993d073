// The briefing behind the code: what exactly would run, why a human is asked, what the agent says, what is known, and the
// forms. The action is drawn by us from its parameters; the agent's text stands apart and is marked as such.
import { DIMENSION_NAMES, type Dimension } from '../../../contracts/context.js';
import type { JsonObject } from '../../../contracts/json.js';
import type { Action, Assessment } from '../../../contracts/request.js';
import type { FiredRule } from '../../../contracts/verdict.js';
import type { PartView } from '../stored-parts.js';
import { decisionForms, type FormsView } from './decision-forms.js';
import { agentsWords, dimensionView } from './dimensions.js';
import { type Fragment, type Html, html, marked } from './html.js';
import { layout } from './layout.js';
import { type QuestionView, questionsSection } from './other-ways.js';
import { Budget, parametersView } from './value.js';

export interface ActionView {
  readonly title: string;
  readonly type: string;
  readonly effect: FormsView['effect'];
  readonly action: PartView;
  /** The proposal before an edit. */
  readonly before?: PartView | undefined;
}

/** What the request relies on; `before`: as it was, where it has changed since. */
export interface PreconditionsView {
  readonly now: PartView;
  readonly before?: PartView | undefined;
}

export interface BriefingView extends ActionView {
  readonly agent: string;
  readonly onBehalfOf?: string | undefined;
  readonly deadline: string;
  readonly timeLeft: string;
  /** The agent asks for a human to carry on in its place. */
  readonly takeOver: boolean;
  readonly rules: readonly FiredRule[];
  /** What a review of several votes takes, and how far it has come. */
  readonly progress?: string | undefined;
  readonly confidence?: number | undefined;
  readonly preconditions?: PreconditionsView | undefined;
  readonly assessment: PartView;
  readonly questions: readonly QuestionView[];
  readonly dimensions: Record<Dimension, PartView>;
  /** Absent when nothing can be decided, because what is stored does not match the log. */
  readonly forms?: FormsView | undefined;
}

const EFFECTS = {
  reversible: 'can be undone',
  compensatable: 'cannot be undone, but can be made good',
  irreversible: 'cannot be undone',
} as const;

const parametersOf = (view: PartView | undefined): JsonObject | undefined =>
  view?.kind === 'shown' ? (view.body as unknown as Action).parameters : undefined;

function actionBody(view: ActionView): Html {
  if (view.action.kind === 'damaged')
    return html`<div class="note bad"><p><b>The stored action does not match the log.</b> It is not shown, and it cannot be approved.</p></div>`;
  if (view.action.kind !== 'shown')
    return html`<p class="soft">The action was erased, or its time is over. Its digest is still on the log.</p>`;
  const { resource, parameters } = view.action.body as unknown as Action;
  return html`${resource && html`<p><span class="soft">On</span> ${marked(resource)}</p>`}
${parametersView(parameters, parametersOf(view.before))}`;
}

/** The action itself, as it would run or did run. */
export const actionSection = (heading: string, view: ActionView): Html =>
  html`<section aria-labelledby="action"><h2 id="action">${heading}</h2>
${view.before && html`<p class="soft">A reviewer has changed the proposal; the changes are marked.</p>`}
${actionBody(view)}
<p class="soft small"><code>${view.type}</code> · ${EFFECTS[view.effect]}</p></section>`;

function reasons({ rules, confidence, progress }: BriefingView): Html {
  return html`<section aria-labelledby="why"><h2 id="why">Why you are asked</h2>
<ul class="list">${rules.map(({ rule, evidence }) => html`<li>${evidence} <span class="soft small">(<code>${rule}</code>)</span></li>`)}</ul>
${progress && html`<p>${marked(progress)}</p>`}
${confidence !== undefined && html`<p class="soft small">Confidence that the agent states: ${Math.round(confidence * 100)} %</p>`}</section>`;
}

function alternatives(assessment: Assessment, budget: Budget): Fragment {
  if (!assessment.alternatives?.length) return undefined;
  return html`<p class="soft small">What else it considered:</p><ul class="list">${assessment.alternatives.map(
    ({ summary, confidence }) =>
      html`<li>${budget.show(summary)}${confidence !== undefined && html` <span class="soft small">(${Math.round(confidence * 100)} %)</span>`}</li>`,
  )}</ul>`;
}

type Stated = Assessment & { readonly humanRequested?: { readonly by: string; readonly reason?: string } };

function rationale(view: PartView): Fragment {
  if (view.kind === 'erased') return html`<p class="soft">What the agent said was erased.</p>`;
  if (view.kind === 'damaged')
    return html`<p class="soft">What the agent said does not match the log, and is not shown.</p>`;
  const stated = view.kind === 'shown' ? (view.body as unknown as Stated) : undefined;
  if (!stated?.rationale && !stated?.alternatives?.length && !stated?.humanRequested?.reason)
    return html`<p class="soft">The agent gave no reason.</p>`;
  const budget = new Budget(60_000);
  const { rationale: text, humanRequested } = stated;
  return agentsWords(
    html`${text && html`<p class="value">${budget.show(text)}</p>`}
${humanRequested?.reason && html`<p class="soft small">A human was asked for by the ${humanRequested.by}:</p><p class="value">${budget.show(humanRequested.reason)}</p>`}
${alternatives(stated, budget)}`,
  );
}

/** `changed`: what a change of it has led to, in a sentence. */
export function preconditionsSection(view: PreconditionsView | undefined, changed: string): Fragment {
  if (!view) return undefined;
  const { now, before } = view;
  const was = before?.kind === 'shown' ? (before.body as JsonObject) : undefined;
  return html`<section aria-labelledby="relies"><h2 id="relies">What it relies on</h2>
${before && html`<p class="soft">${changed}</p>`}
${now.kind === 'shown' ? parametersView(now.body as JsonObject, was) : html`<p class="soft">The values were erased, or do not match the log.</p>`}</section>`;
}

const CHANGED =
  'This has changed since it was last approved or proposed, so nothing was run; the changes are marked.';

const OPEN_AT_FIRST: readonly Dimension[] = ['conversationHistory', 'customerProfile'];

const contextSection = (view: BriefingView): Html =>
  html`<section aria-labelledby="context"><h2 id="context">What is known</h2>
${DIMENSION_NAMES.map((name) => dimensionView(name, view.dimensions[name], OPEN_AT_FIRST.includes(name)))}</section>`;

const BLOCKED = html`<div class="note bad" role="alert"><p><b>Nothing can be decided here.</b> What is stored does not match the log. Please tell whoever runs your agents; the handoff expires without running anything.</p></div>`;

export function briefingPage(view: BriefingView): string {
  const isWrong = view.forms?.refused !== undefined;
  return layout(
    isWrong ? `Error: ${view.title}` : `Decision: ${view.title}`,
    html`<p class="kicker">${view.takeOver ? 'An agent asks you to take over' : 'An agent asks for your decision'}</p>
<h1>${marked(view.title)}</h1>
<p class="lede">${view.timeLeft} left, until ${view.deadline}</p>
<dl class="facts"><dt>Agent</dt><dd>${marked(view.agent)}</dd>
${view.onBehalfOf && html`<dt>On behalf of</dt><dd>${marked(view.onBehalfOf)}</dd>`}</dl>
${view.forms && html`<p class="screen small"><a href="#decide">Go to your decision</a></p>`}
${actionSection('What would run', view)}
${reasons(view)}
${preconditionsSection(view.preconditions, CHANGED)}
<section aria-labelledby="says"><h2 id="says">What the agent says</h2>${rationale(view.assessment)}</section>
${questionsSection(view.questions)}
${contextSection(view)}
${view.forms ? decisionForms(view.forms) : BLOCKED}
<footer>What you decide is recorded with your name and cannot be changed afterwards.</footer>`,
  );
}
