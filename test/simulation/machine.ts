// The handoff machine and the reversal machine over the real use cases, state by state as in statemachines/*.asl.json.
import type { HandoffKey } from '../../lambdas/contracts/ids.js';
import type { RegisteredAction } from '../../lambdas/contracts/settings.js';
import type { NextStep } from '../../lambdas/contracts/workflow.js';
import { openWait } from '../../lambdas/functions/await-decision/open-wait.js';
import { evaluateRequest } from '../../lambdas/functions/evaluate/evaluate-request.js';
import { performAction } from '../../lambdas/functions/perform/perform-action.js';
import { reverseAction } from '../../lambdas/functions/reverse/reverse-action.js';
import { settleOutcome } from '../../lambdas/functions/settle-outcome/settle-outcome.js';
import { POLICY } from '../core/samples.js';
import { receipts, sign } from '../support/receipts.js';
import type { Ports } from './ports.js';
import type { World } from './world.js';

/** The use cases as the machines call them; planted bugs replace some. */
export const USE_CASES = { openWait, evaluateRequest, performAction, reverseAction, settleOutcome };
export type UseCases = typeof USE_CASES;

type Done = Extract<NextStep, { next: 'done' }>['outcome'];
export interface Execution {
  readonly key: HandoffKey;
  readonly arn: string;
  readonly startedAt: string;
  readonly input: unknown;
  status: 'RUNNING' | 'SUCCEEDED' | 'FAILED' | 'ABORTED';
  output?: Done;
}

const TRANSIENT = ['Lambda.Unknown', 'LogUnavailable', 'LogContended'];
const CHECK = { kind: 'lambda' as const, target: 2 };
const PATTERNS: RegisteredAction['patterns'] = ['durable', 'hybrid'];
/** In some worlds every action may be called again; in some a review takes more than one approval. */
export function policyOf(world: World) {
  const { idempotent, requirement } = world;
  const refund = POLICY.settings.actions.refund_order;
  const actions = {
    ...(refund && {
      refund_order: {
        ...refund,
        idempotent,
        check: CHECK,
        patterns: PATTERNS,
        ...(world.contextStopsClockSeconds && {
          contextStopsClockSeconds: world.contextStopsClockSeconds,
        }),
        ...(requirement && { requirement }),
      },
    }),
  };
  return { ...POLICY, settings: { ...POLICY.settings, actions, reviewers: world.directory } };
}
const salted = (world: World) => () => `salt-${world.random.below(2 ** 31)}`;
/** What a Task needs beside its ports. */
const dependencies = (world: World, ports: Ports) => ({
  ...ports,
  policy: policyOf(world),
  randomSalt: salted(world),
  grants: { sign: () => Promise.resolve('grant') },
  receipts,
  sign,
});

/** One execution of the handoff machine. */
export class Machine {
  private readonly reference;
  constructor(
    private readonly world: World,
    readonly execution: Execution,
    private readonly useCases: UseCases,
  ) {
    const { arn, startedAt, key } = execution;
    this.reference = { arn, startedAt, name: key.handoffId };
  }

  /** Runs to its end, or until it is stopped from outside. */
  async run(): Promise<void> {
    let step: NextStep | 'settle' | undefined = await this.evaluate();
    while (step && this.execution.status === 'RUNNING') step = await this.next(step);
  }

  private async next(step: NextStep | 'settle'): Promise<NextStep | 'settle' | undefined> {
    if (step === 'settle') return this.settle();
    switch (step.next) {
      case 'evaluate':
        return this.evaluate();
      case 'await':
        return this.wait(step);
      case 'perform':
        return this.perform(step.handoff);
      case 'done':
        this.end('SUCCEEDED', step.outcome);
        return undefined;
    }
  }

  private end(status: Execution['status'], output?: Done) {
    if (this.execution.status !== 'RUNNING') return;
    this.execution.status = status;
    if (output) this.execution.output = output;
  }

