// Somebody else's CDK app, with handoffs in it. Synthesized by the tests; the README shows its construct.
import { Handoff, Performer } from 'agent-handoff';
import { App, Stack } from 'aws-cdk-lib';
import { LambdaFunction as LambdaTarget } from 'aws-cdk-lib/aws-events-targets';
import { Code, Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda';

class Shop extends Stack {
  readonly handoff: Handoff;

  constructor(app: App, id: string) {
    super(app, id);
    const lambda = (name: string) =>
      new LambdaFunction(this, name, {
        runtime: Runtime.NODEJS_24_X,
        handler: 'index.handler',
        code: Code.fromInline('exports.handler = async ({ action }) => ({ done: action.type });'),
      });
    const [refund, unrefund, supportAgent, tellFinance] = [
      lambda('Refund'),
      lambda('Unrefund'),
      lambda('SupportAgent'),
      lambda('TellFinance'),
    ];
    // readme
    this.handoff = new Handoff(this, 'Handoff', {
      reviewers: { ana: { name: 'Ana Ruiz', email: 'ana@example.com' } },
      actions: {
        refund_order: {
          effect: 'compensatable',
          parameters: { type: 'object', properties: { amount: { type: 'number' } }, required: ['amount'] },
          performer: Performer.lambda(refund),
          compensation: Performer.lambda(unrefund),
        },
      },
    });
    this.handoff.grantRequest(supportAgent);
    // end readme
    this.handoff.onOutcome('Outcome', new LambdaTarget(tellFinance));
  }
}

/** The app; a test synthesizes it. */
export function ownApp(outdir?: string): App {
  const app = new App(outdir === undefined ? {} : { outdir });
  new Shop(app, 'Shop');
  return app;
}
