// Names and ARNs of machines and executions: their forms, and AWS's words when they have another.
import { AwsError } from '../../service.js';

/** 1 to 80 characters without white space, brackets, wildcards and special characters (API reference, read 2026-11). */
// biome-ignore lint/suspicious/noControlCharactersInRegex: AWS forbids control characters in names
const NAME = /^[^\s<>{}[\]?*"#%\\^|~`$&,;:/\u0000-\u001f\u007f-\u009f]{1,80}$/;
const STATES_ARN = /^arn:aws[\w-]*:states:[^:]+:\d+:(\w+):.+/;

export function checkName(name: unknown): void {
  if (typeof name !== 'string' || !NAME.test(name))
    throw new AwsError('InvalidName', `Invalid Name: '${name}'`);
}

export function checkRole(roleArn: unknown): void {
  if (!/^arn:[\w-]+:iam::\d*:role\/.+/.test(String(roleArn)))
    throw new AwsError('InvalidArn', `Invalid Role Arn: '${roleArn}'`);
}

/** What an ARN of Step Functions names: `stateMachine`, `execution`, `express`, … Throws InvalidArn for any other text. */
export function kindOfArn(arn: unknown): string {
  const [, kind] = STATES_ARN.exec(String(arn)) ?? [];
  if (kind) return kind;
  throw new AwsError('InvalidArn', `Invalid Arn: 'Invalid ARN prefix: ${String(arn).split(':')[0]}'`);
}

/** Refuses an ARN that does not name a `kind`. */
export function checkArn(arn: unknown, kind: 'stateMachine' | 'execution'): void {
  const found = kindOfArn(arn);
  if (found !== kind)
    throw new AwsError(
      'InvalidArn',
      `Invalid Arn: 'Resource type not valid in this context: ${found.toLowerCase()}'`,
    );
}
