// Performers in memory: what they were called with, and what they answer.
import type { PerformerCall, PerformerResult, Performers } from '../../lambdas/core/ports.js';

export class MemoryPerformers implements Performers {
  readonly calls: PerformerCall[] = [];
  /** What the next calls answer. */
  answer: () => PerformerResult | Promise<PerformerResult> = () => ({
    status: 'performed',
    result: { ok: true },
  });

  async call(_performer: unknown, call: PerformerCall): Promise<PerformerResult> {
    this.calls.push(call);
    return this.answer();
  }
}
