// Decides whether a call is allowed: identity policies of the caller's role, resource policies of what it touches; an
// explicit Deny wins. Texts of refusals are AWS's.
import { AwsError, type Caller } from '../service.js';
import { type Account, valuesOf, type Wanted, wantedBy } from './access-requests.js';
import {
  type AccessRequest,
  fits,
  fitsPrincipal,
  type Principal,
  readPolicy,
  type Statement,
} from './policy.js';

/** Policies of a role by its name; undefined when nobody created that role. */
export type PoliciesOfRole = (roleName: string) => readonly string[] | undefined;
/** The resource policy on an ARN, as text. */
export type ResourcePolicy = (arn: string) => Promise<string | undefined>;

/** What the wire calls a refusal, where it is not AccessDeniedException with status 400. */
const REFUSALS: Record<string, { code: string; status: number }> = {
  sns: { code: 'AuthorizationError', status: 403 },
  lambda: { code: 'AccessDeniedException', status: 403 },
  iam: { code: 'AccessDenied', status: 403 },
  s3: { code: 'AccessDenied', status: 403 },
  sts: { code: 'AccessDenied', status: 403 },
  cloudformation: { code: 'AccessDenied', status: 403 },
};

/** One decision: who wanted to do what to which resource. What a role's policies must allow is the sum of these. */
export interface Access {
  /** ARN of the role, also for a session of it; otherwise a service such as `events.amazonaws.com`, a user or `anonymous`. */
  readonly principal: string;
  /** As IAM names it: `lambda:InvokeFunction`, not `Invoke`. */
  readonly action: string;
  /** ARN; `*` for what concerns no resource in particular. */
  readonly resource: string;
  readonly isAllowed: boolean;
}

export interface AuthoriseOptions extends Account {
  readonly policiesOf: PoliciesOfRole;
  readonly resourcePolicy: ResourcePolicy;
  readonly onAccess: (access: Access) => void;
}

/** Makes the check that every call passes. Roles that nobody created in IAM are not enforced. */
export function createAuthorise(options: AuthoriseOptions) {
  const { policiesOf, resourcePolicy, onAccess } = options;
  const account: Account = options;
  return async (service: string, action: string, input: unknown, caller: Caller): Promise<void> => {
    const principal = readPrincipal(caller, account);
    const policies = principal.roleName === undefined ? [] : policiesOf(principal.roleName);
    for (const wanted of wantedBy(service, action, input, account)) {
      const denial =
        policies && check(wanted, caller, principal, policies, await resourcePolicy(wanted.resource));
      onAccess({
        principal: principal.roleArn ?? principal.name,
        action: wanted.action,
        resource: shown(wanted.resource),
        isAllowed: denial === undefined,
      });
      if (denial) throw refusal(service, denial);
    }
  };

  function check(
    wanted: Wanted,
    caller: Caller,
    principal: NamedPrincipal,
    policies: readonly string[],
    resourcePolicyText: string | undefined,
  ): string | undefined {
    const request: AccessRequest = { ...wanted, values: contextOf(caller, principal, wanted, account) };
    const identity = policies.flatMap(readPolicy).filter((statement) => fits(statement, request));
    const resource = (resourcePolicyText ? readPolicy(resourcePolicyText) : []).filter(
      (statement) => fitsPrincipal(statement, principal) && fits(statement, request),
    );
    const reason = verdict(identity, resource, principal, wanted.action);
    return (
      reason &&
      `User: ${principal.name} is not authorized to perform: ${wanted.action} on resource: ${shown(wanted.resource)} ${reason}`
    );
  }
}

/** `…` marks a prefix that any resource of the kind satisfies. */
const shown = (resource: string) => resource.replace('…', ':');

function verdict(
  identity: readonly Statement[],
  resource: readonly Statement[],
  principal: NamedPrincipal,
  action: string,
): string | undefined {
  if (identity.some(({ Effect }) => Effect === 'Deny'))
    return 'with an explicit deny in an identity-based policy';
  if (resource.some(({ Effect }) => Effect === 'Deny'))
    return 'with an explicit deny in a resource-based policy';
  if (principal.isAdministrator || identity.length > 0 || resource.length > 0) return undefined;
  const kind = principal.service ? 'resource-based' : 'identity-based';
  return `because no ${kind} policy allows the ${action} action`;
}

interface NamedPrincipal extends Principal {
  /** As it stands in the refusal. */
  readonly name: string;
  readonly roleName?: string | undefined;
  readonly isAdministrator: boolean;
}

function readPrincipal({ principalArn }: Caller, { accountId }: Account): NamedPrincipal {
  const [, kind, path = ''] = /^arn:aws:(?:iam|sts)::\d*:(role|assumed-role)\/(.+)$/.exec(principalArn) ?? [];
  if (kind) {
    const parts = path.split('/');
    const roleName = (kind === 'role' ? parts.at(-1) : parts[0]) ?? '';
    const sessionArn = `arn:aws:sts::${accountId}:assumed-role/${roleName}/${kind === 'role' ? 'local' : parts[1]}`;
    return {
      name: sessionArn,
      roleName,
      sessionArn,
      roleArn: kind === 'role' ? principalArn : `arn:aws:iam::${accountId}:role/${roleName}`,
      accountId,
      isAdministrator: false,
    };
  }
  if (principalArn.endsWith('.amazonaws.com')) {
    return { name: principalArn, service: principalArn, accountId, isAdministrator: false };
  }
  if (principalArn === 'anonymous') return { name: 'anonymous', accountId: '', isAdministrator: false };
  const name = `arn:aws:iam::${accountId}:user/local`;
  return { name, sessionArn: name, accountId, isAdministrator: true };
}

function contextOf(caller: Caller, principal: NamedPrincipal, wanted: Wanted, account: Account) {
  return valuesOf({
    'aws:principalarn': [principal.roleArn ?? principal.name],
    'aws:principalaccount': [account.accountId],
    'aws:principalisawsservice': [String(principal.service !== undefined)],
    'aws:requestedregion': [account.region],
    // The loopback endpoint stands for HTTPS: policies that insist on it must not fail here.
    'aws:securetransport': ['true'],
    ...(caller.sourceArn && {
      'aws:sourcearn': [caller.sourceArn],
      'aws:sourceaccount': [account.accountId],
    }),
    ...wanted.keys,
  });
}

function refusal(service: string, message: string): AwsError {
  const { code, status } = REFUSALS[service] ?? { code: 'AccessDeniedException', status: 400 };
  return new AwsError(code, message, status);
}
