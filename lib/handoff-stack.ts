// The reference stack: uses `Handoff` exactly as a customer would, with sample actions of a shop. What `npm start`,
// `npm run local` and `cdk deploy` deploy.
import { CfnOutput, Duration, RemovalPolicy, Stack, type StackProps } from 'aws-cdk-lib';
import { Architecture, Code, Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import { Handoff } from './handoff.js';
import type { ActionProps } from './handoff-props.js';
import { packageFile } from './parts/handler-function.js';
import { Performer } from './performer.js';

const text = { type: 'string', minLength: 1, maxLength: 200 };

const refundParameters = {
  type: 'object',
  properties: { orderId: text, amount: { type: 'number', exclusiveMinimum: 0, maximum: 10_000 } },
  required: ['orderId', 'amount'],
  additionalProperties: false,
};
const noticeParameters = {
  type: 'object',
  properties: { customerId: text, message: { type: 'string', minLength: 1, maxLength: 2_000 } },
  required: ['customerId', 'message'],
  additionalProperties: false,
};
const addressParameters = {
  type: 'object',
  properties: { customerId: text, street: text, city: text, zip: text },
  required: ['customerId', 'street', 'city', 'zip'],
  additionalProperties: false,
};

export class HandoffStack extends Stack {
  constructor(scope: Construct, id: string, props?: StackProps) {
    super(scope, id, props);
    const handoff = new Handoff(this, 'Handoff', {
      reviewers: {
        ana: { name: 'Ana Ruiz', email: 'ana@example.com' },
        ben: { name: 'Ben Okafor', email: 'ben@example.com' },
        // Asked by no tier: a decision can be passed on to her.
        carla: { name: 'Carla Ito', email: 'carla@example.com' },
      },
      actions: this.#actions(),
      tiers: [
        { reviewers: ['ana', 'ben'], timeout: Duration.hours(4) },
        { reviewers: ['ana', 'ben'], timeout: Duration.hours(20) },
      ],
      timeZone: 'Europe/Madrid',
      removalPolicy: RemovalPolicy.RETAIN,
    });
    this.#output(handoff);
  }

  #sample(name: string, description: string): LambdaFunction {
    return new LambdaFunction(this, name, {
      description,
      code: Code.fromAsset(packageFile('dist', 'sample-actions', name)),
      handler: 'index.handler',
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      memorySize: 128,
      timeout: Duration.seconds(10),
    });
  }

  #actions(): Record<string, ActionProps> {
    const perform = Performer.lambda(
      this.#sample('PerformSample', 'Stands for the shop: does what it is told'),
    );
    const undo = Performer.lambda(this.#sample('UndoSample', 'Stands for the shop: undoes what it did'));
    return {
      refund_order: {
        title: 'Refund an order',
        effect: 'compensatable',
        parameters: refundParameters,
        performer: perform,
        compensation: undo,
        patterns: ['durable', 'hybrid', 'active', 'live'],
      },
      update_address: {
        title: 'Change a delivery address',
        effect: 'reversible',
        parameters: addressParameters,
        performer: perform,
        compensation: undo,
        confidenceThreshold: 0.8,
        idempotent: true,
        check: this.#sample('CheckSample', 'Stands for the shop: answers at which version a record is'),
      },
      send_notice: {
        title: 'Send a notice to a customer',
        effect: 'irreversible',
        parameters: noticeParameters,
        performer: perform,
        contextStopsClock: Duration.hours(2),
      },
      close_account: {
        title: 'Close a customer’s account',
        effect: 'irreversible',
        parameters: { type: 'object', properties: { customerId: text }, required: ['customerId'] },
        performer: perform,
        requirement: { presence: 'passkey' },
      },
      export_records: {
        title: 'Export a customer’s records',
        effect: 'irreversible',
        parameters: { type: 'object', properties: { customerId: text }, required: ['customerId'] },
        performer: Performer.agent(),
      },
    };
  }

  #output(handoff: Handoff): void {
    const outputs = {
      StateMachineArn: handoff.stateMachine.stateMachineArn,
      GateMachineArn: handoff.gateMachine.stateMachineArn,
      ReversalMachineArn: handoff.reversalMachine.stateMachineArn,
      AgentFunctionName: handoff.agentFunction.functionName,
      ApplicationFunctionName: handoff.applicationFunction.functionName,
      OperatorFunctionName: handoff.operatorFunction.functionName,
      SealFunctionName: handoff.sealFunction.functionName,
      LogTableName: handoff.eventLog.tableName,
      ContextTableName: handoff.contextTable.tableName,
      WaitpointTableName: handoff.waitpointTable.tableName,
      EventBusName: handoff.eventBus.eventBusName,
      ReviewUrl: handoff.reviewUrl,
    };
    for (const [name, value] of Object.entries(outputs)) new CfnOutput(this, name, { value });
  }
}
