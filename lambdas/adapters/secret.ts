// The stack's secret, read once a process. Link ids, codes and the grant key are derived from it; it is never logged.
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { clientConfiguration } from './client-configuration.js';

/** A function that reads the secret on its first call. A failed read is tried again on the next. */
export function secretReader(secretArn: string): () => Promise<string> {
  const client = new SecretsManagerClient(clientConfiguration);
  let secret: Promise<string> | undefined;
  return () => {
    secret ??= client
      .send(new GetSecretValueCommand({ SecretId: secretArn }))
      .then(({ SecretString }) => {
        if (!SecretString) throw new Error('the secret is empty');
        return SecretString;
      })
      .catch((error) => {
        secret = undefined;
        throw error;
      });
    return secret;
  };
}
