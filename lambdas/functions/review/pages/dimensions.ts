// The five context dimensions, each by itself. Their text is somebody else's: shown, never interpreted.
import type * as z from 'zod/mini';
import type {
  AgentReasoning,
  ConversationHistory,
  Dimension,
  EnvironmentalData,
  ProcessState,
} from '../../../contracts/context.js';
import type { Json } from '../../../contracts/json.js';
import type { PartView } from '../stored-parts.js';
import { type Fragment, type Html, html } from './html.js';
import { Budget, valueView } from './value.js';

/** Characters of one dimension that a page shows, markup included: five of them stay below Lambda's 6 MB answer. */
const SHOWN_CHARACTERS = 120_000;

const TITLES: Record<Dimension, string> = {
  conversationHistory: 'Conversation',
  agentReasoning: 'How the agent got there',
  customerProfile: 'Customer',
  processState: 'What was done before',
  environmentalData: 'What the systems say',
};

const words = (label: string, content: Fragment) =>
  html`<div class="words"><p class="label">${label}</p>${content}</div>`;

/** The agent's words, marked as such. */
export const agentsWords = (content: Fragment) =>
  words('The agent’s own words. They may be wrong, or written to persuade.', content);

const paragraph = (text: string, budget: Budget) => html`<p class="value">${budget.show(text)}</p>`;

const more = (count: number) => count > 0 && html`<p><mark>⟦${count} earlier ones are not shown⟧</mark></p>`;

/** The newest of `items` that fit, in their order. */
function newest<T>(items: readonly T[], draw: (item: T) => Html, budget: Budget): Fragment {
  const drawn: Html[] = [];
  for (const item of [...items].reverse()) {
    if (budget.isSpent) break;
    drawn.unshift(draw(item));
  }
  return html`${more(items.length - drawn.length)}${drawn}`;
}

const SPEAKERS = { customer: 'Customer', agent: 'Agent', human: 'Colleague', tool: 'Tool', system: 'System' };

function conversation(body: z.infer<typeof ConversationHistory>, budget: Budget): Fragment {
  return newest(
    body.turns.filter(({ text }) => text !== ''),
    ({ speaker, text, at }) =>
      html`<div class="turn"><b>${SPEAKERS[speaker]}${at && html` · ${at}`}</b><div class="value">${budget.show(text)}</div></div>`,
    budget,
  );
}

function reasoning(body: z.infer<typeof AgentReasoning>, budget: Budget): Fragment {
  const steps = body.steps ?? [];
  return html`${agentsWords(html`${paragraph(body.summary, budget)}${steps.length > 0 && html`<ol class="list">${steps.map((step) => html`<li class="value">${budget.show(step)}</li>`)}</ol>`}`)}
${body.model && html`<p class="soft small">Model: ${body.model}</p>`}`;
}

function processState(body: z.infer<typeof ProcessState>, budget: Budget): Fragment {
  return html`${body.process && html`<p>Process: ${budget.show(body.process)}</p>`}
${body.completed.length === 0 && html`<p class="soft">Nothing was done yet.</p>`}
${newest(
  body.completed,
  ({ action, parameters, result, at }) =>
    html`<div class="turn"><b>${action}${at && html` · ${at}`}</b>${parameters && valueView(parameters, budget)}${result !== undefined && html`<div class="soft small">Answer:</div>${valueView(result, budget)}`}</div>`,
  budget,
)}
${body.pending && html`<p class="soft small">Still to do:</p><ul class="list">${body.pending.map((step) => html`<li>${budget.show(step)}</li>`)}</ul>`}`;
}

const environment = (body: z.infer<typeof EnvironmentalData>, budget: Budget): Fragment =>
  newest(
    body.observations,
    ({ source, data, at }) =>
      html`<div class="turn"><b>${source}${at && html` · ${at}`}</b>${valueView(data, budget)}</div>`,
    budget,
  );

const DRAW: Record<Dimension, (body: never, budget: Budget) => Fragment> = {
  conversationHistory: conversation,
  agentReasoning: reasoning,
  customerProfile: (body: Json, budget: Budget) => valueView(body, budget),
  processState,
  environmentalData: environment,
};

const WHY_NOT = {
  absent: { hint: 'not supplied', text: 'The agent did not supply this.' },
  erased: { hint: 'erased', text: 'This was erased, or its time is over. Its digest is still on the log.' },
  damaged: {
    hint: 'does not match the log',
    text: 'What is stored does not match the log. It is not shown, and nothing can be decided on it.',
  },
} as const;

/** One dimension as a part of the page that opens and closes. */
export function dimensionView(name: Dimension, view: PartView, isOpen: boolean): Html {
  const hint = view.kind === 'shown' ? undefined : WHY_NOT[view.kind];
  return html`<details${isOpen && view.kind === 'shown' && html` open`}><summary>${TITLES[name]}${hint && html` <span class="soft">· ${hint.hint}</span>`}</summary>
<div class="inside">${view.kind === 'shown' ? DRAW[name](view.body as never, new Budget(SHOWN_CHARACTERS)) : html`<p class="soft">${hint?.text}</p>`}</div></details>`;
}
