// Stands in for `@aws-sdk/credential-provider-node` in every bundle (build.mjs): clients are given their credentials
// (client-configuration.ts), and the chain, with its SSO, STS and IMDS clients, is a third of a bundle and of its cold start.

/** Asked only by a client that was made without `clientConfiguration`, which is a bug. */
export function defaultProvider(): never {
  throw new Error(
    'make every AWS client with clientConfiguration: bundles carry no credential provider chain',
  );
}
