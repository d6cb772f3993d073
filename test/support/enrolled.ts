// A desk whose refunds take a passkey, and people who enrol one by the message that they get.

import { ONE_APPROVAL } from '../../lambdas/contracts/verdict.js';
import { run } from '../../lambdas/core/command.js';
import { enrolmentLog, offerEnrolment } from '../../lambdas/core/enrolment.js';
import { SETTINGS } from '../core/samples.js';
import { Authenticator } from './authenticator.js';
import { Desk, ORIGIN, type Reply } from './review-desk.js';

export const enrolmentKey = (person: string) => ({ tenant: 'default', handoffId: enrolmentLog(person) });

/** A desk on which a refund takes `approvals` decisions, each signed with a passkey. */
export function passkeyDesk(approvals = 1): Desk {
  const refund = SETTINGS.actions.refund_order as (typeof SETTINGS.actions)[string];
  const requirement = { ...ONE_APPROVAL, approvals, presence: 'passkey' as const };
  return new Desk({ ...SETTINGS, actions: { refund_order: { ...refund, requirement } } });
}

let invitations = 0;

/** Invites `person` as the operator would, and enters the invitation's code. */
export async function invite(desk: Desk, person: string) {
  const key = enrolmentKey(person);
  invitations += 1;
  await run(desk.log, {
    key,
    commandId: `enrol:${invitations}`,
    now: desk.now,
    decide: () => offerEnrolment(person),
  });
  await desk.announce('enrolmentOffered', key);
  return desk.enter(person);
}

/** Enrols `authenticator` for `person`; answers the last reply. */
export async function enrol(
  desk: Desk,
  person: string,
  authenticator = new Authenticator(ORIGIN),
): Promise<Reply & { readonly authenticator: Authenticator }> {
  const { path, cookie } = await invite(desk, person);
  const { action, form } = authenticator.create((await desk.get(path, { cookie })).body);
  return { ...(await desk.post(action, form, { cookie })), authenticator };
}

/** Opens the refund, and posts a decision up to the page that asks for the passkey. */
export async function upToPasskey(
  desk: Desk,
  decision: Readonly<Record<string, string>> = { decision: 'approve' },
  person = 'ana',
) {
  const session = await desk.enter(person);
  const page = await desk.post(`${session.path}/decision`, decision, { cookie: session.cookie });
  return { ...session, page };
}
