// One simulated world: handoffs with their logs, parts and waits; tokens; and what it takes to notice a broken promise.
import type { PublicFact } from '../../lambdas/contracts/bus.js';
import type { Directory } from '../../lambdas/contracts/directory.js';
import type { Fact } from '../../lambdas/contracts/event.js';
import type { HandoffKey } from '../../lambdas/contracts/ids.js';
import type { ReversalRule } from '../../lambdas/contracts/settings.js';
import { ONE_APPROVAL, type Requirement } from '../../lambdas/contracts/verdict.js';
import { canonicalJson } from '../../lambdas/core/digest.js';
import type { NewWaitpoint, Part } from '../../lambdas/core/ports.js';
import { SETTINGS, START } from '../core/samples.js';
import { type Call, callProblems, factProblems, type Witness, waitIsOver } from './invariants.js';
import { type PortFault, type Ports, portsOf, throughOf } from './ports.js';
import { Random, Scheduler } from './scheduler.js';

export interface SimulatedHandoff extends Witness {
  readonly key: HandoffKey;
  readonly facts: Fact[];
  readonly parts: Map<string, Part>;
  waitpoint: NewWaitpoint | undefined;
}

interface Token {
  readonly key: HandoffKey;
  readonly tier: number;
  readonly deadlineAt: string;
  open: boolean;
  readonly complete: () => void;
}

/** Error that a machine sees when an invocation died. */
export class Killed extends Error {
  override readonly name = 'Lambda.Unknown';
}

export type FaultPlan = (call: number, name: string, random: Random) => PortFault | undefined;

/** Longest from the read of the switch to the call: a few port calls of up to a minute each. */
const SLOWEST_RUN_MS = 10 * 60_000;

const two = (rule: Requirement['rule']): Requirement => ({ ...ONE_APPROVAL, approvals: 2, rule });
const REQUIREMENTS = [undefined, two('quorum'), undefined, two('veto'), two('unanimous'), two('quorum')];

export class World {
  readonly scheduler = new Scheduler(START);
  readonly random: Random;
  /** Whether actions are registered as idempotent. */
  readonly idempotent: boolean;
  /** Who may order a reversal. */
  readonly reversal: ReversalRule | undefined;
  /** What a review takes to count. */
  readonly requirement: Requirement | undefined;
  /** How long the deadlines stand still while the agent is asked; they run on when absent. */
  readonly contextStopsClockSeconds: number | undefined;
  /** Who may vote now; people come and go. */
  /** Dora is asked by no tier: a decision can be passed on to her. */
  directory: Directory = {
    ...SETTINGS.reviewers,
    dora: { name: 'Dora', email: 'dora@example.com', person: 'dora' },
  };
  readonly handoffs = new Map<string, SimulatedHandoff>();
  readonly tokens = new Map<string, Token>();
  readonly violations: string[] = [];
  portCalls = 0;
  /** Set by the actors: who hears of what the log published. */
  onPublished: (fact: PublicFact) => void = () => undefined;
  /** Set by the actors: who hears of what was appended. */
  onAppended: (fact: Fact) => void = () => undefined;

  constructor(
    seed: number,
    private readonly plan: FaultPlan,
    /** Names of planted bugs. */
    readonly bugs: ReadonlySet<string> = new Set(),
    /** Largest error of an invocation's clock, milliseconds. */
    private readonly maxSkew = 300_000,
  ) {
    this.random = new Random(seed);
    this.idempotent = seed % 5 === 0;
    this.reversal = seed % 3 === 0 ? { approvals: 2, withinSeconds: 4 * 3_600 } : undefined;
    this.requirement = REQUIREMENTS[seed % REQUIREMENTS.length];
    this.contextStopsClockSeconds = seed % 2 === 0 ? 1_800 : undefined;
  }

