// The forms by which a reviewer decides. Nothing is preselected, each answer says what follows from it, and what was typed
// stays after an error.
import { type DecisionKind, MAX_DECISION_TEXT, type ReasonCode } from '../../../contracts/event.js';
import type { Problem } from '../../../contracts/problems.js';
import { type EditField, JSON_FIELD } from '../edit-fields.js';
import { type Fragment, type Html, html, verbatim } from './html.js';
import { type OtherWaysView, otherWays } from './other-ways.js';

/** What was posted and refused: the fields as they were typed, and what is wrong with them. */
export interface Refused {
  readonly decision?: DecisionKind | undefined;
  readonly entered: ReadonlyMap<string, string>;
  readonly problems: readonly Problem[];
}

export interface FormsView {
  readonly path: string;
  /** Fields of the edit form; without them it is one field of JSON. */
  readonly fields?: readonly EditField[] | undefined;
  readonly json: string;
  readonly effect: 'reversible' | 'compensatable' | 'irreversible';
  readonly refused?: Refused | undefined;
  readonly others?: OtherWaysView | undefined;
}

const idOf = (decision: DecisionKind, field: string) =>
  `${decision}-${field.replace(/[^A-Za-z0-9_-]/g, '-')}`;

/** Problems of one field: those of the text, of one parameter, or of the parameters as a whole. */
function problemsAt(view: FormsView, decision: DecisionKind, path: string): readonly Problem[] {
  if (view.refused?.decision !== decision) return [];
  return view.refused.problems.filter(
    (problem) => problem.path === path || problem.path.startsWith(`${path}.`),
  );
}

function errors(id: string, problems: readonly Problem[]): Fragment {
  if (problems.length === 0) return undefined;
  return html`<p class="error" id="${id}-error">${problems.map(({ rule }) => rule).join(' ')}</p>`;
}

const described = (id: string, problems: readonly Problem[], hint?: string) =>
  html`${(hint || problems.length > 0) && html` aria-describedby="${[hint, problems.length > 0 && `${id}-error`].filter(Boolean).join(' ')}"`}${problems.length > 0 && html` aria-invalid="true"`}`;

interface TextField {
  readonly decision: DecisionKind;
  readonly label: string;
  readonly hint: string;
  readonly isRequired: boolean;
}

function textField(view: FormsView, { decision, label, hint, isRequired }: TextField): Html {
  const id = idOf(decision, 'text');
  const problems = problemsAt(view, decision, 'text');
  const entered = view.refused?.decision === decision ? (view.refused.entered.get('text') ?? '') : '';
  return html`<label for="${id}">${label}</label>
<p class="hint" id="${id}-hint">${hint}</p>
<textarea id="${id}" name="text" maxlength="${MAX_DECISION_TEXT}"${isRequired && html` required`}${described(id, problems, `${id}-hint`)}>
${verbatim(entered)}</textarea>
${errors(id, problems)}`;
}

function input(field: EditField, id: string, value: string, attributes: Html): Html {
  const common = html`id="${id}" name="${field.field}"${attributes}`;
  if (field.kind === 'choice')
    return html`<select ${common}>${[...(field.isRequired ? [] : ['']), ...field.choices].map((choice) => html`<option value="${choice}"${choice === value && html` selected`}>${choice || 'left out'}</option>`)}</select>`;
  if (field.kind === 'long')
    return html`<textarea ${common}>
${verbatim(value)}</textarea>`;
  return html`<input ${common} value="${verbatim(value)}" autocomplete="off"${field.kind === 'number' && html` inputmode="decimal"`}>`;
}

function editField(view: FormsView, field: EditField): Html {
  const id = idOf('edit', field.field);
  const problems = problemsAt(view, 'edit', `action.parameters.${field.name}`);
  const value = (view.refused?.decision === 'edit' && view.refused.entered.get(field.field)) || field.value;
  return html`<label for="${id}">${field.name}${!field.isRequired && html` <span class="hint">(may be left out)</span>`}</label>
${input(field, id, value, described(id, problems))}
${errors(id, problems)}`;
}

function jsonField(view: FormsView): Html {
  const id = idOf('edit', JSON_FIELD);
  const problems = problemsAt(view, 'edit', 'action.parameters');
  const value = (view.refused?.decision === 'edit' && view.refused.entered.get(JSON_FIELD)) || view.json;
  return html`<label for="${id}">Parameters</label>
<p class="hint" id="${id}-hint">As JSON. Characters that cannot be seen are written as \\u and four digits.</p>
<textarea class="code" id="${id}" name="${JSON_FIELD}" spellcheck="false"${described(id, problems, `${id}-hint`)}>
${verbatim(value)}</textarea>
${errors(id, problems)}`;
}

