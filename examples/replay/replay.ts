// Replays recordings on a running stack: every planned request is asked, answered and settled; what ran in a failed run is
// reversed; and then the log is asked what became of each.
import { setTimeout as sleep } from 'node:timers/promises';
import type { Fact, OperatorAnswer } from 'agent-handoff/contracts';
import type { Local } from 'agent-handoff/local';
import { Agent } from '../agent/agent.js';
import { Operator } from '../operator/operator.js';
import { type Ask, asker } from './asking.js';
import type { Recording } from './recording.js';
import { type Planned, plan } from './requests.js';
import { Reviewers } from './reviewers.js';
import type { ReplaySettings } from './settings.js';

/** What became of one request, as its log says. */
export interface Replayed {
  readonly handoffId: string;
  readonly file: string;
  readonly record: number;
  readonly taskId: string;
  readonly actionType: string;
  /** `proceed`, `durable` or `refuse`; absent when the log knows nothing of it. */
  readonly verdict: string | undefined;
  readonly rules: readonly string[];
  /** Status of the settled outcome; absent while there is none. */
  readonly outcome: string | undefined;
  readonly performance: string | undefined;
  readonly reversal: string | undefined;
  readonly billedTransitions: number;
  /** Milliseconds from the request to its outcome. */
  readonly ms: number;
}

interface Asked {
  readonly recording: Recording;
  readonly planned: Planned;
  readonly ms: number;
}

/** Runs at the same time; the requests of one run follow each other. */
const RUNS_AT_ONCE = 16;
/** Pause between two looks at an execution or a reversal, milliseconds. */
const POLL_MS = 10;
/** A request without an outcome after this long is counted as lost. */
const PATIENCE_MS = 60_000;

/** Runs `work` on every item, `RUNS_AT_ONCE` at a time; results in order. */
async function concurrently<T, R>(items: readonly T[], work: (item: T, index: number) => Promise<R>) {
  const results: R[] = new Array(items.length);
  const queue = items.entries();
  const worker = async () => {
    for (const [index, item] of queue) results[index] = await work(item, index);
  };
  await Promise.all(Array.from({ length: RUNS_AT_ONCE }, worker));
  return results;
}

/** Whether `isTrue` became so in time. */
async function becomes(isTrue: () => Promise<boolean>): Promise<boolean> {
  const givesUpAt = performance.now() + PATIENCE_MS;
  while (performance.now() < givesUpAt) {
    if (await isTrue()) return true;
    await sleep(POLL_MS);
  }
  return false;
}

export class Replay {
  readonly #agent: Agent;
  readonly #operator: Operator;
  readonly #reviewers: Reviewers;
  readonly #ask: Ask;
  readonly #isWriting: (name: string) => boolean;
  readonly #onProblem: (problem: string) => void;
  readonly #onAsked: (count: number) => void;
  #asked = 0;

  constructor(
    local: Local,
    settings: ReplaySettings,
    { onProblem, onAsked }: { onProblem: (problem: string) => void; onAsked: (count: number) => void },
  ) {
    this.#agent = new Agent(local);
    this.#operator = new Operator(local);
    this.#reviewers = new Reviewers(local, onProblem);
    this.#ask = asker(local, this.#agent);
    this.#isWriting = (name) => Object.hasOwn(settings.actions, name);
    this.#onProblem = onProblem;
    this.#onAsked = onAsked;
  }

  /** Replays everything; answers in the order of the recordings. */
  async run(recordings: readonly Recording[]): Promise<Replayed[]> {
    const asked = (await concurrently(recordings, (recording, run) => this.#replay(recording, run))).flat();
    const settled = await concurrently(asked, (one) => this.#result(one));
    const failed = new Set(asked.filter(({ recording }) => recording.reward === 0).map(idOf));
    return concurrently(settled, (one) => {
      const isToReverse = failed.has(one.handoffId) && one.performance === 'performed';
      return isToReverse ? this.#reverse(one) : Promise.resolve(one);
    });
  }

  async #replay(recording: Recording, run: number): Promise<Asked[]> {
    const asked: Asked[] = [];
    for (const planned of plan(recording, run, this.#isWriting)) {
      asked.push({ recording, planned, ms: await this.#askOne(planned) });
      this.#asked += 1;
      this.#onAsked(this.#asked);
    }
    return asked;
  }

  /** Asks, lets the reviewer answer, waits for the end; a failure is told, and shows as a lost request. */
  async #askOne(planned: Planned): Promise<number> {
    const { handoffId, answer } = planned;
    const startedAt = performance.now();
    this.#reviewers.expect(handoffId, 'review', answer);
    try {
      await this.#ask(planned);
      await becomes(async () => (await this.#agent.look(handoffId)).status !== 'RUNNING');
    } catch (error) {
      this.#onProblem(`${handoffId}: ${(error as Error).message}`);
    }
    return performance.now() - startedAt;
  }

  /** The logs, one a line, with the parts that they name. */
  async exported(replayed: readonly Replayed[]): Promise<string> {
    const lines = await concurrently(replayed, async ({ handoffId }) => {
      const answer = await this.#operator.call({ operation: 'export', handoffId });
      if (!answer.ok) this.#onProblem(`${handoffId}: ${answer.message}`);
      return answer.ok ? `${JSON.stringify({ facts: answer.facts ?? [], parts: answer.parts ?? [] })}\n` : '';
    });
    return lines.join('');
  }

  #show(handoffId: string): Promise<OperatorAnswer> {
    return this.#operator.call({ operation: 'show', handoffId });
  }

  async #result({ recording: { file, record, taskId }, planned, ms }: Asked): Promise<Replayed> {
    const { handoffId, actionType } = planned;
    const answer = await this.#show(handoffId);
    const { outcome, facts = [] } = answer.ok ? answer : {};
    return {
      ...{ handoffId, file, record, taskId, actionType, ms },
      verdict: patternOf(facts as Fact[]),
      rules: outcome?.rules ?? [],
      outcome: outcome?.status,
      performance: outcome?.performance?.status,
      reversal: outcome?.reversal?.result,
      billedTransitions: answer.ok ? await this.#agent.billedTransitions(handoffId) : 0,
    };
  }

  /** A fresh link from the operator, followed by the reviewer; one transition of the reversal's own machine. */
  async #reverse(one: Replayed): Promise<Replayed> {
    const { handoffId } = one;
    this.#reviewers.expect(handoffId, 'reverse', {
      decision: 'reverse',
      text: 'The run failed its task.',
    });
    const ordered = await this.#operator.call({ operation: 'reverse', handoffId });
    if (!ordered.ok) this.#onProblem(`${handoffId}: ${ordered.message}`);
    let reversal: string | undefined;
    await becomes(async () => {
      const answer = await this.#show(handoffId);
      reversal = answer.ok ? answer.outcome?.reversal?.result : undefined;
      return reversal !== undefined;
    });
    return { ...one, reversal, billedTransitions: one.billedTransitions + 1 };
  }

  close(): void {
    this.#reviewers.close();
    this.#agent.close();
    this.#operator.close();
  }
}

const idOf = ({ planned }: Asked) => planned.handoffId;

function patternOf(facts: readonly Fact[]): string | undefined {
  const [first] = facts;
  if (first?.type === 'requested') return first.data.verdict.pattern;
  return first && 'refuse';
}