  /** What some requests rely on, and until when the one before it held. */
  version = 1;
  #versionSince = 0;
  changeWorld = () => {
    this.version += 1;
    this.#versionSince = this.scheduler.now;
  };
  /** The version over which the action was last proposed or approved. */
  #approvedVersion({ facts, parts }: SimulatedHandoff): unknown {
    const stated = facts.flatMap(({ type, data }) =>
      type === 'requested' ? data.partRefs.preconditions : type === 'changed' ? data.observedDigest : [],
    );
    const part = parts.get(`preconditions#${stated.at(-1)}`);
    return (part?.body as { version?: number } | undefined)?.version;
  }

  /** Since when everything is stopped: milliseconds of the world's own clock. */
  #stoppedSince: number | undefined;
  #noteSwitch({ type }: Fact) {
    if (type === 'stopped') this.#stoppedSince = this.scheduler.now;
    if (type === 'stopLifted') this.#stoppedSince = undefined;
  }

  latency = () => 1 + this.random.below(this.random.chance(0.02) ? 30_000 : 40);
  nextFault(name: string): PortFault | undefined {
    this.portCalls += 1;
    return this.plan(this.portCalls, name, this.random);
  }
  violate(key: HandoffKey, problem: string) {
    this.violations.push(`${key.handoffId}: ${problem}`);
  }

  handoff(key: HandoffKey): SimulatedHandoff {
    const name = `${key.tenant}#${key.handoffId}`;
    const known = this.handoffs.get(name);
    if (known) return known;
    const fresh: SimulatedHandoff = {
      key: { tenant: key.tenant, handoffId: key.handoffId },
      facts: [],
      parts: new Map(),
      waitpoint: undefined,
      calls: [],
      proposals: new Map(),
      shown: new Set(),
      forbidden: new Set(),
      idempotent: this.idempotent,
    };
    this.handoffs.set(name, fresh);
    return fresh;
  }

  storePart(key: HandoffKey, part: Part) {
    const handoff = this.handoff(key);
    handoff.parts.set(`${part.part}#${part.digest}`, part);
    if (part.part === 'action' && !handoff.proposals.has(part.digest))
      handoff.proposals.set(part.digest, canonicalJson(part.body));
  }

  append(fact: Fact): boolean {
    const handoff = this.handoff(fact);
    const taken = fact.sequence <= handoff.facts.length;
    if (taken && !this.bugs.has('non-conditional append')) return false;
    handoff.facts.splice(fact.sequence - 1, 1, fact);
    for (const problem of factProblems(handoff.facts, handoff)) this.violate(fact, problem);
    this.#noteSwitch(fact);
    this.onAppended(fact);
    return true;
  }

  wake(taskToken: string): 'sent' | 'gone' {
    const token = this.tokens.get(taskToken);
    if (!token?.open) return 'gone';
    const { facts } = this.handoff(token.key);
    const overdue = this.scheduler.now > Date.parse(token.deadlineAt);
    if (!overdue && !waitIsOver(facts, token))
      this.violate(token.key, 'I3 woken before the fact was on the log');
    token.open = false;
    token.complete();
    return 'sent';
  }

  called(key: HandoffKey, call: Call) {
    const handoff = this.handoff(key);
    handoff.calls.push(call);
    for (const problem of callProblems(handoff.facts, call, handoff)) this.violate(key, problem);
    const stoppedFor = this.scheduler.now - (this.#stoppedSince ?? this.scheduler.now);
    // An invocation that read the switch before may still be at it, at the slowest.
    if (call.kind === 'perform' && stoppedFor > SLOWEST_RUN_MS)
      this.violate(key, 'I10 an action started while everything was stopped');
    const approved = this.#approvedVersion(handoff);
    const isOld = this.scheduler.now - this.#versionSince > SLOWEST_RUN_MS;
    const isFirst = handoff.calls.filter(({ kind }) => kind === 'perform').length === 1;
    if (call.kind === 'perform' && isFirst && isOld && approved !== undefined && approved !== this.version)
      this.violate(key, 'I16 an action ran on a world that had changed');
  }

  deliver(fact: PublicFact) {
    this.onPublished(fact);
  }

  /** Runs `body` as one invocation of a function. Rejects with {@link Killed} when a fault kills it. */
  invoke<T>(body: (ports: Ports) => Promise<T>, invocationId = `i${this.random.below(2 ** 31)}`): Promise<T> {
    const skew = this.random.chance(0.2) ? this.random.below(2 * this.maxSkew + 1) - this.maxSkew : 0;
    return new Promise<T>((resolve, reject) => {
      const through = throughOf(this, () => reject(new Killed('simulated')));
      body(portsOf(this, through, skew, invocationId)).then(resolve, reject);
    });
  }

  /** {@link invoke}, again and again as an asynchronous source does, until it succeeds. */
  async insist(body: (ports: Ports) => Promise<unknown>): Promise<void> {
    for (let tries = 0; tries < 30; tries += 1) {
      try {
        await this.invoke(body);
        return;
      } catch (error) {
        if (!/^(Lambda\.Unknown|LogUnavailable|LogContended)$/.test((error as Error).name)) throw error;
        await this.scheduler.sleep(1_000 * 2 ** Math.min(tries, 6));
      }
    }
    throw new Error('thirty tries were not enough: the fault plan never ends');
  }
}
