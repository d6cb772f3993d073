// The one door to every API action, for calls over the wire and between services: finds the action, asks IAM, counts
// the work. It knows no service by name.
import type { Activity } from './activity.js';
import { AwsError, type Call, type Caller, type Service } from './service.js';

/** Decides whether `caller` may do this; throws AccessDeniedException. */
export type Authorise = (
  service: string,
  action: string,
  input: unknown,
  caller: Caller,
) => void | Promise<void>;

/** What tests and people on the laptop are: the account's administrator. */
export const EXTERNAL: Caller = { principalArn: 'external' };

/** An API call that is over, for those who count what a run would cost. */
export interface ApiCall {
  /** `service:Action`, such as `dynamodb:PutItem`. */
  readonly action: string;
  readonly durationMs: number;
  /** Whether a function, a machine or a service made it, and not a person or a test. */
  readonly byProduct: boolean;
  readonly input: unknown;
  readonly output: unknown;
}

/** Builds the {@link Call} over `services`, which may still grow while the runtime is put together. */
export function createDispatch(
  services: ReadonlyMap<string, Service>,
  activity: Activity,
  authorise: Authorise,
  listeners: ReadonlySet<(call: ApiCall) => void>,
): Call {
  return (service, action, input, caller) =>
    activity.track(async () => {
      const run = services.get(service)?.actions.get(action);
      if (!run) throw notImplemented(service, action, services);
      await authorise(service, action, input, caller);
      const startedAt = performance.now();
      const output = await run(input, caller);
      if (listeners.size > 0) {
        const durationMs = performance.now() - startedAt;
        const byProduct = caller.principalArn !== EXTERNAL.principalArn;
        const call: ApiCall = { action: `${service}:${action}`, durationMs, byProduct, input, output };
        for (const listener of listeners) listener(call);
      }
      return output;
    });
}

function notImplemented(service: string, action: string, services: ReadonlyMap<string, Service>): AwsError {
  const what = services.has(service)
    ? `${service}:${action} is not implemented in the local runtime`
    : `${service} (action ${action}) is not a service of the local runtime`;
  return new AwsError('UnknownOperationException', what);
}
