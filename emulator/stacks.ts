// The stacks that the suite deploys, synthesized into a folder: the reference stack of any build of this package, and one
// whose reviewers have seconds. Both go away with everything in them.
import { pathToFileURL } from 'node:url';
import { Handoff, Performer } from 'agent-handoff';
import { App, CfnOutput, Duration, RemovalPolicy, Stack, type StackProps } from 'aws-cdk-lib';
import { CfnTable } from 'aws-cdk-lib/aws-dynamodb';
import { Code, Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import { DefinitionBody, StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import type { Construct } from 'constructs';

/** Names of the suite's own stacks. */
export const STACKS = { reference: 'HandoffSuite', brief: 'HandoffSuiteBrief' } as const;

const FAILS_ONCE = `exports.handler = async ({ retryCount }) => {
  if (retryCount === 0) throw new Error('fails once');
  return { shipped: true };
};`;

const RETRIED = {
  QueryLanguage: 'JSONata',
  StartAt: 'Ship',
  States: {
    Ship: {
      Type: 'Task',
      Resource: 'arn:aws:states:::lambda:invoke',
      Arguments: {
        // biome-ignore lint/suspicious/noTemplateCurlyInString: a placeholder of the CDK
        FunctionName: '${Ship}',
        Payload: { retryCount: '{% $states.context.State.RetryCount %}' },
      },
      Output: '{% $states.result.Payload %}',
      Retry: [{ ErrorEquals: ['States.ALL'], IntervalSeconds: 1, MaxAttempts: 2 }],
      End: true,
    },
  },
};

class BriefStack extends Stack {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    const lambda = (name: string, source: string) =>
      new LambdaFunction(this, name, {
        runtime: Runtime.NODEJS_24_X,
        handler: 'index.handler',
        code: Code.fromInline(source),
      });
    const ship = lambda('Ship', FAILS_ONCE);
    const retried = new StateMachine(this, 'Retried', {
      definitionBody: DefinitionBody.fromString(JSON.stringify(RETRIED)),
      definitionSubstitutions: { Ship: ship.functionArn },
    });
    ship.grantInvoke(retried);
    const refund = lambda('Refund', 'exports.handler = async () => ({ done: true });');
    const parameters = { type: 'object' };
    const handoff = new Handoff(this, 'Handoff', {
      reviewers: { ana: { name: 'Ana Ruiz', email: 'ana@example.com' } },
      actions: {
        refund_order: { effect: 'irreversible', parameters, performer: Performer.lambda(refund) },
        ship_parcel: { effect: 'reversible', parameters, performer: Performer.stateMachine(retried) },
      },
      tiers: [1, 2].map(() => ({ reviewers: ['ana'], timeout: Duration.seconds(5) })),
      rules: [],
      removalPolicy: RemovalPolicy.DESTROY,
    });
    new CfnOutput(this, 'StateMachineArn', { value: handoff.stateMachine.stateMachineArn });
    new CfnOutput(this, 'AgentFunctionName', { value: handoff.agentFunction.functionName });
    new CfnOutput(this, 'OperatorFunctionName', { value: handoff.operatorFunction.functionName });
  }
}

/** The reference stack keeps its tables; the suite's must not. */
function forgetOnDelete(stack: Stack): void {
  for (const construct of stack.node.findAll())
    if (construct instanceof CfnTable) {
      construct.applyRemovalPolicy(RemovalPolicy.DESTROY);
      construct.deletionProtectionEnabled = false;
    }
}

/** Synthesizes the suite's stacks into `outdir`: the reference one as the build at `root` has it, and the brief one. */
export async function synthesizeSuite(root: string, outdir: string): Promise<string> {
  const built = (await import(pathToFileURL(`${root}/dist/lib/handoff-stack.js`).href)) as {
    HandoffStack: new (scope: Construct, id: string, props?: StackProps) => Stack;
  };
  const app = new App({ outdir });
  forgetOnDelete(new built.HandoffStack(app, STACKS.reference));
  new BriefStack(app, STACKS.brief);
  return app.synth().directory;
}
