// The hash chain of one handoff: seals a fact behind the one before it, and says what is wrong with a sequence of facts.
import type { Fact, Unsealed } from '../contracts/event.js';
import { canonicalJson, sha256 } from './digest.js';

/** `previousHash` of the first fact. */
export const GENESIS_HASH = '0'.repeat(64);

/** Where a log ends. */
export interface Head {
  readonly tenant: string;
  readonly handoffId: string;
  readonly sequence: number;
  readonly headHash: string;
}

const hashOf = (fact: object) => sha256(canonicalJson(fact));

/** What the receipt of `fact` signs: the hash that it has without it. */
export function signedHash(fact: Fact): string {
  const { hash: _, receipt: __, ...rest } = fact;
  return hashOf(rest);
}

/** `fact` with its receipt, which its hash covers. */
export function withReceipt(fact: Fact, receipt: string): Fact {
  const { hash: _, ...rest } = fact;
  return { ...rest, receipt, hash: hashOf({ ...rest, receipt }) } as Fact;
}

/** The fact that follows `head`. `at` is ISO 8601 UTC. */
export function seal(head: Head, unsealed: Unsealed, commandId: string, at: string): Fact {
  const fact = {
    schemaVersion: 1,
    tenant: head.tenant,
    handoffId: head.handoffId,
    sequence: head.sequence + 1,
    commandId,
    at,
    previousHash: head.headHash,
    ...unsealed,
  };
  return { ...fact, hash: hashOf(fact) } as Fact;
}

/** Whether `fact` is the one after `head`, and what its hash says. */
export function follows(head: Head, fact: Fact): boolean {
  const { hash, ...rest } = fact;
  const isNext = fact.sequence === head.sequence + 1 && fact.previousHash === head.headHash;
  return isNext && fact.tenant === head.tenant && fact.handoffId === head.handoffId && hashOf(rest) === hash;
}

/** What is wrong with facts that claim to be one handoff's log, oldest first. Empty when nothing is. */
export function chainProblems(facts: readonly Fact[]): string[] {
  const problems: string[] = [];
  let previousHash = GENESIS_HASH;
  for (const [index, fact] of facts.entries()) {
    const { hash, ...rest } = fact;
    const where = `fact ${index + 1}`;
    if (fact.sequence !== index + 1) problems.push(`${where}: sequence is ${fact.sequence}`);
    if (fact.previousHash !== previousHash) problems.push(`${where}: does not follow the fact before it`);
    if (hashOf(rest) !== hash) problems.push(`${where}: content does not match its hash`);
    if (fact.handoffId !== facts[0]?.handoffId || fact.tenant !== facts[0]?.tenant)
      problems.push(`${where}: belongs to another handoff`);
    previousHash = hash;
  }
  return problems;
}
