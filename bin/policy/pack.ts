// A pack as the command reads it: governance/ (settings.json, *.cedar, *.cedarschema), pack.json (actions, reviewers, tiers)
// and cases.json (Given, When, Then). Judged offline, in this process, by the code that Evaluate runs.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod/mini';
import { CedarPolicies } from '../../lambdas/adapters/cedar/cedar-policies.js';
import { type Problem, problemsOf } from '../../lambdas/contracts/problems.js';
import { Settings } from '../../lambdas/contracts/settings.js';
import { Pattern } from '../../lambdas/contracts/verdict.js';
import { canonicalJson, sha256 } from '../../lambdas/core/digest.js';
import type { Policy } from '../../lambdas/core/judge.js';
import { cedarLibrary, Governance } from '../../lib/governance.js';
import { CommandError } from '../handoff/terminal.js';

const Case = z.looseObject({
  given: z.string(),
  when: z.looseObject({}),
  // biome-ignore lint/suspicious/noThenProperty: the word of the tables; a case is never awaited
  then: z.strictObject({
    pattern: Pattern,
    rules: z.array(z.string()),
    approvals: z.optional(z.number()),
    /** Of the first tier. */
    reviewers: z.optional(z.array(z.string())),
    /** Reviewers of every tier. */
    tiers: z.optional(z.array(z.array(z.string()))),
    expiryAnswer: z.optional(z.string()),
  }),
});
export type PolicyCase = z.infer<typeof Case>;

export interface Pack {
  readonly directory: string;
  readonly policy: Policy;
  readonly engine: CedarPolicies | undefined;
  /** What may be a slip, and is not refused. */
  readonly notes: readonly string[];
}

function jsonIn(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    const isRead = error instanceof SyntaxError;
    throw new CommandError(`${path}: ${isRead ? 'is not JSON: ' : ''}${(error as Error).message}`, 2);
  }
}

const said = (path: string, problems: readonly Problem[]) =>
  new CommandError(
    `${path} is not acceptable:\n${problems.map((one) => `  ${one.path}: ${one.rule}`).join('\n')}`,
    2,
  );

interface Draft {
  readonly actions?: Record<string, object>;
  readonly reviewers?: Record<string, object>;
  readonly tiers?: unknown;
}

function settingsFrom(path: string, { actions = {}, reviewers = {}, tiers }: Draft, governance: Governance) {
  const draft = {
    schemaVersion: 1,
    actions: Object.fromEntries(
      Object.entries(actions).map(([type, action]) => [
        type,
        { performer: { kind: 'agent' }, confidenceThreshold: 0.9, idempotent: false, ...action },
      ]),
    ),
    reviewers: Object.fromEntries(Object.entries(reviewers).map(([id, one]) => [id, { person: id, ...one }])),
    tiers,
    hardRules: [{ id: 'irreversible-action', effects: ['irreversible'] }],
    timeZone: 'UTC',
    contextRetentionDays: 90,
    ...governance.settings,
  };
  const parsed = Settings.safeParse(draft);
  if (!parsed.success) throw said(path, problemsOf(parsed.error, draft));
  return parsed.data;
}

function governanceIn(directory: string): Governance {
  try {
    return Governance.fromDirectory(join(directory, 'governance'));
  } catch (error) {
    throw new CommandError((error as Error).message, 2);
  }
}

/** Reads the pack in `directory`; a `CommandError` names file and fix. */
export function readPack(directory: string): Pack {
  const path = join(directory, 'pack.json');
  if (!existsSync(path)) throw new CommandError(`${directory} is no pack: it has no pack.json`, 2);
  const governance = governanceIn(directory);
  const settings = settingsFrom(path, jsonIn(path) as Draft, governance);
  const problems = governance.problemsFor(settings);
  if (problems.length > 0) throw new CommandError(problems.join('\n'), 2);
  const { policyFile } = governance;
  return {
    directory,
    policy: { settings, digest: sha256(canonicalJson(settings)) },
    notes: governance.notes,
    engine: policyFile && new CedarPolicies(cedarLibrary(), policyFile),
  };
}

/** The tables of a pack. */
export function readCases({ directory }: Pack): PolicyCase[] {
  const path = join(directory, 'cases.json');
  const raw = jsonIn(path);
  const parsed = z.array(Case).safeParse(raw);
  if (!parsed.success) throw said(path, problemsOf(parsed.error, raw));
  return parsed.data;
}
