// The one door to every API action, for calls over the wire and between services: finds the action, asks IAM, counts
// the work. It knows no service by name.
import type { Activity } from './activity.js';
import type { Meter } from './meter.js';
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

/** Builds the {@link Call} over `services`, which may still grow while the runtime is put together. */
export function createDispatch(
  services: ReadonlyMap<string, Service>,
  activity: Activity,
  authorise: Authorise,
  meter: Meter,
): Call {
  return (service, action, input, caller) =>
    activity.track(async () => {
      const run = services.get(service)?.actions.get(action);
      if (!run) throw notImplemented(service, action, services);
      await authorise(service, action, input, caller);
      // An invocation is measured where it runs: many are nobody's API call.
      if (service === 'lambda' && action === 'Invoke') return run(input, caller);
      return meter.measure(service, action, input, caller, (measured) => run(measured, caller));
    });
}

function notImplemented(service: string, action: string, services: ReadonlyMap<string, Service>): AwsError {
  const what = services.has(service)
    ? `${service}:${action} is not implemented in the local runtime`
    : `${service} (action ${action}) is not a service of the local runtime`;
  return new AwsError('UnknownOperationException', what);
}