const AFTERWARDS = {
  reversible: 'It can be undone afterwards.',
  compensatable: 'It cannot be undone afterwards, but it can be made good.',
  irreversible: 'It cannot be undone afterwards.',
} as const;

interface Choice {
  readonly decision: DecisionKind;
  readonly name: string;
  readonly gist: string;
  readonly fields: Fragment;
  readonly button: Fragment;
}

function choice(view: FormsView, { decision, name, gist, fields, button }: Choice): Html {
  const isOpen = view.refused?.decision === decision;
  return html`<details name="decision"${isOpen && html` open`}><summary>${name} <span class="soft">· ${gist}</span></summary>
<div class="inside"><form method="post" action="${view.path}/decision"><input type="hidden" name="decision" value="${decision}">
${fields}
${button}</form></div></details>`;
}

const approve = (view: FormsView) =>
  choice(view, {
    decision: 'approve',
    name: 'Approve',
    gist: 'run exactly this',
    fields: html`<p>Exactly the action shown above runs, once. ${AFTERWARDS[view.effect]}</p>
${textField(view, { decision: 'approve', label: 'Remark', hint: 'For the record. You may leave it empty.', isRequired: false })}`,
    button: html`<button>Approve and run it</button>`,
  });

const REASONS: Record<ReasonCode, string> = {
  other: 'Another reason',
  'wrong-values': 'A value is wrong',
  'wrong-target': 'It is the wrong thing or person to act on',
  'against-policy': 'Our rules do not allow it',
  'missing-information': 'Something is missing to decide it',
  'not-needed': 'It is not needed, or not any more',
};

function reasonField(view: FormsView): Html {
  const entered = view.refused?.decision === 'reject' ? view.refused.entered.get('reasonCode') : undefined;
  const problems = problemsAt(view, 'reject', 'reasonCode');
  return html`<label for="reject-reason">Kind of reason</label>
<select id="reject-reason" name="reasonCode"${described('reject-reason', problems)}>${Object.entries(
    REASONS,
  ).map(
    ([code, words]) => html`<option value="${code}"${code === entered && html` selected`}>${words}</option>`,
  )}</select>
${errors('reject-reason', problems)}`;
}

const reject = (view: FormsView) =>
  choice(view, {
    decision: 'reject',
    name: 'Reject',
    gist: 'nothing runs',
    fields: html`${reasonField(view)}${textField(view, {
      decision: 'reject',
      label: 'Why not?',
      hint: 'The agent is given your words, and they are kept with the decision.',
      isRequired: true,
    })}`,
    button: html`<button>Reject it</button>`,
  });

const edit = (view: FormsView) =>
  choice(view, {
    decision: 'edit',
    name: 'Change',
    gist: 'approve it with other values',
    fields: html`<p>Your version replaces the proposal. It is a new proposal: it is checked again, earlier votes are void, and it runs once it has the approval that it takes.</p>
${view.fields ? view.fields.map((field) => editField(view, field)) : jsonField(view)}
${view.fields && errors('edit-parameters', wholeProblems(view))}`,
    button: html`<button>Run it with these values</button>`,
  });

/** Problems of an edit that no single field can be blamed for. */
function wholeProblems(view: FormsView): Problem[] {
  const named = (view.fields ?? []).map(({ name }) => `action.parameters.${name}`);
  return problemsAt(view, 'edit', 'action.parameters').filter(
    ({ path }) => !named.some((name) => path === name || path.startsWith(`${name}.`)),
  );
}

const respond = (view: FormsView) =>
  choice(view, {
    decision: 'respond',
    name: 'Answer',
    gist: 'tell the agent something instead',
    fields: textField(view, {
      decision: 'respond',
      label: 'Your answer',
      hint: 'Nothing runs. The agent is given your words and goes on from there.',
      isRequired: true,
    }),
    button: html`<button>Send the answer</button>`,
  });

function summary({ refused }: FormsView): Fragment {
  if (!refused) return undefined;
  const named = refused.problems.map(
    ({ path, rule }) => html`<li><b>${path.replace('action.parameters.', '')}</b> ${rule}</li>`,
  );
  return html`<div class="note bad" role="alert"><p><b>Nothing was decided yet.</b> Please correct:</p><ul class="list">${named}</ul></div>`;
}

/** All four answers, none of them chosen, and what can be done without deciding. */
export const decisionForms = (view: FormsView): Html =>
  html`<section class="key" aria-labelledby="decide"><h2 id="decide">Your decision</h2>${summary(view)}
${approve(view)}${edit(view)}${reject(view)}${respond(view)}${view.others && otherWays(view.path, view.others, view.refused?.entered)}</section>`;
