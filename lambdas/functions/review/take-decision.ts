// POST of a decision: exactly one fact, and none twice. Nothing is resumed here: the log's stream does that.
import type { WebAnswer } from '../../adapters/http.js';
import { DecisionKind, type Fact } from '../../contracts/event.js';
import { type CommandResult, nothing, refuse, run } from '../../core/command.js';
import { fold } from '../../core/evolve.js';
import { requirementOf } from '../../core/quorum.js';
import { admissionRefusal, decideReview, noteRefusedVote } from '../../core/review.js';
import { prepareDecision } from '../record-decision.js';
import { askForPasskey } from './ask-passkey.js';
import { confirmDecision } from './confirm-decision.js';
import { editedParameters } from './edit-fields.js';
import { confirmReversal, orderReversal } from './order-reversal.js';
import { statusOf } from './refusal-status.js';
import type { CalledLink, ReviewDependencies } from './review-ports.js';
import { showOutcome, showReview } from './show-review.js';
import { askForContext, passOn } from './take-aside.js';

type Form = ReadonlyMap<string, string>;

const seeOther = (path: string): WebAnswer => ({ status: 303, headers: { location: path } });

/** A repeated form finds its own fact: the same answer leads to the same page, another one is told what stands. */
async function repeated(
  called: CalledLink,
  facts: readonly Fact[],
  own: Fact,
  decision: DecisionKind | undefined,
  dependencies: ReviewDependencies,
): Promise<WebAnswer> {
  if (own.type === 'decided' && own.data.decision === decision) return seeOther(called.path);
  return showOutcome(fold(called.link, facts), called, dependencies, 409);
}

/** Who lost the right to vote is told so, and the log says it: once for each link. */
const recordRefusal = ({ link }: CalledLink, { log, now, settings }: ReviewDependencies) =>
  run(log, {
    key: { tenant: link.tenant, handoffId: link.handoffId },
    commandId: `refuse:${link.linkHash}`,
    now,
    decide: (state) => noteRefusedVote(state, link, now, settings.reviewers),
  });

async function answerTo(
  { state, facts, fact, refusal }: CommandResult,
  called: CalledLink,
  decision: DecisionKind | undefined,
  dependencies: ReviewDependencies,
): Promise<WebAnswer> {
  if (fact) return repeated(called, facts, fact, decision, dependencies);
  dependencies.report(`refused decision: ${refusal}`, called.link);
  if (refusal === 'NO_LONGER_ELIGIBLE') await recordRefusal(called, dependencies);
  return showOutcome(state, called, dependencies, statusOf(refusal));
}

async function decide(
  called: CalledLink,
  decision: DecisionKind,
  form: Form,
  dependencies: ReviewDependencies,
): Promise<WebAnswer> {
  const { link } = called;
  const { log, now, settings, sign } = dependencies;
  const command = {
    key: { tenant: link.tenant, handoffId: link.handoffId },
    commandId: `decide:${link.linkHash}`,
    now,
  };
  const prepared = await prepareDecision(
    {
      ...command,
      stated: {
        decision,
        text: form.get('text') ?? '',
        reasonCode: form.get('reasonCode'),
        parameters: (schema) => editedParameters(form, schema),
      },
      decide: (state) => {
        const refusal = admissionRefusal(state, link, now, settings.reviewers);
        return refusal ? refuse(refusal) : nothing;
      },
    },
    dependencies,
  );
  if ('problems' in prepared)
    return showReview(called, dependencies, { decision, entered: form, problems: prepared.problems });
  if (!('decided' in prepared)) return answerTo(prepared, called, decision, dependencies);
  const { state, facts, decided } = prepared;
  if (requirementOf(state.verdict).presence === 'passkey')
    return askForPasskey(called, state, decided, form.get('text') ?? '', dependencies);
  const recorded = await run(log, {
    ...command,
    sign,
    known: facts,
    decide: (current) => decideReview(current, link, decided, now, settings.reviewers),
  });
  return answerTo(recorded, called, decision, dependencies);
}

/** Takes a decision, or an order to reverse, that a passkey has signed. */
export async function takeProof(
  called: CalledLink,
  form: Form,
  dependencies: ReviewDependencies,
): Promise<WebAnswer> {
  if (called.link.purpose === 'reverse') return confirmReversal(called, form, dependencies);
  const confirmed = await confirmDecision(called, form, dependencies);
  if ('status' in confirmed) return confirmed;
  const decision = DecisionKind.safeParse(form.get('decision'));
  return answerTo(confirmed, called, decision.data, dependencies);
}

/** Takes what was posted over a genuine link in a session. */
export async function takeDecision(
  called: CalledLink,
  form: Form,
  dependencies: ReviewDependencies,
): Promise<WebAnswer> {
  const stated = form.get('decision');
  if (called.link.purpose === 'reverse' && stated === 'reverse') return orderReversal(called, dependencies);
  if (called.link.purpose === 'review' && stated === 'delegate') return passOn(called, form, dependencies);
  if (called.link.purpose === 'review' && stated === 'ask') return askForContext(called, form, dependencies);
  const decision = DecisionKind.safeParse(stated);
  if (called.link.purpose === 'review' && decision.success)
    return decide(called, decision.data, form, dependencies);
  const options =
    called.link.purpose === 'reverse'
      ? '"reverse"'
      : '"approve", "edit", "reject", "respond", "delegate", "ask"';
  const problems = [{ path: 'decision', rule: `must be one of ${options}.` }];
  return { ...(await showReview(called, dependencies, { entered: form, problems })), status: 422 };
}
