// What deploying one resource means: properties in, physical id and attributes out, all through API calls.
import { createHash } from 'node:crypto';
import { AwsError, type Call } from '../service.js';

/** A resource with its properties resolved. */
export interface ResourceRequest {
  readonly logicalId: string;
  readonly type: string;
  // biome-ignore lint/suspicious/noExplicitAny: CloudFormation's schemas are not ours to restate
  readonly properties: any;
  /**
   * The name CloudFormation would make up. Derived from stack and logical id, so that a restart on the same data finds
   * the same resource; cut to `longest` characters.
   */
  name(longest?: number): string;
}

/** What a resource may use to come into being. */
export interface Provisioning {
  /** Calls an API action as the account's administrator. */
  // biome-ignore lint/suspicious/noExplicitAny: the shape depends on the action
  readonly call: (service: string, action: string, input: unknown) => Promise<any>;
  readonly accountId: string;
  readonly region: string;
  /** File or folder of an asset by its key in the bootstrap bucket; throws when the assembly has none. */
  asset(objectKey: string): string;
}

/** What `Ref` and `Fn::GetAtt` of a deployed resource give. */
export interface Provisioned {
  readonly ref: string;
  readonly attributes?: Record<string, unknown>;
}

export type Provision = (
  resource: ResourceRequest,
  runtime: Provisioning,
) => Provisioned | Promise<Provisioned>;

/** Runs `create`, and `existing` instead when the answer is one of `codes`: how a restart meets what it left. */
export async function createOr<T>(
  codes: readonly string[],
  create: () => Promise<T>,
  existing: () => Promise<T>,
): Promise<T> {
  try {
    return await create();
  } catch (error) {
    if (error instanceof AwsError && codes.includes(error.code)) return existing();
    throw error;
  }
}

/** CloudFormation's way to name things, with a suffix that does not change: `Stack-LogicalId-1A2B3C4D5E6F`. */
export function physicalName(stackName: string, logicalId: string, longest = 128): string {
  const digest = createHash('sha256').update(`${stackName}/${logicalId}`).digest();
  const suffix = digest.readBigUInt64BE().toString(36).toUpperCase().padStart(12, '0').slice(-12);
  return `${`${stackName}-${logicalId}`.slice(0, longest - suffix.length - 1)}-${suffix}`;
}

/** Binds a `Call` to the administrator. */
export function administratorCall(call: Call): Provisioning['call'] {
  return (service, action, input) => call(service, action, input, { principalArn: 'external' });
}
