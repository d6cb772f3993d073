// Secrets Manager: secrets with their values, kept in the runtime's journal. Composed by local/index.ts.
import { randomBytes, randomInt } from 'node:crypto';
import type { Clock } from '../clock.js';
import type { Journal } from '../journal.js';
import { type Action, AwsError, type Service } from '../service.js';

interface Secret {
  readonly name: string;
  readonly arn: string;
  readonly value: string;
  readonly versionId: string;
  readonly createdAt: number;
  readonly description?: string;
}

export interface SecretsManagerOptions {
  readonly clock: Clock;
  readonly journal: Journal;
  readonly accountId: string;
  readonly region: string;
}

const TOPIC = 'secretsmanager';
const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const DIGITS = '0123456789';
const PUNCTUATION = '!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~';

const DIFFERENCES = {
  DeleteSecret: 'at once, without the days in which a secret can be restored',
  PutSecretValue: 'earlier versions are not kept',
  UpdateSecret: 'earlier versions are not kept',
};

export function createSecretsManager({ clock, journal, accountId, region }: SecretsManagerOptions): Service {
  const secrets = new Map<string, Secret>();
  for (const entry of journal.replay(TOPIC) as Iterable<{ secret?: Secret; deleted?: string }>)
    if (entry.secret) secrets.set(entry.secret.name, entry.secret);
    else secrets.delete(entry.deleted ?? '');

  const find = (id: string) => {
    const found =
      secrets.get(id) ??
      [...secrets.values()].find(({ arn, name }) => arn === id || arn.slice(0, -7) === id || name === id);
    if (found) return found;
    throw new AwsError('ResourceNotFoundException', "Secrets Manager can't find the specified secret.");
  };
  const keep = (secret: Secret) => {
    secrets.set(secret.name, secret);
    journal.append(TOPIC, { secret });
    return { ARN: secret.arn, Name: secret.name, VersionId: secret.versionId };
  };
  const create = ({
    Name,
    SecretString = '',
    Description,
  }: {
    Name: string;
    SecretString?: string;
    Description?: string;
  }) => {
    if (secrets.has(Name))
      throw new AwsError(
        'ResourceExistsException',
        `The operation failed because the secret ${Name} already exists.`,
      );
    const suffix = randomBytes(3).toString('hex');
    const arn = `arn:aws:secretsmanager:${region}:${accountId}:secret:${Name}-${suffix}`;
    const secret = {
      name: Name,
      arn,
      value: SecretString,
      versionId: randomBytes(16).toString('hex'),
      createdAt: clock.now(),
    };
    return keep({ ...secret, ...(Description && { description: Description }) });
  };
  const described = ({ arn, name, createdAt, description }: Secret) => ({
    ARN: arn,
    Name: name,
    CreatedDate: createdAt / 1_000,
    ...(description && { Description: description }),
  });
  const remove = (id: string) => {
    const { arn, name } = find(id);
    secrets.delete(name);
    journal.append(TOPIC, { deleted: name });
    return { ARN: arn, Name: name, DeletionDate: clock.now() / 1_000 };
  };
  const actions = new Map<string, Action>([
    ['CreateSecret', create],
    [
      'PutSecretValue',
      ({ SecretId, SecretString }) =>
        keep({ ...find(SecretId), value: SecretString, versionId: randomBytes(16).toString('hex') }),
    ],
    [
      'UpdateSecret',
      ({ SecretId, SecretString }) =>
        keep({ ...find(SecretId), ...(SecretString && { value: SecretString }) }),
    ],
    [
      'GetSecretValue',
      ({ SecretId }) => {
        const { arn, name, value, versionId, createdAt } = find(SecretId);
        return {
          ARN: arn,
          Name: name,
          SecretString: value,
          VersionId: versionId,
          VersionStages: ['AWSCURRENT'],
          CreatedDate: createdAt / 1_000,
        };
      },
    ],
    ['DescribeSecret', ({ SecretId }) => described(find(SecretId))],
    ['ListSecrets', () => ({ SecretList: [...secrets.values()].map(described) })],
    ['DeleteSecret', ({ SecretId }) => remove(SecretId)],
    ['GetRandomPassword', (input) => ({ RandomPassword: randomPassword(input) })],
  ]);
  return { name: 'secretsmanager', differences: DIFFERENCES, actions };
}

interface PasswordRules {
  readonly PasswordLength?: number;
  readonly ExcludeCharacters?: string;
  readonly ExcludePunctuation?: boolean;
  readonly ExcludeNumbers?: boolean;
}

function randomPassword({
  PasswordLength = 32,
  ExcludeCharacters = '',
  ExcludePunctuation,
  ExcludeNumbers,
}: PasswordRules): string {
  const alphabet = [
    ...`${LETTERS}${ExcludeNumbers ? '' : DIGITS}${ExcludePunctuation ? '' : PUNCTUATION}`,
  ].filter((character) => !ExcludeCharacters.includes(character));
  return Array.from({ length: PasswordLength }, () => alphabet[randomInt(alphabet.length)]).join('');
}
