// The Slack workspace through which reviewers are reached: named once by whoever configures the stack, then by each reviewer.
import type { ISecret } from 'aws-cdk-lib/aws-secretsmanager';
import type { SlackSettings } from '../lambdas/contracts/slack.js';
import { SLACK_API_URL } from '../lambdas/contracts/slack.js';

/** Any secret of the CDK. Its own interface does not fit its class under exactOptionalPropertyTypes. */
type SlackSecret = Pick<ISecret, 'secretArn' | 'encryptionKey'> & {
  readonly secretFullArn?: string | undefined;
};

export interface SlackWorkspaceProps {
  /** The workspace, such as `T012AB3CD`. */
  readonly teamId: string;
  /** The app in it, such as `A012AB3CD`. */
  readonly appId: string;
  /**
   * Yours, with JSON: `{"botToken": "xoxb-…", "signingSecret": "…"}`. By its complete ARN where it is not of the same app:
   * `Secret.fromSecretCompleteArn`. The stack reads it and never writes it.
   */
  readonly secret: SlackSecret;
  /** Base of the Web API; https, or a server on this machine. @default "https://slack.com/api" */
  readonly apiUrl?: string;
}

/** A reviewer's membership; made by {@link SlackWorkspace.user}. */
export interface SlackUser {
  readonly workspace: SlackWorkspace;
  readonly userId: string;
}

/** One workspace and one app in it. What is wrong with it is said by the `Handoff` whose reviewer has it. */
export class SlackWorkspace {
  readonly settings: SlackSettings;
  readonly secret: SlackSecret;

  constructor({ teamId, appId, secret, apiUrl = SLACK_API_URL }: SlackWorkspaceProps) {
    this.settings = { teamId, appId, apiUrl };
    this.secret = secret;
  }

  /** The member with this id (profile, "Copy member ID"), such as `U012AB3CD`. */
  user(userId: string): SlackUser {
    return { workspace: this, userId };
  }
}

interface SlackOf {
  readonly workspace?: SlackWorkspace;
  /** What is wrong, each with its prop. */
  readonly problems: readonly string[];
}

/** The one workspace that `reviewers` name. */
export function workspaceOf(reviewers: Readonly<Record<string, { readonly slack?: SlackUser }>>): SlackOf {
  const named = Object.entries(reviewers).flatMap(([id, { slack }]) =>
    slack ? [{ id, workspace: slack.workspace }] : [],
  );
  const [first] = named;
  if (!first) return { problems: [] };
  const strays = named.filter(({ workspace }) => !(workspace?.settings && workspace.secret));
  const others = named.filter(({ workspace }) => workspace !== first.workspace);
  const problems = [
    ...strays.map(
      ({ id }) => `reviewers.${id}.slack: must be made by user() of a SlackWorkspace with a secret`,
    ),
    ...others.map(
      ({ id }) => `reviewers.${id}.slack: another workspace than of "${first.id}"; a stack has one`,
    ),
  ];
  if (strays.length === 0 && !first.workspace.secret.secretFullArn)
    problems.push('slack.secret: has no complete ARN; name it by Secret.fromSecretCompleteArn');
  return problems.length > 0 ? { problems } : { workspace: first.workspace, problems };
}
