// An application that asks its own user, with nothing but the plain SDK; `HandoffApplication` of `agent-handoff/client` is the
// comfortable way. Used by the demo.
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import type { ApplicationAnswer, ApplicationCall } from 'agent-handoff/contracts';
import { clientSettings, type Place } from '../agent/agent.js';

export class Application {
  readonly #lambda: LambdaClient;
  readonly #functionName: string;

  constructor(place: Place) {
    this.#lambda = new LambdaClient(clientSettings(place));
    this.#functionName = place.outputs.ApplicationFunctionName ?? '';
  }

  /** Asks for a briefing, or reports a decision. */
  async call(call: ApplicationCall): Promise<ApplicationAnswer> {
    const { Payload } = await this.#lambda.send(
      new InvokeCommand({ FunctionName: this.#functionName, Payload: Buffer.from(JSON.stringify(call)) }),
    );
    return JSON.parse(Buffer.from(Payload ?? []).toString()) as ApplicationAnswer;
  }

  close(): void {
    this.#lambda.destroy();
  }
}
