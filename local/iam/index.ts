// IAM: roles and their policies, and the check that every call passes. Built by local/index.ts.
import type { Journal } from '../journal.js';
import { type Action, AwsError, type Service } from '../service.js';
import type { Account } from './access-requests.js';
import { type Access, createAuthorise, type ResourcePolicy } from './authorise.js';
import { MANAGED_POLICIES } from './managed-policies.js';
import { readPolicy } from './policy.js';

export type { Access } from './authorise.js';

export interface IamOptions extends Account {
  readonly journal: Journal;
  readonly resourcePolicy: ResourcePolicy;
  readonly now: () => number;
  /** Hears of every decision. */
  readonly onAccess: (access: Access) => void;
}

export interface Iam extends Service {
  readonly authorise: ReturnType<typeof createAuthorise>;
}

interface Role {
  readonly name: string;
  readonly createdAt: number;
  readonly trust: string;
  readonly inline: Readonly<Record<string, string>>;
  readonly attached: readonly string[];
}

const TOPIC = 'iam';

type Stored = { role: Role } | { policyArn: string; document: string } | { deletedRole: string };

/** The IAM service. */
export function createIam(options: IamOptions): Iam {
  const store = new IamStore(options);
  return {
    name: 'iam',
    actions: iamActions(store),
    authorise: createAuthorise({ ...options, policiesOf: (roleName) => store.policiesOf(roleName) }),
  };
}

class IamStore {
  readonly #options: IamOptions;
  readonly #roles = new Map<string, Role>();
  readonly #policies = new Map<string, string>();

