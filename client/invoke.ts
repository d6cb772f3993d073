// Calls a function of the stack and reads its answer.
import { InvokeCommand, type LambdaClient } from '@aws-sdk/client-lambda';

/** Throws when the function itself failed; its refusals are answers. */
export async function invoke<A>(lambda: LambdaClient, functionName: string, call: object): Promise<A> {
  const { Payload, FunctionError } = await lambda.send(
    new InvokeCommand({ FunctionName: functionName, Payload: Buffer.from(JSON.stringify(call)) }),
  );
  const text = Buffer.from(Payload ?? []).toString();
  if (FunctionError) throw new Error(`the function ${functionName} failed: ${text.slice(0, 300)}`);
  return JSON.parse(text) as A;
}
