// The stack that the replay deploys: `Handoff` with the benchmark's writing tools as actions.

import { Handoff, Performer } from 'agent-handoff';
import { App, CfnOutput, Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { Architecture, Code, Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import type { ReplaySettings } from './settings.js';

/** Stand-ins for the benchmark's tools, and for undoing them; the build leaves them here. */
const SAMPLES = new URL('../../sample-actions/', import.meta.url).pathname;

/** An app with one stack, whose outputs are those that agents and operators need. */
export function replayApp(settings: ReplaySettings): App {
  const app = new App();
  const stack = new Stack(app, 'Replay');
  const sample = (name: string) =>
    Performer.lambda(
      new LambdaFunction(stack, name, {
        code: Code.fromAsset(`${SAMPLES}${name}`),
        handler: 'index.handler',
        runtime: Runtime.NODEJS_24_X,
        architecture: Architecture.ARM_64,
      }),
    );
  const [performer, compensation] = [sample('PerformSample'), sample('UndoSample')];
  const handoff = new Handoff(stack, 'Handoff', {
    reviewers: settings.reviewers,
    actions: Object.fromEntries(
      Object.entries(settings.actions).map(([type, action]) => [
        type,
        // Recorded calls are taken as they are: whether one is right is for the ground truth to say.
        { ...action, parameters: { type: 'object' }, performer, compensation },
      ]),
    ),
    tiers: [{ reviewers: Object.keys(settings.reviewers), timeout: Duration.hours(settings.tierHours) }],
    timeZone: settings.timeZone,
    removalPolicy: RemovalPolicy.DESTROY,
  });
  const outputs = {
    StateMachineArn: handoff.stateMachine.stateMachineArn,
    AgentFunctionName: handoff.agentFunction.functionName,
    OperatorFunctionName: handoff.operatorFunction.functionName,
    ContextTableName: handoff.contextTable.tableName,
  };
  for (const [name, value] of Object.entries(outputs)) new CfnOutput(stack, name, { value });
  return app;
}
