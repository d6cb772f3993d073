// Turns props into the settings that handlers read, and refuses at synth time what they would refuse at run time.
import { Duration } from 'aws-cdk-lib';
import { ambiguousNames } from '../lambdas/contracts/directory.js';
import type { PolicyFile } from '../lambdas/contracts/policies.js';
import { problemsOf } from '../lambdas/contracts/problems.js';
import { Settings } from '../lambdas/contracts/settings.js';
import { ONE_APPROVAL } from '../lambdas/contracts/verdict.js';
import type {
  ActionProps,
  HandoffProps,
  RequirementProps,
  ReversalProps,
  RuleProps,
} from './handoff-props.js';
import { Performer } from './performer.js';
import { type SlackWorkspace, workspaceOf } from './slack.js';
import { voters } from './voters.js';

/** Settings, and the ARNs to which their performers refer by index. */
export interface Configuration {
  readonly settings: Settings;
  readonly performerArns: string[];
  /** Policy sets as the policy function reads them; absent without Cedar policies. */
  readonly policyFile?: PolicyFile;
  /** Absent when no reviewer has Slack. */
  readonly workspace?: SlackWorkspace;
}

/** An environment may have 4 KB (Lambda, read 2026-11); an ARN takes about 100 bytes of it. */
const MAX_PERFORMERS = 30;

const IRREVERSIBLE: RuleProps = { id: 'irreversible-action', effects: ['irreversible'] };
const HOURS = (count: number) => Duration.hours(count);

/** Numbers the distinct ARNs of performers in order of first use. */
class PerformerIndex {
  readonly arns: string[] = [];

  of(performer: Performer): { kind: string; target?: number } {
    if (!performer.arn) return { kind: performer.kind };
    if (!this.arns.includes(performer.arn)) this.arns.push(performer.arn);
    return { kind: performer.kind, target: this.arns.indexOf(performer.arn) };
  }
}

const requirement = (props: RequirementProps) => ({ ...ONE_APPROVAL, ...props });

const reversalSettings = ({ within, approvals = 1, ...who }: ReversalProps) => ({
  ...who,
  approvals,
  ...(within && { withinSeconds: within.toSeconds() }),
});

const actionSettings = (action: ActionProps, index: PerformerIndex) => ({
  ...(action.title && { title: action.title }),
  effect: action.effect,
  parameters: action.parameters,
  performer: index.of(action.performer),
  ...(action.compensation && { compensation: index.of(action.compensation) }),
  ...(action.reversal && { reversal: reversalSettings(action.reversal) }),
  ...(action.check && { check: index.of(Performer.lambda(action.check)) }),
  ...(action.approvalTimeout && { approvalSeconds: action.approvalTimeout.toSeconds() }),
  ...(action.contextStopsClock && { contextStopsClockSeconds: action.contextStopsClock.toSeconds() }),
  confidenceThreshold: action.confidenceThreshold ?? 0.9,
  idempotent: action.idempotent ?? false,
  ...(action.patterns && { patterns: action.patterns }),
  ...(action.offerTimeout && { offerSeconds: action.offerTimeout.toSeconds() }),
  ...(action.requirement && { requirement: requirement(action.requirement) }),
});

function unknownReviewers(settings: Settings): string[] {
  const known = Object.keys(settings.reviewers);
  const lists = [
    ...settings.tiers.map(({ reviewers }, index) => ({ path: `tiers.${index}`, reviewers })),
    ...Object.entries(settings.actions).map(([type, { reversal }]) => ({
      path: `actions.${type}.reversal`,
      reviewers: reversal?.reviewers ?? [],
    })),
  ];
  return lists.flatMap(({ path, reviewers }) =>
    reviewers
      .filter((id) => !known.includes(id))
      .map((id) => `${path}.reviewers: "${id}" is not one of ${known.join(', ')}`),
  );
}

/** A name of two people would let one vote pass for the other's. */
const sharedNames = ({ reviewers }: Settings) =>
  ambiguousNames(reviewers).map(
    (name) => `reviewers: "${name}" names two people; give them one "person", or one of them another name`,
  );

/** A requirement that the directory cannot meet would refuse every request. */
function tooFewPeople({ actions, hardRules, reviewers, tiers }: Settings): string[] {
  const stated = [
    ...Object.entries(actions).map(([type, { requirement }]) => ({ at: `actions.${type}`, requirement })),
    ...hardRules.map(({ id, requirement }) => ({ at: `rules (${id})`, requirement })),
  ];
  return stated.flatMap(({ at, requirement }) => {
    if (!requirement) return [];
    const people = voters({ tiers, roles: requirement.roles }, { reviewers }).size;
    return people < requirement.approvals
      ? [`${at}.requirement: takes ${requirement.approvals} people, and the tiers ask ${people} who may`]
      : [];
  });
}

const reviewerSettings = (id: string, reviewer: HandoffProps['reviewers'][string]) => ({
  ...reviewer,
  person: reviewer.person ?? id,
  ...(reviewer.slack && { slack: { userId: reviewer.slack.userId } }),
});

/** The settings that props stand for, before anything of them is checked. */
function draftOf(props: HandoffProps, index: PerformerIndex) {
  const everybody = Object.keys(props.reviewers);
  const tiers = props.tiers ?? [
    { reviewers: everybody, timeout: HOURS(4) },
    { reviewers: everybody, timeout: HOURS(20) },
  ];
  return {
    schemaVersion: 1,
    actions: Object.fromEntries(
      Object.entries(props.actions).map(([type, action]) => [type, actionSettings(action, index)]),
    ),
    reviewers: Object.fromEntries(
      Object.entries(props.reviewers).map(([id, reviewer]) => [id, reviewerSettings(id, reviewer)]),
    ),
    tiers: tiers.map(({ reviewers, timeout }) => ({ reviewers, timeoutSeconds: timeout.toSeconds() })),
    hardRules: (Array.isArray(props.rules) ? props.rules : [IRREVERSIBLE]).map((rule: RuleProps) => ({
      ...rule,
      ...(rule.requirement && { requirement: requirement(rule.requirement) }),
    })),
    timeZone: props.timeZone ?? 'UTC',
    contextRetentionDays: (props.retention?.context ?? Duration.days(90)).toDays(),
  };
}

/** Throws with every problem, each naming its prop. */
export function configure(props: HandoffProps): Configuration {
  const index = new PerformerIndex();
  const governance = Array.isArray(props.rules) ? undefined : props.rules;
  const slack = workspaceOf(props.reviewers);
  const draft = {
    ...draftOf(props, index),
    ...governance?.settings,
    ...(slack.workspace && { slack: slack.workspace.settings }),
  };
  const parsed = Settings.safeParse(draft);
  const problems = parsed.success
    ? [
        ...unknownReviewers(parsed.data),
        ...sharedNames(parsed.data),
        ...tooFewPeople(parsed.data),
        ...(governance?.problemsFor(parsed.data) ?? []),
      ]
    : problemsOf(parsed.error, draft).map(({ path, rule, value }) => `${path}: ${rule} (it is ${value})`);
  problems.push(...slack.problems);
  if (index.arns.length > MAX_PERFORMERS)
    problems.push(
      `actions: ${index.arns.length} different performers; at most ${MAX_PERFORMERS}: let one route to others`,
    );
  if (!parsed.success || problems.length > 0)
    throw new Error(`Handoff is misconfigured:\n  ${problems.join('\n  ')}`);
  const policyFile = governance?.policyFile;
  return {
    settings: parsed.data,
    performerArns: index.arns,
    ...(policyFile && { policyFile }),
    ...(slack.workspace && { workspace: slack.workspace }),
  };
}
