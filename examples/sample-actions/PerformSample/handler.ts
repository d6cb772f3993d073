// A stand-in for the system that runs actions: answers what it would have done. Invoked by `perform`.

interface Call {
  readonly idempotencyKey: string;
  readonly action: { readonly type: string; readonly parameters: Record<string, unknown> };
}

export const handler = async ({ idempotencyKey, action }: Call) => ({
  done: action.type,
  parameters: action.parameters,
  receipt: idempotencyKey.slice(-12),
});