  constructor(options: IamOptions) {
    this.#options = options;
    for (const record of options.journal.replay(TOPIC)) this.#apply(record as Stored);
    options.journal.compact(TOPIC, [
      ...[...this.#policies].map(([policyArn, document]) => ({ policyArn, document })),
      ...[...this.#roles.values()].map((role) => ({ role })),
    ]);
  }

  role(name: string): Role {
    const role = this.#roles.get(name);
    if (!role) throw new AwsError('NoSuchEntity', `The role with name ${name} cannot be found.`, 404);
    return role;
  }

  roles(): Role[] {
    return [...this.#roles.values()];
  }

  createRole(name: string, trust: string): Role {
    if (this.#roles.has(name)) {
      throw new AwsError('EntityAlreadyExists', `Role with name ${name} already exists.`, 409);
    }
    return this.putRole({ name, trust, createdAt: this.#options.now(), inline: {}, attached: [] });
  }

  putRole(role: Role): Role {
    this.#keep({ role });
    return role;
  }

  deleteRole(name: string): void {
    this.#keep({ deletedRole: this.role(name).name });
  }

  createPolicy(name: string, document: string): string {
    const policyArn = `arn:aws:iam::${this.#options.accountId}:policy/${name}`;
    if (this.#policies.has(policyArn)) {
      throw new AwsError('EntityAlreadyExists', `A policy called ${name} already exists.`, 409);
    }
    this.putPolicy(policyArn, document);
    return policyArn;
  }

  putPolicy(policyArn: string, document: string): void {
    readPolicy(document);
    this.#keep({ policyArn, document });
  }

  /** The document of a managed policy; throws NoSuchEntity for one that the runtime does not know. */
  document(policyArn: string): string {
    const found =
      this.#policies.get(policyArn) ?? MANAGED_POLICIES[policyArn.replace('arn:aws:iam::aws:policy/', '')];
    if (found === undefined) {
      throw new AwsError('NoSuchEntity', `Policy ${policyArn} is not known to the local runtime.`, 404);
    }
    return found;
  }

  policiesOf(roleName: string): readonly string[] | undefined {
    const role = this.#roles.get(roleName);
    return role && [...Object.values(role.inline), ...role.attached.map((arn) => this.document(arn))];
  }

  arnOf(role: Role): string {
    return `arn:aws:iam::${this.#options.accountId}:role/${role.name}`;
  }

  #keep(record: Stored): void {
    this.#apply(record);
    this.#options.journal.append(TOPIC, record);
  }

  #apply(record: Stored): void {
    if ('role' in record) this.#roles.set(record.role.name, record.role);
    else if ('policyArn' in record) this.#policies.set(record.policyArn, record.document);
    else this.#roles.delete(record.deletedRole);
  }
}

function iamActions(store: IamStore): Map<string, Action> {
  const describe = (role: Role) => ({
    Path: '/',
    RoleName: role.name,
    RoleId: `AROA${role.name
      .toUpperCase()
      .replace(/[^A-Z0-9]/g, '')
      .slice(0, 16)}`,
    Arn: store.arnOf(role),
    CreateDate: new Date(role.createdAt).toISOString(),
    AssumeRolePolicyDocument: encodeURIComponent(role.trust),
  });
  return new Map<string, Action>([
    [
      'CreateRole',
      (input) => ({ Role: describe(store.createRole(input.RoleName, input.AssumeRolePolicyDocument)) }),
    ],
    ['GetRole', (input) => ({ Role: describe(store.role(input.RoleName)) })],
    ['ListRoles', () => ({ Roles: store.roles().map(describe), IsTruncated: false })],
    ['DeleteRole', (input) => store.deleteRole(input.RoleName)],
    [
      'UpdateAssumeRolePolicy',
      (input) => void store.putRole({ ...store.role(input.RoleName), trust: input.PolicyDocument }),
    ],
    ['PutRolePolicy', (input) => putRolePolicy(store, input)],
    ['GetRolePolicy', (input) => getRolePolicy(store, input)],
    ['ListRolePolicies', (input) => listRolePolicies(store.role(input.RoleName))],
    ['ListAttachedRolePolicies', (input) => listAttached(store.role(input.RoleName))],
    ['DeleteRolePolicy', (input) => deleteRolePolicy(store, input)],
    ['AttachRolePolicy', (input) => attach(store, input)],
    ['DetachRolePolicy', (input) => detach(store, input)],
    [
      'CreatePolicy',
      (input) => ({ Policy: { Arn: store.createPolicy(input.PolicyName, input.PolicyDocument) } }),
    ],
    ['CreatePolicyVersion', (input) => store.putPolicy(input.PolicyArn, input.PolicyDocument)],
  ]);
}

interface RolePolicyInput {
  readonly RoleName: string;
  readonly PolicyName: string;
  readonly PolicyDocument: string;
}

function putRolePolicy(store: IamStore, { RoleName, PolicyName, PolicyDocument }: RolePolicyInput): void {
  readPolicy(PolicyDocument);
  const role = store.role(RoleName);
  store.putRole({ ...role, inline: { ...role.inline, [PolicyName]: PolicyDocument } });
}

function getRolePolicy(store: IamStore, { RoleName, PolicyName }: RolePolicyInput): object {
  const document = store.role(RoleName).inline[PolicyName];
  if (document !== undefined) return { RoleName, PolicyName, PolicyDocument: encodeURIComponent(document) };
  throw new AwsError('NoSuchEntity', `The role policy with name ${PolicyName} cannot be found.`, 404);
}

const listRolePolicies = ({ inline }: Role) => ({ PolicyNames: Object.keys(inline), IsTruncated: false });

const listAttached = ({ attached }: Role) => ({
  AttachedPolicies: attached.map((PolicyArn) => ({ PolicyName: PolicyArn.split('/').at(-1), PolicyArn })),
  IsTruncated: false,
});

function deleteRolePolicy(store: IamStore, { RoleName, PolicyName }: RolePolicyInput): void {
  const role = store.role(RoleName);
  const { [PolicyName]: _, ...inline } = role.inline;
  store.putRole({ ...role, inline });
}

function attach(store: IamStore, { RoleName, PolicyArn }: { RoleName: string; PolicyArn: string }): void {
  store.document(PolicyArn);
  const role = store.role(RoleName);
  store.putRole({ ...role, attached: [...new Set([...role.attached, PolicyArn])] });
}

function detach(store: IamStore, { RoleName, PolicyArn }: { RoleName: string; PolicyArn: string }): void {
  const role = store.role(RoleName);
  store.putRole({ ...role, attached: role.attached.filter((arn) => arn !== PolicyArn) });
}
