// The reference stack with two clients on it: one sends context inline, the other uploads it first.
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SFNClient } from '@aws-sdk/client-sfn';
import { HandoffApplication, HandoffClient, type HandoffRequestInput } from '../../client/index.js';
import { Deployed } from '../support/deployed.js';

export interface Connected {
  readonly stack: Deployed;
  readonly dynamodb: DynamoDBClient;
  readonly inline: HandoffClient;
  readonly uploading: HandoffClient;
  readonly desk: HandoffApplication;
  /** Decides the latest review of `handoffId`. */
  decide(handoffId: string, form: Record<string, string>): Promise<void>;
  stop(): Promise<void>;
}

export async function connect(): Promise<Connected> {
  const stack = await Deployed.start();
  const { endpoint, region, credentials } = stack.local;
  const dynamodb = new DynamoDBClient({ endpoint, region, credentials });
  const sfn = new SFNClient({ endpoint, region, credentials, disableHostPrefix: true });
  const common = {
    stateMachineArn: stack.output('StateMachineArn'),
    agentFunctionName: stack.output('AgentFunctionName'),
    gateMachineArn: stack.output('GateMachineArn'),
    // The SDK calls synchronous executions at a host of their own, which a loopback endpoint does not have.
    sfn,
    lambda: stack.lambda,
    dynamodb,
  };
  const uploading = new HandoffClient({ ...common, contextTableName: stack.output('ContextTableName') });
  return {
    stack,
    dynamodb,
    inline: new HandoffClient(common),
    uploading,
    desk: new HandoffApplication({
      client: uploading,
      applicationFunctionName: stack.output('ApplicationFunctionName'),
      application: 'support-desk',
      lambda: stack.lambda,
    }),
    decide: async (handoffId, form) => {
      const visitor = await stack.visitor((invitation) => invitation.handoffId === handoffId);
      await visitor.decide(form);
      await stack.local.settle();
    },
    stop: async () => {
      dynamodb.destroy();
      sfn.destroy();
      await stack.stop();
    },
  };
}

/** A request that needs a human, with `changes` on top. */
export const refund = (changes: Partial<HandoffRequestInput> = {}): HandoffRequestInput => ({
  schemaVersion: 1,
  agent: { id: 'support-agent', version: '7' },
  action: { type: 'refund_order', parameters: { orderId: 'A-1', amount: 20 } },
  assessment: { confidence: 0.4 },
  ...changes,
});
