// One read of a secret. Loaded by secret.ts when a secret is wanted, so that whoever wants none does not pay for the client.
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { clientConfiguration } from './client-configuration.js';

/** The text of the secret; throws when it has none. */
export async function secretText(secretArn: string): Promise<string> {
  const client = new SecretsManagerClient(clientConfiguration);
  const { SecretString } = await client.send(new GetSecretValueCommand({ SecretId: secretArn }));
  if (!SecretString) throw new Error('the secret is empty');
  return SecretString;
}
