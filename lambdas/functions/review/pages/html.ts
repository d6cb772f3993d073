// HTML by template: every value is made visible and escaped unless it is Html itself. Used by all pages; there is no other
// way to make markup here.
import { visibleText } from '../../visible-text.js';

/** Markup that is safe to send. */
export class Html {
  constructor(readonly text: string) {}
}

export type Fragment = Html | string | number | undefined | false | readonly Fragment[];

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
const escaped = (text: string) => text.replace(/[&<>"']/g, (character) => ESCAPES[character] ?? '');

function render(value: Fragment): string {
  if (value instanceof Html) return value.text;
  if (value === undefined || value === false) return '';
  return typeof value === 'object' ? value.map(render).join('') : escaped(visibleText(String(value)));
}

/** Markup with `values` made visible and escaped, in text and in quoted attributes alike. */
export const html = (strings: TemplateStringsArray, ...values: readonly Fragment[]): Html =>
  new Html(
    strings.map((part, index) => part + (index < values.length ? render(values[index]) : '')).join(''),
  );

/** `text` escaped but otherwise as it is: for form fields, whose content comes back to us. */
export const verbatim = (text: string): Html => new Html(escaped(text));

/** `text` with tokens such as `⟦U+202E⟧` set off, for reading. */
export const marked = (text: string): Html =>
  new Html(escaped(visibleText(text)).replace(/⟦[^⟧]*⟧/g, '<mark>$&</mark>'));
