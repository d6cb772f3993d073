// What a link shows before its code was entered: agent, action type, deadline, and the field for the code (rule R15).
import type { Fragment } from './html.js';
import { html } from './html.js';
import { layout } from './layout.js';

export interface CodeView {
  /** Path of the link, such as `/r/default/…`. */
  readonly path: string;
  readonly purpose: 'review' | 'reverse' | 'enrol';
  /** Absent where no action is asked about. */
  readonly agentId?: string;
  readonly actionType?: string;
  /** Time left and deadline in words; absent once nothing is waited for. */
  readonly deadline?: string;
  /** Attempts left after a wrong code. */
  readonly attemptsLeft?: number;
  readonly isSessionOver?: boolean;
}

function wrong(attemptsLeft: number | undefined): Fragment {
  if (attemptsLeft === undefined) return undefined;
  const left = attemptsLeft === 1 ? 'one more attempt' : `${attemptsLeft} more attempts`;
  return html`<p class="error" id="code-error">That is not the code of this link. You have ${left}.</p>`;
}

const TITLES = {
  review: 'A decision is waiting for you',
  reverse: 'Reverse an action',
  enrol: 'Enrol a passkey',
} as const;

export function codePage(view: CodeView): string {
  const isWrong = view.attemptsLeft !== undefined;
  const title = TITLES[view.purpose];
  return layout(
    isWrong ? `Error: ${title}` : title,
    html`<h1>${title}</h1>
${
  view.agentId &&
  html`<dl class="facts">
<dt>Agent</dt><dd>${view.agentId}</dd>
<dt>Action</dt><dd><code>${view.actionType}</code></dd>
${view.deadline && html`<dt>Deadline</dt><dd>${view.deadline}</dd>`}
</dl>`
}
${view.isSessionOver && html`<div class="note warn" role="status"><p>Nothing was changed: please enter the code first. It opens this link for 30 minutes.</p></div>`}
<section>
<form method="post" action="${view.path}/code">
<label for="code">Code from your message</label>
<p class="hint" id="code-hint">Eight letters and digits, such as ABCD-EFGH. Opening this page changes nothing.</p>
<input class="codefield" id="code" name="code" required autocomplete="one-time-code" autocapitalize="characters" spellcheck="false" maxlength="20" aria-describedby="code-hint${isWrong && ' code-error'}"${isWrong && html` aria-invalid="true"`}>
${wrong(view.attemptsLeft)}
<button>${view.purpose === 'enrol' ? 'Go on' : 'Show the briefing'}</button>
</form>
</section>
<footer>The link and the code are yours alone. If you did not expect them, leave this page and tell whoever runs your agents.</footer>`,
  );
}

export const lockedPage = (): string =>
  layout(
    'This link is locked',
    html`<h1>This link is locked</h1><p class="lede">The wrong code was entered five times. Nothing was decided. Ask for a new link; the old one stays locked.</p>`,
  );
