// AWS::S3::* of a template.
import { createOr, type Provision } from '../resource.js';

/** Nothing of the runtime acts on these. */
const WITHOUT_EFFECT = ['BucketEncryption', 'OwnershipControls', 'PublicAccessBlockConfiguration', 'Tags'];

const bucket: Provision = async ({ properties, name }, { call, region }) => {
  const { BucketName, VersioningConfiguration, ObjectLockEnabled, ObjectLockConfiguration, ...rest } =
    properties;
  const unknown = Object.keys(rest).find((property) => !WITHOUT_EFFECT.includes(property));
  if (unknown) throw new Error(`${unknown} is not supported by the local runtime`);
  const Bucket: string = BucketName ?? name(63).toLowerCase();
  await createOr(
    ['BucketAlreadyOwnedByYou'],
    () => call('s3', 'CreateBucket', { Bucket, ObjectLockEnabledForBucket: ObjectLockEnabled }),
    async () => undefined,
  );
  if (VersioningConfiguration) await call('s3', 'PutBucketVersioning', { Bucket, VersioningConfiguration });
  if (ObjectLockConfiguration)
    await call('s3', 'PutObjectLockConfiguration', { Bucket, ObjectLockConfiguration });
  return {
    ref: Bucket,
    attributes: {
      Arn: `arn:aws:s3:::${Bucket}`,
      DomainName: `${Bucket}.s3.amazonaws.com`,
      RegionalDomainName: `${Bucket}.s3.${region}.amazonaws.com`,
    },
  };
};

const bucketPolicy: Provision = async ({ properties, name }, { call }) => {
  const Policy = JSON.stringify(properties.PolicyDocument);
  await call('s3', 'PutBucketPolicy', { Bucket: properties.Bucket, Policy });
  return { ref: name() };
};

export const s3Resources: Record<string, Provision> = {
  'AWS::S3::Bucket': bucket,
  'AWS::S3::BucketPolicy': bucketPolicy,
};
