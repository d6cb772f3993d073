// A secret of the stack, read once a process. Links, codes and keys are derived from it; it is never logged.

/** A function that reads the secret on its first call. A failed read is tried again on the next. */
export function secretReader(secretArn: string): () => Promise<string> {
  let secret: Promise<string> | undefined;
  return () => {
    secret ??= import('./secrets-manager.js')
      .then(({ secretText }) => secretText(secretArn))
      .catch((error) => {
        secret = undefined;
        throw error;
      });
    return secret;
  };
}
