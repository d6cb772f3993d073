// Calls the operator function, as `npx handoff` does. Used by the demo, the replay, the playground and the tests.
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import type { OperatorAnswer, OperatorCall } from 'agent-handoff/contracts';
import { clientSettings, type Place } from '../agent/agent.js';

export class Operator {
  readonly #lambda: LambdaClient;
  readonly #functionName: string;

  constructor(place: Place) {
    this.#lambda = new LambdaClient(clientSettings(place));
    this.#functionName = place.outputs.OperatorFunctionName ?? '';
  }

  async call(call: OperatorCall): Promise<OperatorAnswer> {
    const { Payload } = await this.#lambda.send(
      new InvokeCommand({ FunctionName: this.#functionName, Payload: Buffer.from(JSON.stringify(call)) }),
    );
    return JSON.parse(Buffer.from(Payload ?? []).toString()) as OperatorAnswer;
  }

  close(): void {
    this.#lambda.destroy();
  }
}
