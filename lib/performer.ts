// Who runs an action: named once by whoever configures the stack, turned into an index into the performer ARNs.
import { Grant, type IGrantable } from 'aws-cdk-lib/aws-iam';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { IStateMachine } from 'aws-cdk-lib/aws-stepfunctions';

/** A Lambda function, a state machine, or the agent itself. */
export abstract class Performer {
  /**
   * Invoked with `{ idempotencyKey, tenant, handoffId, digest, action: { type, resource, parameters } }`, a compensation also
   * with the performer's `result`. What it answers is the result; what it throws means that the action failed.
   */
  static lambda(fn: IFunction): Performer {
    return new InvokedPerformer('lambda', fn.functionArn, (grantee) => void grantExactInvoke(grantee, fn));
  }

  /** Started with the same input under a name derived from the idempotency key, and awaited for 50 seconds. */
  static stateMachine(machine: IStateMachine): Performer {
    return new InvokedPerformer('stateMachine', machine.stateMachineArn, (grantee) => {
      machine.grantStartExecution(grantee);
      machine.grantRead(grantee);
    });
  }

  /** The agent runs the action itself, with a signed grant that permits exactly the approved digest for 15 minutes. */
  static agent(): Performer {
    return new AgentPerformer();
  }

  abstract readonly kind: 'lambda' | 'stateMachine' | 'agent';
  /** ARN to call; absent for the agent. */
  abstract readonly arn: string | undefined;
  /** Lets `grantee` call this performer, and nothing else. */
  abstract grantCall(grantee: IGrantable): void;
}

/** Invoking this very ARN; `grantInvoke` would add every version and alias of the function. */
export const grantExactInvoke = (grantee: IGrantable, ...functions: IFunction[]) =>
  Grant.addToPrincipal({
    grantee,
    actions: ['lambda:InvokeFunction'],
    resourceArns: functions.map(({ functionArn }) => functionArn),
  });

class InvokedPerformer extends Performer {
  constructor(
    readonly kind: 'lambda' | 'stateMachine',
    readonly arn: string,
    readonly grantCall: (grantee: IGrantable) => void,
  ) {
    super();
  }
}

class AgentPerformer extends Performer {
  readonly kind = 'agent';
  readonly arn = undefined;
  grantCall(): void {}
}
