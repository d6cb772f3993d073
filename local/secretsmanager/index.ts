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

const described = ({ arn, name, createdAt, description }: Secret) => ({
  ARN: arn,
  Name: name,
  CreatedDate: createdAt / 1_000,
  ...(description && { Description: description }),
});

const withValue = ({ arn, name, value, versionId, createdAt }: Secret) => ({
  ARN: arn,
  Name: name,
  SecretString: value,
  VersionId: versionId,
  VersionStages: ['AWSCURRENT'],
  CreatedDate: createdAt / 1_000,
});

const newVersion = () => randomBytes(16).toString('hex');

/** The secrets of an account, as the journal has them. */
class Secrets {
  readonly #byName = new Map<string, Secret>();
  readonly #options: SecretsManagerOptions;

  constructor(options: SecretsManagerOptions) {
    this.#options = options;
    for (const entry of options.journal.replay(TOPIC) as Iterable<{ secret?: Secret; deleted?: string }>)
      if (entry.secret) this.#byName.set(entry.secret.name, entry.secret);
      else this.#byName.delete(entry.deleted ?? '');
  }

  all(): Secret[] {
    return [...this.#byName.values()];
  }

  /** By name, ARN, or ARN without the suffix. */
  find(id: string): Secret {
    const found = this.#byName.get(id) ?? this.all().find(({ arn }) => arn === id || arn.slice(0, -7) === id);
    if (found) return found;
    throw new AwsError('ResourceNotFoundException', "Secrets Manager can't find the specified secret.");
  }

  keep(secret: Secret) {
    this.#byName.set(secret.name, secret);
    this.#options.journal.append(TOPIC, { secret });
    return { ARN: secret.arn, Name: secret.name, VersionId: secret.versionId };
  }

  create({ Name, SecretString = '', Description }: NewSecret) {
    if (this.#byName.has(Name))
      throw new AwsError(
        'ResourceExistsException',
        `The operation failed because the secret ${Name} already exists.`,
      );
    const { region, accountId, clock } = this.#options;
    const suffix = randomBytes(3).toString('hex');
    return this.keep({
      name: Name,
      arn: `arn:aws:secretsmanager:${region}:${accountId}:secret:${Name}-${suffix}`,
      value: SecretString,
      versionId: newVersion(),
      createdAt: clock.now(),
      ...(Description && { description: Description }),
    });
  }

  remove(id: string) {
    const { arn, name } = this.find(id);
    this.#byName.delete(name);
    this.#options.journal.append(TOPIC, { deleted: name });
    return { ARN: arn, Name: name, DeletionDate: this.#options.clock.now() / 1_000 };
  }
}

interface NewSecret {
  readonly Name: string;
  readonly SecretString?: string;
  readonly Description?: string;
}

export function createSecretsManager(options: SecretsManagerOptions): Service {
  const secrets = new Secrets(options);
  const actions = new Map<string, Action>([
    ['CreateSecret', (input: NewSecret) => secrets.create(input)],
    [
      'PutSecretValue',
      ({ SecretId, SecretString }) =>
        secrets.keep({ ...secrets.find(SecretId), value: SecretString, versionId: newVersion() }),
    ],
    [
      'UpdateSecret',
      ({ SecretId, SecretString }) =>
        secrets.keep({ ...secrets.find(SecretId), ...(SecretString && { value: SecretString }) }),
    ],
    ['GetSecretValue', ({ SecretId }) => withValue(secrets.find(SecretId))],
    ['DescribeSecret', ({ SecretId }) => described(secrets.find(SecretId))],
    ['ListSecrets', () => ({ SecretList: secrets.all().map(described) })],
    ['DeleteSecret', ({ SecretId }) => secrets.remove(SecretId)],
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
