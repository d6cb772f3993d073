// The policy engine on Cedar: asks a set, answers every rule that matches. Never throws: whatever goes wrong is a fault of
// the closed list, and Evaluate hands off for it. Knows no AWS.
import type {
  PolicyAnswer,
  PolicyFault,
  PolicyFile,
  PolicyQuestion,
  PolicySet,
} from '../../contracts/policies.js';
import { byId, type CedarLibrary, type CedarRule, checkedSet } from './policy-set.js';
import { type CedarType, type CommonTypes, cedarValue, MismatchError } from './values.js';

/** Cedar denies what nothing permits; here only the rules speak. */
const PERMIT = 'permit(principal, action, resource);';
const PERMIT_ID = 'everything else';

interface ReadySet {
  readonly rules: ReadonlyMap<string, CedarRule>;
  /** Type of the context of each action. */
  readonly contexts: ReadonlyMap<string, CedarType>;
  readonly common: CommonTypes;
}

const faulty = (fault: PolicyFault): PolicyAnswer => ({ matches: [], fault });

function schemaOf(cedar: CedarLibrary, schema: string): Pick<ReadySet, 'contexts' | 'common'> | undefined {
  const parsed = cedar.schemaToJsonWithResolvedTypes(schema);
  const namespace = parsed.type === 'success' ? parsed.json[''] : undefined;
  if (!namespace) return undefined;
  const contexts = Object.entries(namespace.actions).flatMap(([action, { appliesTo }]) =>
    appliesTo ? [[action, (appliesTo.context ?? { type: 'Record' }) as CedarType] as const] : [],
  );
  return { contexts: new Map(contexts), common: (namespace.commonTypes ?? {}) as CommonTypes };
}

export class CedarPolicies {
  readonly #cedar: CedarLibrary;
  readonly #file: PolicyFile;
  readonly #ready = new Map<string, ReadySet | 'invalid'>();

  constructor(cedar: CedarLibrary, file: PolicyFile) {
    this.#cedar = cedar;
    this.#file = file;
  }

  #prepare(digest: string, set: PolicySet): ReadySet | 'invalid' {
    const { rules, problems } = checkedSet(this.#cedar, set);
    const schema = schemaOf(this.#cedar, set.schema);
    if (problems.length > 0 || !schema) return 'invalid';
    const parsed = [
      this.#cedar.preparsePolicySet(digest, { staticPolicies: { ...byId(rules), [PERMIT_ID]: PERMIT } }),
      this.#cedar.preparseSchema(digest, set.schema),
    ];
    if (parsed.some(({ type }) => type === 'failure')) return 'invalid';
    return { rules: new Map(rules.map((rule) => [rule.id, rule])), ...schema };
  }

  #set(digest: string, set: PolicySet): ReadySet | 'invalid' {
    const ready = this.#ready.get(digest) ?? this.#prepare(digest, set);
    this.#ready.set(digest, ready);
    return ready;
  }

  /** Every rule of the set that matches. */
  judge(question: PolicyQuestion): Promise<PolicyAnswer> {
    const digest = question.set ?? this.#file.current;
    const set = Object.hasOwn(this.#file.sets, digest) ? this.#file.sets[digest] : undefined;
    if (!set) return Promise.resolve(faulty('policy-set-gone'));
    return Promise.resolve(this.#ask(digest, set, question));
  }

  #ask(digest: string, set: PolicySet, question: PolicyQuestion): PolicyAnswer {
    try {
      const ready = this.#set(digest, set);
      if (ready === 'invalid') return faulty('policy-set-invalid');
      const context = ready.contexts.get(question.action.type);
      return context ? this.#evaluate(digest, ready, context, question) : faulty('policy-action-unknown');
    } catch (error) {
      return faulty(error instanceof MismatchError ? 'policy-input-mismatch' : 'policy-evaluation-error');
    }
  }

  #evaluate(digest: string, ready: ReadySet, type: CedarType, question: PolicyQuestion): PolicyAnswer {
    const { agent, action, effect, confidence } = question;
    const principal = { type: 'Agent', id: agent.id };
    // A confidence has more places than a decimal: it is cut, never rounded up.
    const stated =
      confidence === undefined ? {} : { confidence: String(Math.floor(confidence * 10_000) / 10_000) };
    const facts = { effect, parameters: action.parameters, ...stated };
    const answer = this.#cedar.statefulIsAuthorized({
      principal,
      action: { type: 'Action', id: action.type },
      resource: { type: 'Resource', id: action.resource ?? '' },
      context: cedarValue(facts, type, ready.common) as Record<string, never>,
      entities: [{ uid: principal, attrs: { version: agent.version }, parents: [] }],
      preparsedSchemaName: digest,
      preparsedPolicySetId: digest,
      validateRequest: true,
    });
    if (answer.type === 'failure') return faulty('policy-input-mismatch');
    const { reason, errors } = answer.response.diagnostics;
    const matches = [...reason].sort().flatMap((id) => {
      const rule = ready.rules.get(id);
      return rule ? [{ id, demand: rule.demand }] : [];
    });
    // A rule that could not be evaluated was skipped by Cedar: it might have matched.
    return errors.length > 0 ? { matches, fault: 'policy-evaluation-error' } : { matches };
  }
}
