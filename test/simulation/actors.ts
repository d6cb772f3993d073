// Everybody around the machines: the stream's consumers, the bus, reviewers honest and hostile, the agent, the operator,
// whoever stops executions, and the sweep.
import type { PublicFact } from '../../lambdas/contracts/bus.js';
import type { Directory } from '../../lambdas/contracts/directory.js';
import type { Fact } from '../../lambdas/contracts/event.js';
import type { HandoffKey } from '../../lambdas/contracts/ids.js';
import type { ReviewLink } from '../../lambdas/contracts/link.js';
import { run } from '../../lambdas/core/command.js';
import { partDigest } from '../../lambdas/core/digest.js';
import { fold } from '../../lambdas/core/evolve.js';
import { acceptOffer, withdrawOffer } from '../../lambdas/core/offer.js';
import type { Part } from '../../lambdas/core/ports.js';
import { offerReversal, requestReversal } from '../../lambdas/core/reverse.js';
import {
  decideReview,
  generationOf,
  noteChannelFailure,
  noteRefusedVote,
  resendLink,
} from '../../lambdas/core/review.js';
import { cancelHandoff } from '../../lambdas/core/settle.js';
import type { HandoffState } from '../../lambdas/core/state.js';
import { type lift, type stop, stopsKey } from '../../lambdas/core/stop.js';
import { closeHandoff } from '../../lambdas/functions/close/close-handoff.js';
import { publishFact } from '../../lambdas/functions/publish/publish-fact.js';
import { sweepWaits, wakeExecution } from '../../lambdas/functions/wake/wake-execution.js';
import { link, SETTINGS } from '../core/samples.js';
import { sign } from '../support/receipts.js';
import { answerTo, aside, delegateOf } from './asides.js';
import { attack, tamper } from './hostile.js';
import { settlingFact } from './invariants.js';
import { type Execution, gate, Machine, reversal, type UseCases } from './machine.js';
import type { Ports } from './ports.js';
import type { World } from './world.js';

const MINUTE = 60_000;
/** Commands of people, whose facts carry receipts. */
const SIGNED = ['aside', 'order'];
const ORDER = { scope: { kind: 'tenant' as const }, by: 'olga', reason: 'simulated' };

/** The parts of the system that actors use, replaceable by planted bugs. */
export const ACTOR_CASES = { acceptOffer, aside, decideReview, cancelHandoff, wakeExecution, sweepWaits };
export type ActorCases = typeof ACTOR_CASES;

export class Actors {
  readonly executions: Execution[] = [];
  /** Handoffs whose agent withdraws at the very moment of the decision. */
  readonly fickle = new Set<string>();
  constructor(
    private readonly world: World,
    private readonly machines: UseCases,
    private readonly cases: ActorCases,
  ) {
    world.onAppended = (fact) => this.stream(fact);
    world.onPublished = (fact) => this.bus(fact);
  }

  private get random() {
    return this.world.random;
  }
  private get terms() {
    const { actions, reviewers } = SETTINGS;
    const refund = actions.refund_order;
    const { reversal } = this.world;
    const ruled = refund && reversal ? { ...actions, refund_order: { ...refund, reversal } } : actions;
    return { settings: { actions: ruled, reviewers }, now: this.world.scheduler.now };
  }
  private readonly distrusted = (key: HandoffKey) => this.world.violate(key, 'a genuine log is not believed');
  private readonly later = (milliseconds: number, action: () => Promise<unknown>) => {
    void this.world.scheduler.sleep(milliseconds).then(action);
  };
  private readonly soon = () => this.random.below(this.random.chance(0.1) ? 5 * MINUTE : 500);

  /** Starts an execution, and tells Close when it does not end well. */
  start(key: HandoffKey, input: unknown): Execution {
    const startedAt = new Date(this.world.scheduler.now).toISOString();
    const arn = `arn:${key.handoffId}`;
    const execution: Execution = { key, arn, startedAt, input, status: 'RUNNING' };
    this.executions.push(execution);
    void new Machine(this.world, execution, this.machines).run().then(() => this.ended(execution));
    return execution;
  }

  /** Calls the gate; its caller starts the handoff machine itself when no answer comes. */
  startAtGate(key: HandoffKey, input: unknown) {
    const { world, random } = this;
    const startedAt = new Date(world.scheduler.now).toISOString();
    const arn = `arn:aws:states:eu-west-1:111122223333:express:Gate:${key.handoffId}:${random.below(2 ** 31)}`;
    const handOn = () => {
      const isStarted = this.executions.some((one) => one.key.handoffId === key.handoffId);
      if (!isStarted) this.start(key, input);
    };
    void gate(world, { key, arn, startedAt, input }, this.machines, handOn);
    this.later(5 * MINUTE, async () => {
      if (!settlingFact(world.handoff(key).facts)) handOn();
    });
  }

