// Waiting executions in memory: which token was completed how often, and which are gone.
import type { Tasks } from '../../lambdas/core/ports.js';

export class MemoryTasks implements Tasks {
  /** Tokens in the order in which they were completed. */
  readonly woken: string[] = [];
  /** Tokens whose executions have ended or moved on. */
  readonly gone = new Set<string>();

  async wake(taskToken: string): Promise<'sent' | 'gone'> {
    if (this.gone.has(taskToken)) return 'gone';
    this.woken.push(taskToken);
    this.gone.add(taskToken);
    return 'sent';
  }
}
