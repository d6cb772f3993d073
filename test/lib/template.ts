// The synthesized template of the reference stack, as the tests read it: what each role may do, by logical id.
import { readFileSync } from 'node:fs';

export interface Resource {
  readonly Type: string;
  // biome-ignore lint/suspicious/noExplicitAny: CloudFormation's properties are what they are
  readonly Properties: Record<string, any>;
  readonly DeletionPolicy?: string;
}

export interface Template {
  readonly Resources: Readonly<Record<string, Resource>>;
}

/** What the build synthesized from `bin/app.ts`. */
export const referenceTemplate = (): Template =>
  JSON.parse(readFileSync('dist/assembly/Handoff.template.json', 'utf8')) as Template;

export const ofType = ({ Resources }: Template, type: string): [string, Resource][] =>
  Object.entries(Resources).filter(([, resource]) => resource.Type === type);

/** Logical ids that a value refers to. */
export function referencesIn(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => {
    if (key === 'Ref' && typeof inner === 'string') return [inner];
    if (key === 'Fn::GetAtt' && Array.isArray(inner)) return [String(inner[0])];
    return referencesIn(inner);
  });
}

export interface Grant {
  /** Short name of the function or machine whose role it is. */
  readonly who: string;
  readonly action: string;
  /** Logical ids, or `*`. */
  readonly resources: readonly string[];
}

const asList = <T>(value: T | readonly T[]): readonly T[] =>
  (Array.isArray(value) ? value : [value]) as readonly T[];

/** `HandoffFunctionsEvaluateServiceRole8D0B` → `Evaluate`. */
const owner = (roleId: string) =>
  roleId
    .replace(/^Handoff(Functions|Machines|Routing)/, '')
    .replace(/(ServiceRole|Role|EventsRole)[0-9A-F]{8}$/, '');

/** Every action that an inline policy allows. */
export function grantsIn(template: Template): Grant[] {
  return ofType(template, 'AWS::IAM::Policy').flatMap(([, { Properties }]) =>
    Properties.PolicyDocument.Statement.flatMap(
      (statement: { Effect: string; Action: string | string[]; Resource: unknown }) => {
        const listed = asList(statement.Resource).flatMap((one) => (one === '*' ? ['*'] : referencesIn(one)));
        return asList(statement.Action).flatMap((action) =>
          referencesIn(Properties.Roles).map((role) => ({
            who: owner(role),
            action,
            resources: [...new Set(listed)],
          })),
        );
      },
    ),
  );
}
