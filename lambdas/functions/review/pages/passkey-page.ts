// The pages that ask for a passkey: before a decision counts, and once to enrol it. What is signed is on the page.
import type { Json } from '../../../contracts/json.js';
import type { Signed } from '../../../core/presence.js';
import { type Fragment, Html, html, marked } from './html.js';
import { layout, plainPage } from './layout.js';
import { SCRIPT } from './passkey-script.js';

interface CeremonyView {
  readonly kind: 'get' | 'create';
  readonly action: string;
  /** What the browser is asked for: WebAuthn's options, bytes as base64url. */
  readonly options: Json;
  readonly fields: Readonly<Record<string, string>>;
  readonly button: string;
}

const ceremony = ({ kind, action, options, fields, button }: CeremonyView): Html =>
  html`<form method="post" action="${action}" data-passkey="${kind}" data-options="${JSON.stringify(options)}">
${Object.entries(fields).map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`)}
<input type="hidden" name="credential" value="">
<p class="error" id="passkey-problem" role="alert" tabindex="-1" hidden>The passkey was not used, so nothing has changed. Please try again, on the device that holds it.</p>
<button>${button}</button>
</form>
<noscript><p class="error">This step needs JavaScript: without it a browser cannot ask for a passkey.</p></noscript>
<script>${new Html(SCRIPT)}</script>`;

const VERBS: Record<Signed['decision'], string> = {
  approve: 'approve it',
  edit: 'change it and approve the changed values',
  reject: 'reject it',
  respond: 'answer the agent instead',
  reverse: 'have it reversed',
};

export interface ConfirmView {
  readonly path: string;
  readonly title: string;
  readonly decision: Signed['decision'];
  /** What the reviewer wrote. */
  readonly text?: string | undefined;
  /** The action, or the changed one, drawn as the briefing draws it. */
  readonly action: Fragment;
  readonly options: Json;
  readonly fields: Readonly<Record<string, string>>;
}

export const confirmPage = (view: ConfirmView): string =>
  layout(
    'Confirm with your passkey',
    html`<p class="kicker">${marked(view.title)}</p><h1>Confirm with your passkey</h1>
<p class="lede">You are about to ${VERBS[view.decision]}. Nothing is decided yet.</p>
${view.action}
${view.text && html`<div class="words"><p class="label">In your words</p><p class="value">${marked(view.text)}</p></div>`}
<section class="key" aria-labelledby="confirm"><h2 id="confirm">Your passkey signs exactly this</h2>
<p>The signature is kept with the decision, so that anybody can check later who decided what.</p>
${ceremony({ kind: 'get', action: `${view.path}/presence`, options: view.options, fields: view.fields, button: 'Confirm with passkey' })}</section>
<footer><a href="${view.path}">Back</a></footer>`,
  );

export interface EnrolView {
  readonly path: string;
  readonly name: string;
  readonly until: string;
  readonly options: Json;
}

export const enrolPage = (view: EnrolView): string =>
  layout(
    'Enrol a passkey',
    html`<p class="kicker">${marked(view.name)}</p><h1>Enrol a passkey</h1>
<p class="lede">Some decisions take a passkey: a fingerprint, a face, or the PIN of your device.</p>
<section class="key" aria-labelledby="enrol"><h2 id="enrol">On this device</h2>
<p>It takes the place of any passkey that you enrolled before. The invitation is good once, until ${view.until}.</p>
${ceremony({ kind: 'create', action: `${view.path}/passkey`, options: view.options, fields: {}, button: 'Enrol this device' })}</section>
<footer>Your fingerprint, face or PIN stays on your device; we keep a public key.</footer>`,
  );

export const enrolledPage = (): string =>
  plainPage('Your passkey is enrolled', 'You will be asked for it when a decision takes one.');

export const enrolmentOverPage = (): string =>
  plainPage(
    'This invitation is over',
    'It was used, it is too old, or a newer one was sent. Ask whoever runs your agents for another.',
  );

export const notEnrolledPage = (reviewerId: string): string =>
  plainPage(
    'This decision takes a passkey',
    'Nothing was decided: you have not enrolled a passkey yet, or this link is too old for one.',
    html`Ask whoever runs your agents to invite you (<code>npx handoff enrol --reviewer ${reviewerId}</code>), enrol from the message that you get, and then come back here.`,
  );

export const passkeyRefusedPage = (path: string): string =>
  layout(
    'The passkey was not accepted',
    html`<h1>The passkey was not accepted</h1><p class="lede">Nothing was changed. The passkey is not the one that you enrolled, or what it signed is not what is asked here.</p><p><a href="${path}">Start again</a></p>`,
  );
