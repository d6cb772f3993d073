// The frame of every page, and the plain pages that say one thing. Used by all routes of review.
import { type Fragment, Html, html } from './html.js';
import { STYLE } from './style.js';

/** A whole page. `language` is what the words are written in; `direction` follows from it. */
export const layout = (title: string, body: Fragment): string =>
  html`<!doctype html>
<html lang="en" dir="ltr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
<style>${new Html(STYLE)}</style>
</head>
<body><main>${body}</main></body>
</html>
`.text;

/** A page that says one thing. */
export const plainPage = (title: string, ...paragraphs: readonly Fragment[]): string =>
  layout(
    title,
    html`<h1>${title}</h1>${paragraphs.map((paragraph) => html`<p class="lede">${paragraph}</p>`)}`,
  );

export const infoPage = (): string =>
  plainPage(
    'Decisions for people',
    'This address serves review links. Each link comes by message, to one person, for one decision.',
    'If you were sent one, open it from your message.',
  );

/** The one answer to whatever is no genuine link: unknown, malformed, another tenant’s, long over. */
export const unknownPage = (): string =>
  plainPage(
    'This link does not lead anywhere',
    'It may be incomplete, or too old. Please open it again from your message, or ask for a new one.',
  );

export const problemPage = (title: string, advice: string): string => plainPage(title, advice);
