// Secrets of the stack: made at random, and read by exactly the functions that are named.
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';

/** A secret that nobody chose; `description` says what is derived from it. */
export const randomSecret = (scope: Construct, id: string, description: string) =>
  new Secret(scope, id, {
    description,
    generateSecretString: { passwordLength: 64, excludePunctuation: true },
  });

/** Not `secret.grantRead`: it would add DescribeSecret. */
export const readSecrets = (...secretArns: string[]) =>
  new PolicyStatement({ actions: ['secretsmanager:GetSecretValue'], resources: secretArns });
