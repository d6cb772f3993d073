// What a service of the runtime looks like to the gateway and to the other services: a name and a map of API
// actions. Services never import each other; they reach one another through `Call`, which checks IAM.

/**
 * Who makes an API call: the ARN of a role (or of a session of it); a service on its own behalf, such as
 * `events.amazonaws.com` or `sns.amazonaws.com`; or `external` for a person's or a test's own credentials.
 */
export interface Caller {
  readonly principalArn: string;
  /** What a service principal acts for (the rule, the topic): `aws:SourceArn` in resource policies. */
  readonly sourceArn?: string;
}

/** One API action: takes the parsed request, returns the response body as a plain object. */
// biome-ignore lint/suspicious/noExplicitAny: inputs are validated by each action, as on AWS
export type Action = (input: any, caller: Caller) => unknown | Promise<unknown>;

/** A service of the runtime. Any action that is not in the map is refused by name. */
export interface Service {
  /** Endpoint prefix in IAM action names: `dynamodb`, `states`, `lambda`, `events`, `sns`, `sqs`, … */
  readonly name: string;
  readonly actions: ReadonlyMap<string, Action>;
  /** Actions that do not all that they do on AWS, and how they differ; the fidelity table tells. */
  readonly differences?: Readonly<Record<string, string>>;
  /** The policy document on one of its resources, as JSON text; IAM asks before every call. */
  readonly resourcePolicyOf?: (arn: string) => string | undefined;
}

/** Calls an action of any service as `caller`; IAM is checked exactly as for a call over the wire. */
// biome-ignore lint/suspicious/noExplicitAny: the shape depends on the action
export type Call = (service: string, action: string, input: unknown, caller: Caller) => Promise<any>;

/** An error that a service answers with, as AWS names it. `code` is the wire name, e.g. `ExecutionDoesNotExist`. */
export class AwsError extends Error {
  constructor(
    readonly code: string,
    message: string,
    readonly status = 400,
    /** Extra members of the error body, such as CancellationReasons. */
    readonly members: Record<string, unknown> = {},
  ) {
    super(message);
    this.name = code;
  }
}

/** What S3 answers to what it does not have; `what` begins the sentence. */
export const notImplemented = (what: string) =>
  new AwsError('NotImplemented', `${what} is not implemented in the local runtime`, 501);
