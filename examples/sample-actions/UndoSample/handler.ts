// A stand-in for the system that undoes actions. A refund of more than 1000 is only partly recoverable, so that every
// result of a reversal can be seen. Invoked by `reverse`.

interface Call {
  readonly action: { readonly type: string; readonly parameters: { readonly amount?: number } };
}

export const handler = async ({ action }: Call) => ({
  result: (action.parameters.amount ?? 0) > 1_000 ? 'partial' : 'full',
  undone: action.type,
});
