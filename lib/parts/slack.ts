// What Slack adds to a stack in which a reviewer has it: a function that shows codes, its door, and the key that codes are
// sealed with. That function may read two secrets and do nothing else: neither links nor codes can be made of them.
import { FunctionUrlAuthType, type Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import type { Variable } from '../../lambdas/contracts/environment.js';
import type { Settings } from '../../lambdas/contracts/settings.js';
import type { SlackWorkspace } from '../slack.js';
import { handlerFunction } from './handler-function.js';
import { randomSecret, readSecrets } from './secrets.js';

/** Open to the internet, and called by presses of a button: this many at once is its throttle (rule R14). */
const SLACK_CONCURRENCY = 5;

/** Variables of notify in a stack without Slack. */
export const NO_SLACK = { SLACK_SECRET_ARN: '', SLACK_CODE_KEY_ARN: '' } satisfies Partial<
  Record<Variable, string>
>;

export interface SlackParts {
  readonly variables: Record<keyof typeof NO_SLACK, string>;
  /** Where Slack is to send interactions. */
  readonly url: string;
  /** Lets `reader` send messages. */
  grantRead(reader: LambdaFunction): void;
}

export function slackParts(
  scope: Construct,
  { secret }: SlackWorkspace,
  settings: Settings,
  description: string,
): SlackParts {
  const codeKey = randomSecret(scope, 'SlackCodeKey', 'Seals the codes that buttons in Slack carry');
  const secretArn = secret.secretFullArn ?? secret.secretArn;
  const variables = { SLACK_SECRET_ARN: secretArn, SLACK_CODE_KEY_ARN: codeKey.secretArn };
  const grantRead = (reader: LambdaFunction) => {
    reader.addToRolePolicy(readSecrets(secretArn, codeKey.secretArn));
    secret.encryptionKey?.grantDecrypt(reader);
  };
  const show = handlerFunction(scope, 'Slack', {
    name: 'slack',
    description,
    settings,
    variables,
    reservedConcurrentExecutions: SLACK_CONCURRENCY,
  });
  grantRead(show);
  const { url } = show.addFunctionUrl({ authType: FunctionUrlAuthType.NONE });
  return { variables, url, grantRead };
}
