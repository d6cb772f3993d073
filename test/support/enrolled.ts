// A desk whose refunds take a passkey, and people who enrol one by the message that they get.

import type { ReversalRule } from '../../lambdas/contracts/settings.js';
import { ONE_APPROVAL } from '../../lambdas/contracts/verdict.js';
import { run } from '../../lambdas/core/command.js';
import { enrolmentLog, offerEnrolment } from '../../lambdas/core/enrolment.js';
import { offerReversal } from '../../lambdas/core/reverse.js';
import { enrolmentsOf, verifyHandoff } from '../../lambdas/core/verify.js';
import { SETTINGS } from '../core/samples.js';
import { Authenticator } from './authenticator.js';
import { Desk, ORIGIN, type Reply } from './review-desk.js';

export const enrolmentKey = (person: string) => ({ tenant: 'default', handoffId: enrolmentLog(person) });

/** A desk on which a refund takes `approvals` decisions, each signed with a passkey, and a reversal what `reversal` says. */
export function passkeyDesk(approvals = 1, reversal?: ReversalRule): Desk {
  const refund = SETTINGS.actions.refund_order as (typeof SETTINGS.actions)[string];
  const requirement = { ...ONE_APPROVAL, approvals, presence: 'passkey' as const };
  const action = { ...refund, requirement, ...(reversal && { reversal }) };
  return new Desk({ ...SETTINGS, actions: { refund_order: action } });
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

/** Decides the refund with `authenticator`, and has it performed. */
export async function decideWith(desk: Desk, authenticator: Authenticator, person = 'ana'): Promise<void> {
  const { page, cookie } = await upToPasskey(desk, { decision: 'approve' }, person);
  const { action, form } = authenticator.get(page.body);
  await desk.post(action, form, { cookie });
  await desk.perform();
}

/** Offers `person` the reversal, follows its link, and posts the order. */
export async function orderReversal(desk: Desk, person = 'ana') {
  const { settings, now } = desk;
  await desk.command(`offer:${person}`, (state) => offerReversal(state, person, { settings, now }));
  await desk.announce('reversalOffered');
  return upToPasskey(desk, { decision: 'reverse' }, person);
}

/** What `handoff verify` says of the handoff, exported together with everybody's enrolments. */
export async function problemsOn(desk: Desk): Promise<readonly string[]> {
  const logs = await Promise.all(['ana', 'ben'].map((person) => desk.facts(enrolmentKey(person))));
  const enrolments = enrolmentsOf(logs.map((facts) => ({ facts, parts: [] })));
  return verifyHandoff({ facts: await desk.facts(), parts: [] }, { enrolments }).problems;
}
