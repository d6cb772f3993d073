// An event log in memory whose appends can be made to race, to lose their acknowledgement, or to fail.
import type { Fact } from '../../lambdas/contracts/event.js';
import type { EventLog } from '../../lambdas/core/ports.js';

export type Interference = 'race' | 'lostAcknowledgement' | 'throwsBefore' | 'throwsAfter' | undefined;

export class MemoryLog implements EventLog {
  reads = 0;
  appends = 0;
  constructor(
    readonly facts: Fact[] = [],
    /** Called before each append, 1-based; `race` lets the caller put a fact in first. */
    private readonly interfere: (attempt: number, log: MemoryLog) => Interference = () => undefined,
  ) {}

  read(): Promise<Fact[]> {
    this.reads += 1;
    return Promise.resolve([...this.facts]);
  }

  async append(fact: Fact): Promise<boolean> {
    this.appends += 1;
    const how = this.interfere(this.appends, this);
    if (how === 'throwsBefore') throw new Error('the store is away');
    const free = fact.sequence === this.facts.length + 1;
    if (free) this.facts.push(fact);
    if (how === 'throwsAfter') throw new Error('the store is away');
    return free && how !== 'lostAcknowledgement';
  }
}
