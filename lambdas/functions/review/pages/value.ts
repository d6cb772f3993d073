// JSON as people read it: tables, nested values, what an edit changed. Shows values as they are, never interpreted.
import type { Json } from '../../../contracts/json.js';
import { canonicalJson } from '../../../core/digest.js';
import { type Html, html, marked } from './html.js';

/** How much of somebody's data a page still shows. What is cut is said to be cut. */
export class Budget {
  #left: number;

  /** `characters` in all. */
  constructor(characters: number) {
    this.#left = characters;
  }

  /** `text`, or as much of it as is left, with how much is not shown. */
  show(text: string): Html {
    const shown = text.slice(0, Math.max(this.#left, 0));
    // Markup around a value costs about this much.
    this.#left -= text.length + 60;
    if (shown.length === text.length) return marked(text);
    return html`${marked(shown)} <mark>⟦${text.length - shown.length} more characters are not shown⟧</mark>`;
  }

  get isSpent(): boolean {
    return this.#left <= 0;
  }
}

/** An action is never cut: its reviewer must see all of it. Requests are limited to 256 KiB, edits to 64 KiB. */
export const unlimited = () => new Budget(Number.POSITIVE_INFINITY);

function scalar(value: string | number | boolean | null, budget: Budget): Html {
  if (value === null) return html`<span class="soft">none</span>`;
  if (value === '') return html`<span class="soft">empty text</span>`;
  if (typeof value === 'boolean') return html`${value ? 'yes' : 'no'}`;
  return html`<span class="value">${budget.show(String(value))}</span>`;
}

const rest = (count: number) =>
  count > 0 && html`<p class="soft small"><mark>⟦${count} more are not shown⟧</mark></p>`;

function list(values: readonly Json[], budget: Budget): Html {
  if (values.length === 0) return html`<span class="soft">empty list</span>`;
  const shown: Html[] = [];
  for (const value of values) {
    if (budget.isSpent) break;
    shown.push(html`<li>${valueView(value, budget)}</li>`);
  }
  return html`<ol class="list">${shown}</ol>${rest(values.length - shown.length)}`;
}

function table(value: { readonly [key: string]: Json }, budget: Budget): Html {
  const entries = Object.entries(value);
  if (entries.length === 0) return html`<span class="soft">no fields</span>`;
  const rows: Html[] = [];
  for (const [key, child] of entries) {
    if (budget.isSpent) break;
    rows.push(html`<tr><th scope="row">${budget.show(key)}</th><td>${valueView(child, budget)}</td></tr>`);
  }
  return html`<table><tbody>${rows}</tbody></table>${rest(entries.length - rows.length)}`;
}

/** Any JSON value. Strings and numbers look alike; the schema of the action says which is which. */
export function valueView(value: Json, budget: Budget): Html {
  if (Array.isArray(value)) return list(value, budget);
  return typeof value === 'object' && value !== null ? table(value, budget) : scalar(value, budget);
}

type Parameters = { readonly [key: string]: Json };

function changedCell(before: Json | undefined, after: Json | undefined): Html {
  if (before !== undefined && after !== undefined && canonicalJson(before) === canonicalJson(after))
    return valueView(after, unlimited());
  return html`${before !== undefined && html`<div><del><span class="small">before: </span>${valueView(before, unlimited())}</del></div>`}
${after === undefined ? html`<div class="soft">removed</div>` : html`<div><ins><span class="small">now: </span>${valueView(after, unlimited())}</ins></div>`}`;
}

/** The parameters of an action, all of them; with `before`, what an edit changed. */
export function parametersView(parameters: Parameters, before?: Parameters): Html {
  if (!before) return valueView(parameters as Json, unlimited());
  const names = [...new Set([...Object.keys(before), ...Object.keys(parameters)])];
  const rows = names.map(
    (name) =>
      html`<tr><th scope="row">${marked(name)}</th><td>${changedCell(before[name], parameters[name])}</td></tr>`,
  );
  return html`<table><tbody>${rows}</tbody></table>`;
}
