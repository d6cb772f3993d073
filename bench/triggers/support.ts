// Recorded calls as proposals to the agent of the support pack, judged by the command that users of packs run. Called by the
// replay of ../triggers.ts. Calls that the pack has no action for (bookings, exchanges, telephone lines) are not judged.
import { spawnSync } from 'node:child_process';
import type { Message, Run } from './shared-data.js';

const COMMAND = new URL('../../bin/policy.js', import.meta.url).pathname;

type Fields = Readonly<Record<string, unknown>>;

/** A line of `policy evaluate`; its id says which run it is of. */
interface Proposal {
  readonly action: { readonly type: string; readonly parameters: Readonly<Record<string, string>> };
  /** How many turns had been said before the call. */
  readonly after: number;
}

const parsed = (text: string): Fields => {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Fields) : {};
  } catch {
    return {};
  }
};

const sum = (rows: unknown, field: string, keep: (row: Fields) => boolean): number | undefined =>
  Array.isArray(rows)
    ? rows.filter(keep).reduce<number>((total, row) => total + Number(row[field]), 0)
    : undefined;

/** What a call gives back, as the agent had read it before; undefined where it never read it. */
const MONEY: Readonly<Record<string, (call: Fields, read: Fields) => number | undefined>> = {
  send_certificate: ({ amount }) => Number(amount),
  cancel_pending_order: (_, { payment_history }) => sum(payment_history, 'amount', () => true),
  cancel_reservation: (_, { payment_history }) => sum(payment_history, 'amount', () => true),
  return_delivered_order_items: ({ item_ids }, { items }) =>
    sum(items, 'price', ({ item_id }) => Array.isArray(item_ids) && item_ids.includes(item_id)),
};

const ADDRESSES = ['modify_user_address', 'modify_pending_order_address'];

/** The benchmark's dollars are taken for the pack's euros: of a foreign currency every refund goes to a human. */
function actionOf(
  name: string,
  call: Fields,
  reads: ReadonlyMap<string, Fields>,
): Proposal['action'] | undefined {
  const id = String(call.order_id ?? call.reservation_id ?? call.user_id);
  if (ADDRESSES.includes(name))
    return { type: 'change_address', parameters: { customerId: id, country: String(call.country) } };
  const amount = MONEY[name]?.(call, reads.get(id) ?? {});
  if (amount === undefined || !(amount >= 0)) return undefined;
  const reason = name === 'send_certificate' ? 'goodwill' : 'late';
  const parameters = { orderId: id, amount: amount.toFixed(2), currency: 'EUR', reason };
  return { type: 'refund_order', parameters };
}

/** The calls of a run that the pack knows, in order. */
function proposalsOf(messages: readonly Message[]): Proposal[] {
  const reads = new Map<string, Fields>();
  let after = 0;
  return messages.flatMap(({ role, content, tool_calls }) => {
    if (role === 'tool') {
      const read = parsed(content ?? '');
      reads.set(String(read.order_id ?? read.reservation_id), read);
      return [];
    }
    if (content) after += 1;
    return (role === 'assistant' ? (tool_calls ?? []) : []).flatMap(({ name, arguments: call }) => {
      const action = actionOf(name, call, reads);
      return action ? [{ action, after }] : [];
    });
  });
}

/** No confidence: the recorded agents state none. */
const lineOf = (id: number, { turns }: Run, { action, after }: Proposal) => ({
  id: String(id),
  schemaVersion: 1,
  agent: { id: 'support-agent', version: 'recorded' },
  action,
  context: { conversationHistory: { turns: turns.slice(0, after) } },
});

export interface Verdicts {
  /** Calls that were judged. */
  readonly calls: number;
  /** Rules that fired in each run, by its position. */
  readonly rules: readonly ReadonlySet<string>[];
}

/** Judges every call that the pack knows. Throws where the command does. */
export function judgedBySupport(runs: readonly Run[]): Verdicts {
  const lines = runs.flatMap((run, id) => proposalsOf(run.messages).map((one) => lineOf(id, run, one)));
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [COMMAND, 'evaluate', '--pack', 'support', '--json', '-'],
    { input: lines.map((line) => JSON.stringify(line)).join('\n'), encoding: 'utf8', maxBuffer: 2 ** 28 },
  );
  if (status !== 0) throw new Error(`policy evaluate: ${stderr}`);
  const rules = runs.map(() => new Set<string>());
  for (const line of stdout.trim().split('\n')) {
    const judged = JSON.parse(line) as { id: string; rules: { id: string }[] };
    for (const { id } of judged.rules) rules[Number(judged.id)]?.add(id);
  }
  return { calls: lines.length, rules };
}