  /** Stops an execution from outside; its invocations run on. */
  stop(execution: Execution) {
    if (execution.status !== 'RUNNING') return;
    execution.status = 'ABORTED';
    this.ended(execution);
  }

  private ended({ status, arn, startedAt, key, input }: Execution) {
    if (status === 'SUCCEEDED' || status === 'RUNNING') return;
    const detail = {
      executionArn: arn,
      name: key.handoffId,
      status,
      startDate: Date.parse(startedAt),
      input: JSON.stringify(input),
    };
    this.later(this.soon(), () =>
      this.world.insist((ports) => closeHandoff({ detail }, { log: ports.log, now: ports.now() })),
    );
  }

  /** Each appended fact reaches both consumers at least once, late, repeated and out of order; some wakes are lost. */
  private stream(fact: Fact) {
    const key = { tenant: fact.tenant, handoffId: fact.handoffId };
    if (fact.type === 'decided' && this.fickle.has(key.handoffId))
      this.later(this.random.below(1_000), async () => this.cancel(key));
    const copies = 1 + (this.random.chance(0.2) ? this.random.below(3) : 0);
    const isLost = this.random.chance(0.05);
    for (let copy = 0; copy < copies; copy += 1) {
      if (!isLost)
        this.later(this.soon(), () =>
          this.world.insist((ports) => this.cases.wakeExecution(key, { ...ports, now: ports.now() })),
        );
      this.later(this.soon(), () =>
        this.world.insist((ports) =>
          publishFact(
            { kind: 'INSERT', key, sequence: fact.sequence },
            { ...ports, reportTampering: () => undefined, reportDistrust: () => this.distrusted(key) },
          ),
        ),
      );
    }
  }

  private bus(fact: PublicFact) {
    const key = { tenant: fact.tenant, handoffId: fact.handoffId };
    if (fact.type === 'offered') this.answerOffer(key);
    if (fact.type === 'reviewOpened' || fact.type === 'resent') this.notify(key, fact);
    const delegateId = delegateOf(this.world.handoff(key).facts[fact.sequence - 1]);
    if (delegateId) this.notify(key, { ...fact, reviewerId: delegateId });
    if (fact.type === 'contextAsked')
      for (let times = this.random.below(3); times > 0; times -= 1)
        this.later(this.soon(), () => this.attempt(key, 'answer', answerTo(this.world, fact.sequence)));
    if (fact.type === 'reversalOffered' && fact.reviewerId) this.orderReversal(key, fact.reviewerId);
    if (fact.type === 'reversalRequested')
      void reversal(this.world, key, this.machines).catch(() => undefined);
  }

  /** The agent's user takes the offer up, does without, or says nothing; in time or not, and sometimes twice. */
  private answerOffer(key: HandoffKey) {
    const { offerExpiresAt = '' } = fold(key, this.world.handoff(key).facts);
    for (let answers = this.random.below(3); answers > 0; answers -= 1) {
      const isWanted = this.random.chance(0.8);
      this.later(this.thinking(Date.parse(offerExpiresAt)), () =>
        this.world
          .invoke((ports) => {
            const now = ports.now();
            const decide = (state: HandoffState) =>
              isWanted
                ? this.cases.acceptOffer(state, 'user', now)
                : withdrawOffer(state, 'user', undefined, now);
            return run(ports.log, { key, commandId: `offer:${isWanted}`, now, decide });
          })
          .catch(() => undefined),
      );
    }
  }

  /** What the notifier does: one link for each reviewer of the tier, or a failed channel. */
  private notify(key: HandoffKey, { tier, reviewerId }: PublicFact) {
    const handoff = this.world.handoff(key);
    const state = fold(key, handoff.facts);
    const reviewers = reviewerId ? [reviewerId] : (state.route[(tier ?? 1) - 1]?.reviewers ?? []);
    for (const reviewer of reviewers) {
      if (this.random.chance(0.1)) {
        this.later(this.soon(), () =>
          this.attempt(key, 'channel', (current) =>
            noteChannelFailure(current, state.tier, reviewer, 'bounced'),
          ),
        );
        continue;
      }
      const generation = generationOf(state, reviewer);
      const one = link(reviewer, {
        ...key,
        actionDigest: state.actionDigest ?? '',
        generation,
        tier: state.tier,
      });
      handoff.shown.add(`${reviewer}:${one.actionDigest}:${generation}`);
      this.later(this.thinking(Date.parse(state.route[state.tier - 1]?.deadlineAt ?? '')), () =>
        this.decide(key, one),
      );
    }
  }

