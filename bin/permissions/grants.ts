// What each role of a synthesized stack may do, by logical id. Read by `npm run permissions` and by the template tests.

export interface Resource {
  readonly Type: string;
  // biome-ignore lint/suspicious/noExplicitAny: CloudFormation's properties are what they are
  readonly Properties: Record<string, any>;
  readonly DeletionPolicy?: string;
}

export interface Template {
  readonly Resources: Readonly<Record<string, Resource>>;
}

export const ofType = ({ Resources }: Template, type: string): [string, Resource][] =>
  Object.entries(Resources).filter(([, resource]) => resource.Type === type);

/** One action that one role is allowed on one resource. */
export interface Grant {
  /** Logical id of the role. */
  readonly role: string;
  /** Short name of the function or machine whose role it is. */
  readonly who: string;
  readonly action: string;
  /** Logical id, with what follows it in the ARN (`/index/byTenant`), or `*`. */
  readonly resource: string;
}

const asList = <T>(value: T | readonly T[]): readonly T[] =>
  (Array.isArray(value) ? value : [value]) as readonly T[];

/** `HandoffFunctionsEvaluateServiceRole8D0B` → `Evaluate`. */
const owner = (roleId: string) =>
  roleId
    .replace(/^Handoff(Functions|Machines|Routing)/, '')
    .replace(/(ServiceRole|Role|EventsRole)[0-9A-F]{8}$/, '');

/** `{ Ref }`, `{ Fn::GetAtt }`, or one of them joined with a path; anything else is `*`. */
function resourceIn(value: unknown): string {
  const { Ref, 'Fn::GetAtt': attribute, 'Fn::Join': join } = Object(value);
  if (Ref) return Ref;
  if (attribute) return attribute[1] === 'StreamArn' ? `${attribute[0]}/stream` : attribute[0];
  if (!join) return '*';
  const [first, ...path]: unknown[] = join[1];
  return `${resourceIn(first)}${path.filter((part) => typeof part === 'string').join('')}`;
}

/** Every action that an inline policy allows, one grant for each resource. */
export function grantsIn(template: Template): Grant[] {
  return ofType(template, 'AWS::IAM::Policy').flatMap(([, { Properties }]) =>
    Properties.PolicyDocument.Statement.flatMap(
      (statement: { Action: string | string[]; Resource: unknown }) =>
        asList(Properties.Roles as { Ref: string }[]).flatMap(({ Ref: role }) =>
          asList(statement.Action).flatMap((action) =>
            asList(statement.Resource).map((one) => ({
              role,
              who: owner(role),
              action,
              resource: resourceIn(one),
            })),
          ),
        ),
    ),
  );
}
