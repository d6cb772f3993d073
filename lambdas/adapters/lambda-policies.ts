// Asks the policy function. Whatever goes wrong is the fault `policy-unavailable`: Evaluate hands off for it.
import { InvokeCommand, type LambdaClient } from '@aws-sdk/client-lambda';
import { PolicyAnswer, type PolicyQuestion } from '../contracts/policies.js';
import type { PolicyEngine } from '../core/ports.js';

/** A cold policy function takes half a second; one that takes longer than this is not coming. */
const PATIENCE_MS = 10_000;

export class LambdaPolicies implements PolicyEngine {
  constructor(
    private readonly client: LambdaClient,
    private readonly functionName: string,
  ) {}

  async judge(question: PolicyQuestion): Promise<PolicyAnswer> {
    try {
      const { Payload, FunctionError } = await this.client.send(
        new InvokeCommand({
          FunctionName: this.functionName,
          Payload: Buffer.from(JSON.stringify(question)),
        }),
        { abortSignal: AbortSignal.timeout(PATIENCE_MS) },
      );
      if (!FunctionError) return PolicyAnswer.parse(JSON.parse(Buffer.from(Payload ?? []).toString()));
    } catch {
      // Fails closed: a policy that could not be asked is a reason for a human, not an error of the request.
    }
    return { matches: [], fault: 'policy-unavailable' };
  }
}