  /** A Task with its Retry; rejects when its attempts are used up. */
  private async task<T>(retries: number, body: (ports: Ports) => Promise<T>): Promise<T> {
    for (let tries = 0; ; tries += 1)
      try {
        return await this.world.invoke(body);
      } catch (error) {
        if (tries >= retries || !TRANSIENT.includes((error as Error).name)) throw error;
        await this.world.scheduler.sleep(1_000 * 2 ** Math.min(tries, 8));
      }
  }

  private evaluate = () =>
    this.task(6, (ports) =>
      this.useCases.evaluateRequest(
        { execution: this.reference, request: this.execution.input },
        { ...dependencies(this.world, ports), now: ports.now() },
      ),
    ).catch(() => 'settle' as const);

  private async wait({
    handoff,
    round,
    tier,
    deadlineAt,
  }: Extract<NextStep, { next: 'await' }>): Promise<'settle'> {
    const { world, reference, useCases } = this;
    const taskToken = `token-${this.execution.arn}-${world.tokens.size}`;
    const enteredAt = new Date(world.scheduler.now).toISOString();
    const woken = new Promise<void>((complete) => {
      world.tokens.set(taskToken, { key: handoff, tier, deadlineAt, open: true, complete });
    });
    const input = {
      execution: reference,
      handoff,
      round,
      tier,
      deadlineAt,
      enteredAt,
      retryCount: 0,
      taskToken,
    };
    const failed = world
      .invoke((ports) => useCases.openWait(input, { ...ports, now: ports.now() }))
      .then(() => new Promise<never>(() => undefined));
    const timeout = Math.max(1_000, Date.parse(deadlineAt) - world.scheduler.now + 60_000);
    await Promise.race([woken, failed, world.scheduler.sleep(timeout)]).catch(() => undefined);
    const token = world.tokens.get(taskToken);
    if (token) token.open = false;
    return 'settle';
  }

  private settle = () =>
    this.task(20, (ports) =>
      this.useCases.settleOutcome(
        { execution: this.reference, tenant: this.execution.key.tenant, receipts: true },
        { ...ports, receipts, now: ports.now() },
      ),
    ).catch(() => {
      this.end('FAILED');
      return undefined;
    });

  /** A Task runs once, says AWS; a function may run twice all the same. */
  private perform(handoff: HandoffKey) {
    const { world, useCases, reference } = this;
    const body = (ports: Ports) =>
      useCases.performAction({ execution: reference, handoff, receipts: true }, dependencies(world, ports));
    if (world.random.chance(0.2))
      void world.scheduler
        .sleep(world.random.below(200))
        .then(() => world.invoke(body))
        .catch(() => undefined);
    return this.task(0, body).catch(() => 'settle' as const);
  }
}

/** One execution of the gate: evaluate, perform what needs nobody; `handOn` starts the handoff machine with everything else. */
export async function gate(
  world: World,
  { key, arn, startedAt, input }: Omit<Execution, 'status'>,
  useCases: UseCases,
  handOn: () => void,
): Promise<void> {
  const execution = { arn, startedAt, name: key.handoffId };
  const request = { execution, request: input };
  const judge = (ports: Ports) =>
    useCases.evaluateRequest(request, { ...dependencies(world, ports), now: ports.now() });
  const perform = ({ handoff }: NextStep) =>
    world.invoke((ports) => useCases.performAction({ execution, handoff }, dependencies(world, ports)));
  try {
    const step = await world.invoke(judge);
    if (step.next === 'perform') await perform(step);
    if (step.next === 'await' || step.next === 'evaluate') handOn();
  } catch (error) {
    if ((error as Error).name !== 'HandoffUnknown') handOn();
  }
}

/** One execution of the reversal machine. */
export async function reversal(world: World, key: HandoffKey, useCases: UseCases): Promise<void> {
  await world.insist((ports) => useCases.reverseAction(key, dependencies(world, ports)));
}
