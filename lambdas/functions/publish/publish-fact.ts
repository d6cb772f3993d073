// Publish: each new fact goes to the bus as its public projection. A record that says a fact was changed or removed is
// tampering: it raises the alarm, and holds nobody up.
import type { FactData } from '../../contracts/event.js';
import type { HandoffKey } from '../../contracts/ids.js';
import { publicFact } from '../../core/outcome.js';
import type { Bus, EventLog } from '../../core/ports.js';

export interface PublishDependencies {
  readonly log: EventLog;
  readonly bus: Bus;
  /** Raises the tamper alarm. */
  readonly reportTampering: (key: HandoffKey, sequence: number) => void;
  /** Raises the alarm of a fact that is not believed. */
  readonly reportDistrust: (key: HandoffKey, fact: FactData<'voided'>) => void;
}

/** Publishes the fact at `sequence`; facts that are not on the log (a forged or replayed record) are not. */
export async function publishFact(
  change: {
    readonly kind: 'INSERT' | 'MODIFY' | 'REMOVE';
    readonly key: HandoffKey;
    readonly sequence: number;
  },
  { log, bus, reportTampering, reportDistrust }: PublishDependencies,
): Promise<void> {
  if (change.kind !== 'INSERT') {
    reportTampering(change.key, change.sequence);
    return;
  }
  const facts = await log.read(change.key);
  const own = facts.find(({ sequence }) => sequence === change.sequence);
  if (own?.type === 'voided') reportDistrust(change.key, own.data);
  const fact = publicFact(change.key, facts, change.sequence);
  if (fact) await bus.publish(fact);
}
