// The stack of a pack: `Handoff` with its actions and reviewers, under its policies. Called by `npm run demo -- --pack NAME`.
import { readFileSync } from 'node:fs';
import { Governance, Handoff, type HandoffProps, Performer } from 'agent-handoff';
import { App, CfnOutput, Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { Code, Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import { PACKS } from './pack.js';

/** Stand-ins for what performs actions, and undoes them; the build leaves them here. */
const SAMPLES = new URL('../../sample-actions/', import.meta.url).pathname;

/** `pack.json`. */
interface Pack {
  readonly title: string;
  readonly reviewers: HandoffProps['reviewers'];
  readonly tiers: readonly { readonly reviewers: string[]; readonly timeoutSeconds: number }[];
  readonly actions: Readonly<Record<string, Omit<HandoffProps['actions'][string], 'performer'>>>;
}

/** An app with one stack: `Handoff` under the policies of the pack. */
export function packApp(name: string): App {
  const { actions, reviewers, tiers } = JSON.parse(readFileSync(`${PACKS}${name}/pack.json`, 'utf8')) as Pack;
  const app = new App();
  const stack = new Stack(app, 'Pack');
  const sample = (id: string) =>
    Performer.lambda(
      new LambdaFunction(stack, id, {
        code: Code.fromAsset(`${SAMPLES}${id}`),
        handler: 'index.handler',
        runtime: Runtime.NODEJS_24_X,
      }),
    );
  const [performer, compensation] = [sample('PerformSample'), sample('UndoSample')];
  const handoff = new Handoff(stack, 'Handoff', {
    reviewers,
    actions: Object.fromEntries(
      Object.entries(actions).map(([type, action]) => [type, { ...action, performer, compensation }]),
    ),
    tiers: tiers.map((tier) => ({
      reviewers: tier.reviewers,
      timeout: Duration.seconds(tier.timeoutSeconds),
    })),
    rules: Governance.fromDirectory(`${PACKS}${name}/governance`),
    removalPolicy: RemovalPolicy.DESTROY,
  });
  const outputs = {
    StateMachineArn: handoff.stateMachine.stateMachineArn,
    AgentFunctionName: handoff.agentFunction.functionName,
    OperatorFunctionName: handoff.operatorFunction.functionName,
  };
  for (const [id, value] of Object.entries(outputs)) new CfnOutput(stack, id, { value });
  return app;
}
