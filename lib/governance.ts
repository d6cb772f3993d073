// Policies as files: a directory with settings.json, *.cedar and one *.cedarschema. Read and checked when the stack is
// synthesized, and by `npm run policy`; what is wrong is said with file and fix, and nothing is deployed.
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { type CedarLibrary, type CedarRule, checkedSet } from '../lambdas/adapters/cedar/policy-set.js';
import { Governance as Document } from '../lambdas/contracts/governance.js';
import type { PolicyFile, PolicySet } from '../lambdas/contracts/policies.js';
import { problemsOf } from '../lambdas/contracts/problems.js';
import type { Settings } from '../lambdas/contracts/settings.js';
import { governanceProblems } from './governance-problems.js';

export interface GovernanceProps {
  /**
   * Directories with earlier versions. An edit is judged by the policies under which its handoff was opened; where they are
   * neither here nor current, a human decides. @default none
   */
  readonly keep?: string[];
}

/** Cedar takes a tenth of a second to load: only who has policies pays for it. */
export const cedarLibrary = (): CedarLibrary =>
  createRequire(import.meta.url)('@cedar-policy/cedar-wasm/nodejs') as CedarLibrary;

const misread = (directory: string, problems: readonly string[]) =>
  new Error(`The policies in ${directory} are not acceptable:\n  ${problems.join('\n  ')}`);

function documentIn(directory: string): Document {
  const path = join(directory, 'settings.json');
  if (!existsSync(path)) throw misread(directory, ['settings.json: is missing']);
  let raw: unknown;
  try {
    raw = JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw misread(directory, [`settings.json: is not JSON: ${(error as Error).message}`]);
  }
  const parsed = Document.safeParse(raw);
  if (parsed.success) return parsed.data;
  const problems = problemsOf(parsed.error, raw);
  throw misread(
    directory,
    problems.map(({ path: at, rule, value }) => `settings.json: ${at}: ${rule} (it is ${value})`),
  );
}

function setIn(directory: string, version: string): PolicySet | undefined {
  const files = readdirSync(directory).sort();
  const textOf = (file: string) => readFileSync(join(directory, file), 'utf8');
  const policies = files.filter((file) => file.endsWith('.cedar'));
  const schemas = files.filter((file) => file.endsWith('.cedarschema'));
  if (policies.length === 0 && schemas.length === 0) return undefined;
  const [schema] = schemas;
  if (!schema || schemas.length > 1)
    throw misread(directory, [`has ${schemas.length} .cedarschema files; policies need exactly one`]);
  return {
    version,
    schema: textOf(schema),
    policies: Object.fromEntries(policies.map((file) => [file, textOf(file)])),
  };
}

/** The files of a set give its digest; how they are ordered in memory does not. */
const digestOf = ({ version, schema, policies }: PolicySet) =>
  createHash('sha256')
    .update(JSON.stringify([version, schema, Object.entries(policies).sort(([a], [b]) => (a < b ? -1 : 1))]))
    .digest('hex');

/** Governance as code: hard rules in Cedar, and one settings document. */
export class Governance {
  /**
   * Reads `directory`. Throws with every problem when a file cannot be read, a policy does not fit the schema, or the
   * settings document is not acceptable.
   */
  static fromDirectory(directory: string, { keep = [] }: GovernanceProps = {}): Governance {
    const document = documentIn(directory);
    const current = setIn(directory, document.version);
    if (!current) return new Governance(directory, document, undefined, [], []);
    const kept = keep.flatMap((path) => setIn(path, documentIn(path).version) ?? []);
    const { problems, actionTypes, rules } = checkedSet(cedarLibrary(), current);
    if (problems.length > 0) throw misread(directory, problems);
    const sets = Object.fromEntries([current, ...kept].map((set) => [digestOf(set), set]));
    return new Governance(directory, document, { current: digestOf(current), sets }, actionTypes, rules);
  }

  private constructor(
    private readonly directory: string,
    private readonly document: Document,
    /** What the policy function reads; absent without .cedar files. */
    readonly policyFile: PolicyFile | undefined,
    private readonly actionTypes: readonly string[],
    private readonly rules: readonly CedarRule[],
  ) {}

  /** What of it is in the stack's settings. */
  get settings(): Pick<Settings, 'governance' | 'policySet'> {
    const { document: governance, policyFile } = this;
    if (!policyFile) return { governance };
    return { governance, policySet: { version: governance.version, digest: policyFile.current } };
  }

  /** What may be meant, and may be a slip: classes of problem that nobody is named for. */
  get notes(): string[] {
    const { routes = {}, regulatory = [] } = this.document;
    const named = [
      ...this.rules.map(({ id, file, demand }) => ({ at: `${file}: rule "${id}"`, route: demand.route })),
      ...regulatory.map(({ route }, index) => ({ at: `settings.json: regulatory.${index}`, route })),
    ];
    return named
      .filter(({ route }) => route !== undefined && !Object.hasOwn(routes, route))
      .map(
        ({ at, route }) => `${at}: no "${route}" in the routes of settings.json: the stack’s tiers are asked`,
      );
  }

  /** What does not fit the stack, each with its file. */
  problemsFor(settings: Settings): string[] {
    const { directory, document, actionTypes } = this;
    const file = join(directory, 'settings.json');
    return [
      ...governanceProblems(document, settings, actionTypes).map((one) => `${file}: ${one}`),
      ...this.undeclared(settings).map((one) => `${directory}: ${one}`),
    ];
  }

  /** An action type that the schema does not know would be handed off every time. */
  private undeclared({ actions }: Settings): string[] {
    if (!this.policyFile) return [];
    return Object.keys(actions)
      .filter((type) => !this.actionTypes.includes(type))
      .map((type) => `the .cedarschema declares no action "${type}"; add: action "${type}" appliesTo { … }`);
  }
}
