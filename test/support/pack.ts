// The stack of an example pack: its actions and reviewers under its policies; the agent performs.
import { readFileSync } from 'node:fs';
import { App, CfnOutput, Duration, Stack } from 'aws-cdk-lib';
import { Governance, Handoff, type HandoffProps, Performer } from '../../lib/index.js';

interface Pack {
  readonly reviewers: HandoffProps['reviewers'];
  readonly actions: Record<string, Omit<HandoffProps['actions'][string], 'performer'>>;
}

export function packApp(pack: string): App {
  const { reviewers, actions } = JSON.parse(readFileSync(`examples/packs/${pack}/pack.json`, 'utf8')) as Pack;
  const app = new App();
  const scope = new Stack(app, 'Handoff');
  const handoff = new Handoff(scope, 'Handoff', {
    reviewers,
    actions: Object.fromEntries(
      Object.entries(actions).map(([type, action]) => [type, { ...action, performer: Performer.agent() }]),
    ),
    tiers: [{ reviewers: Object.keys(reviewers), timeout: Duration.hours(4) }],
    rules: Governance.fromDirectory(`examples/packs/${pack}/governance`),
  });
  new CfnOutput(scope, 'StateMachineArn', { value: handoff.stateMachine.stateMachineArn });
  new CfnOutput(scope, 'OperatorFunctionName', { value: handoff.operatorFunction.functionName });
  return app;
}
