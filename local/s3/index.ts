// S3: buckets with versions and Object Lock, in the runtime's journal; enough for records that nobody may change. Composed by
// local/index.ts.
import type { Clock } from '../clock.js';
import type { Journal } from '../journal.js';
import { type Action, AwsError, type Call, notImplemented, type Service } from '../service.js';
import { Bucket, type BucketSettings, type Version } from './bucket.js';
import { listObjects, listVersions } from './listing.js';
import { Objects } from './objects.js';
import { type DefaultRetention, MODES } from './retention.js';

export interface S3Options {
  readonly clock: Clock;
  readonly journal: Journal;
  readonly random: () => number;
  readonly call: Call;
}

type Entry =
  | { readonly bucket: BucketSettings }
  | { readonly version: Version; readonly of: string }
  | { readonly gone: { readonly key: string; readonly id: string }; readonly of: string };

type Input = Parameters<Action>[0];

const TOPIC = 's3';

const DIFFERENCES = {
  CreateBucket:
    'nobody outside the account reaches a bucket and nothing is encrypted, whatever its template says of them; other settings are refused by name',
  PutBucketVersioning: 'Suspended is refused by name',
  PutBucketPolicy:
    'condition keys of S3 are s3:prefix, s3:VersionId, s3:if-none-match, s3:object-lock-mode and s3:object-lock-retain-until-date',
  PutObject:
    'in one part; storage classes, encryption, tags, ACLs, legal holds and checksums other than CRC32, SHA1 and SHA256 are refused by name',
  GetObject: 'ranges and conditions are refused by name; the retention is told by GetObjectRetention only',
  ListObjectsV2: 'delimiters are refused by name',
  ListObjectVersions: 'delimiters are refused by name',
};

export function createS3(options: S3Options): Service {
  const buckets = new Buckets(options);
  return {
    name: 's3',
    differences: DIFFERENCES,
    actions: buckets.actions(),
    resourcePolicyOf: (arn) => buckets.policyOf(arn),
  };
}

class Buckets {
  readonly #options: S3Options;
  readonly #buckets = new Map<string, Bucket>();

  constructor(options: S3Options) {
    this.#options = options;
    for (const entry of options.journal.replay(TOPIC)) this.#apply(entry as Entry);
  }

  policyOf(arn: string): string | undefined {
    const [name = ''] = arn.slice('arn:aws:s3:::'.length).split('/', 1);
    return this.#buckets.get(name)?.settings.policy;
  }

  actions(): Map<string, Action> {
    const objects = new Objects({
      ...this.#options,
      bucket: (name) => this.#named(name),
      keep: ({ settings }, version) => this.#record({ version, of: settings.name }),
      drop: ({ settings }, { key, id }) => this.#record({ gone: { key, id }, of: settings.name }),
    });
    return new Map<string, Action>([
      ...objects.actions,
      ['CreateBucket', (input) => this.#create(input)],
      ['PutBucketVersioning', (input) => this.#putVersioning(input)],
      ['PutBucketPolicy', (input) => this.#change(input, { policy: input.Policy })],
      ['PutObjectLockConfiguration', (input) => this.#putLock(input)],
      ['GetObjectLockConfiguration', (input) => this.#getLock(input)],
      ['ListObjectsV2', (input) => listObjects(this.#named(input.Bucket), input)],
      ['ListObjectVersions', (input) => listVersions(this.#named(input.Bucket), input)],
    ]);
  }

  #apply(entry: Entry): void {
    if ('bucket' in entry) {
      const known = this.#buckets.get(entry.bucket.name);
      if (known) known.settings = entry.bucket;
      else this.#buckets.set(entry.bucket.name, new Bucket(entry.bucket));
    } else if ('version' in entry) this.#buckets.get(entry.of)?.place(entry.version);
    else this.#buckets.get(entry.of)?.drop(entry.gone.key, entry.gone.id);
  }

  #record(entry: Entry): void {
    this.#apply(entry);
    this.#options.journal.append(TOPIC, entry);
  }

  #named(name: string): Bucket {
    const bucket = this.#buckets.get(name);
    if (bucket) return bucket;
    throw new AwsError('NoSuchBucket', 'The specified bucket does not exist', 404, { BucketName: name });
  }

  #change({ Bucket: name }: Input, changed: Partial<BucketSettings>): object {
    this.#record({ bucket: { ...this.#named(name).settings, ...changed } });
    return {};
  }

  #create({ Bucket: name, ObjectLockEnabledForBucket }: Input): object {
    if (!/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(name))
      throw new AwsError('InvalidBucketName', 'The specified bucket is not valid.', 400, {
        BucketName: name,
      });
    if (this.#buckets.has(name)) {
      const message = 'Your previous request to create the named bucket succeeded and you already own it.';
      throw new AwsError('BucketAlreadyOwnedByYou', message, 409, { BucketName: name });
    }
    const hasLock = String(ObjectLockEnabledForBucket) === 'true';
    this.#record({ bucket: { name, isVersioned: hasLock, hasLock } });
    return { Location: `/${name}` };
  }

  #putVersioning(input: Input): object {
    const { Status } = input.VersioningConfiguration ?? {};
    if (Status === 'Enabled') return this.#change(input, { isVersioned: true });
    if (this.#named(input.Bucket).settings.hasLock)
      throw new AwsError(
        'InvalidBucketState',
        'An Object Lock configuration is present on this bucket, so the versioning state cannot be changed.',
        409,
      );
    throw notImplemented(`Versioning ${Status}`);
  }

  #putLock(input: Input): object {
    const { ObjectLockEnabled, Rule } = input.ObjectLockConfiguration ?? {};
    if (ObjectLockEnabled !== 'Enabled') throw malformed();
    if (!this.#named(input.Bucket).settings.isVersioned) {
      const message = "Versioning must be 'Enabled' on the bucket to apply a Object Lock configuration";
      throw new AwsError('InvalidBucketState', message, 409);
    }
    const { defaultRetention: _, ...rest } = this.#named(input.Bucket).settings;
    const kept = Rule && { defaultRetention: readDefault(Rule.DefaultRetention ?? {}) };
    this.#record({ bucket: { ...rest, hasLock: true, ...kept } });
    return {};
  }

  #getLock(input: Input): object {
    const { hasLock, defaultRetention } = this.#named(input.Bucket).settings;
    if (!hasLock) {
      const message = 'Object Lock configuration does not exist for this bucket';
      throw new AwsError('ObjectLockConfigurationNotFoundError', message, 404, { BucketName: input.Bucket });
    }
    const DefaultRetention = defaultRetention && { Mode: defaultRetention.mode, Days: defaultRetention.days };
    return {
      ObjectLockConfiguration: {
        ObjectLockEnabled: 'Enabled',
        ...(DefaultRetention && { Rule: { DefaultRetention } }),
      },
    };
  }
}

const malformed = () =>
  new AwsError(
    'MalformedXML',
    'The XML you provided was not well-formed or did not validate against our published schema',
  );

function readDefault({ Mode, Days, Years }: Input): DefaultRetention {
  const mode = MODES.find((one) => one === Mode);
  const days = Number(Days ?? 0) || Number(Years ?? 0) * 365;
  if (!mode || !(days > 0) || (Days !== undefined && Years !== undefined)) throw malformed();
  return { mode, days };
}
