// AWS::SecretsManager::Secret of a template.
import { randomInt } from 'node:crypto';
import { createOr, type Provision } from '../resource.js';

interface GenerateSecretString {
  readonly PasswordLength?: number;
  readonly ExcludeCharacters?: string;
  readonly ExcludePunctuation?: boolean;
  readonly IncludeSpace?: boolean;
  readonly SecretStringTemplate?: string;
  readonly GenerateStringKey?: string;
}

const LETTERS_AND_DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
const PUNCTUATION = '!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~';

/** An existing secret keeps its value: links and codes are derived from it, and must survive a restart. */
const secret: Provision = async ({ properties, name }, { call }) => {
  const Name: string = properties.Name ?? name(64);
  const SecretString = properties.SecretString ?? generate(properties.GenerateSecretString ?? {});
  const { ARN } = await createOr(
    ['ResourceExistsException'],
    () => call('secretsmanager', 'CreateSecret', { Name, Description: properties.Description, SecretString }),
    () => call('secretsmanager', 'DescribeSecret', { SecretId: Name }),
  );
  return { ref: ARN, attributes: { Id: ARN } };
};

function generate(how: GenerateSecretString): string {
  const excluded = new Set(how.ExcludeCharacters ?? '');
  const all = `${LETTERS_AND_DIGITS}${how.ExcludePunctuation ? '' : PUNCTUATION}${how.IncludeSpace ? ' ' : ''}`;
  const alphabet = [...all].filter((character) => !excluded.has(character));
  const password = Array.from(
    { length: how.PasswordLength ?? 32 },
    () => alphabet[randomInt(alphabet.length)],
  ).join('');
  if (!how.GenerateStringKey) return password;
  return JSON.stringify({
    ...JSON.parse(how.SecretStringTemplate ?? '{}'),
    [how.GenerateStringKey]: password,
  });
}

export const secretResources: Record<string, Provision> = { 'AWS::SecretsManager::Secret': secret };
