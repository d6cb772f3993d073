// Commands that append a fact: resend, cancel, reverse, enrol.
import type { OperatorCall } from '../../lambdas/contracts/operator-api.js';
import type { Context } from './reading.js';
import { visible } from './terminal.js';

type Acting = Extract<OperatorCall, { operation: 'resend' | 'cancel' | 'reverse' }>;

const DONE = {
  resend: 'a new link is on its way; the earlier ones are void',
  cancel: 'cancelled; the agent is told that nothing was run',
  reverse: 'a reversal link is on its way; nothing is reversed before its reader confirms',
} as const;

/** Invites a reviewer to enrol a passkey. */
export async function invite(
  { ask, tenant, json, surroundings }: Context,
  reviewerId: string,
): Promise<void> {
  const { enrolmentId } = await ask({ operation: 'enrol', tenant, reviewerId });
  surroundings.out.write(
    json
      ? `${JSON.stringify({ ok: true, operation: 'enrol', reviewerId, enrolmentId })}\n`
      : `${visible(reviewerId)}: an invitation is on its way; it can be taken up once, within 7 days\n`,
  );
}

/** Asks the operator function to act, and says what follows. */
export async function act({ ask, json, surroundings }: Context, call: Acting): Promise<void> {
  const { summary } = await ask(call);
  const { operation, handoffId } = call;
  surroundings.out.write(
    json
      ? `${JSON.stringify({ ok: true, operation, handoffId, summary })}\n`
      : `${visible(handoffId)}: ${DONE[operation]}\n`,
  );
}