  /** Soon, at any time, right around the deadline, or long after it. */
  private thinking(deadline: number): number {
    const left = deadline - this.world.scheduler.now;
    return this.random.pick([
      this.random.below(MINUTE),
      this.random.below(Math.max(1, left)),
      left - 500 + this.random.below(1_000),
      left + this.random.below(60 * MINUTE),
    ]);
  }

  private async attempt(
    key: HandoffKey,
    name: string,
    decide: Parameters<typeof run>[1]['decide'],
    before?: (ports: Ports) => Promise<unknown>,
  ) {
    const commandId = `${name}:${this.random.below(2 ** 31)}`;
    await this.world
      .invoke(async (ports) => {
        await before?.(ports);
        const signed = SIGNED.includes(name) && { sign };
        await run(ports.log, { key, commandId, now: ports.now(), decide, ...signed });
      })
      .catch(() => undefined);
    return commandId;
  }

  /** What an edit makes of the proposal. */
  editedPart(): Part {
    const body = { type: 'refund_order', parameters: { orderId: '#W1', amount: 1 + this.random.below(100) } };
    const salt = `edit-${this.random.below(2 ** 31)}`;
    return { part: 'action', body, salt, digest: partDigest(salt, 'action', body) };
  }

  private async decide(key: HandoffKey, one: ReviewLink) {
    if (this.random.chance(0.15)) await this.attempt(key, 'aside', this.cases.aside(this.world, one));
    const decision = this.random.pick([
      'approve',
      'approve',
      'approve',
      'edit',
      'reject',
      'respond',
    ] as const);
    const part = this.editedPart();
    const edited = decision === 'edit' ? { editedDigest: part.digest } : {};
    await this.world
      .invoke(async (ports) => {
        if (this.world.bugs.has('wake before fact')) {
          const waitpoint = await ports.waitpoints.get(key);
          if (waitpoint) await ports.tasks.wake(waitpoint.taskToken);
        }
        if (decision === 'edit') await ports.context.put(key, [part], 0);
        const now = ports.now();
        const { directory } = this.world;
        const commandId = `decide:${one.generation}:${this.random.below(2 ** 31)}`;
        const { refusal } = await run(ports.log, {
          key,
          commandId,
          now,
          sign,
          decide: (state) => this.cases.decideReview(state, one, { decision, ...edited }, now, directory),
        });
        if (refusal !== 'NO_LONGER_ELIGIBLE') return;
        const note = (state: HandoffState) => noteRefusedVote(state, one, now, directory);
        await run(ports.log, { key, commandId: `refuse:${commandId}`, now, decide: note });
      })
      .catch(() => undefined);
  }

  private orderReversal(key: HandoffKey, reviewerId: string) {
    const digest = fold(key, this.world.handoff(key).facts).performance?.actionDigest ?? '';
    const one = link(reviewerId, { ...key, purpose: 'reverse', actionDigest: digest });
    if (this.random.chance(0.8))
      this.later(this.soon(), () =>
        this.attempt(key, 'order', (state) => requestReversal(state, one, this.terms)),
      );
  }

  /** Somebody leaves, or turns out to be somebody else. */
  changePeople = () => {
    const { ben, ...others } = SETTINGS.reviewers as Record<'ana' | 'ben' | 'cleo', Directory[string]>;
    const alias = { ...others, ben: { ...ben, person: 'ana' } };
    this.world.directory = this.random.pick([others, alias]);
  };
  attack = (key: HandoffKey) => attack(this.world, key, this.cases.decideReview);
  tamper = (key: HandoffKey) => tamper(this.world, key);
  cancel = (key: HandoffKey) =>
    void this.attempt(key, 'cancel', (state) => this.cases.cancelHandoff(state, 'agent', undefined));
  resend = (key: HandoffKey) => void this.attempt(key, 'resend', (state) => resendLink(state, 'ana'));
  offerReversal = (key: HandoffKey) => {
    const chosen = this.random.pick([undefined, 'ana', 'ben', 'cleo']);
    void this.attempt(key, 'offer', (state) => offerReversal(state, chosen, this.terms));
  };
  /** An operator stops everything, or lifts that. */
  turnSwitch = (order: typeof stop | typeof lift) =>
    void this.attempt(stopsKey('default'), 'switch', (state) => order(state, ORDER));
  sweep = () =>
    void this.world
      .invoke((ports) => this.cases.sweepWaits({ ...ports, now: ports.now() }))
      .catch(() => undefined);
}
