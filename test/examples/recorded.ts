// A small recording in the shape of tau2-bench's result files, made up here.
interface Call {
  readonly name: string;
  readonly arguments: unknown;
}

const said = (role: string, content: string) => ({ role, content, tool_calls: null });
const calls = (id: string, call: Call) => ({
  role: 'assistant',
  content: null,
  tool_calls: [{ id, ...call }],
});
const answered = (id: string, content: string) => ({ role: 'tool', id, content, error: false });

const cancel = (order: string): Call => ({
  name: 'cancel_pending_order',
  arguments: { order_id: order, reason: 'ordered by mistake' },
});

/** One run: a read, an expected call, one that nobody expects, an address change that needs nobody, a transfer. */
export const run = (reward: number) => ({
  task_id: 7,
  reward_info: { reward },
  messages: [
    said('assistant', 'Hi! How can I help you today?'),
    said('user', 'Please cancel my order #W1.'),
    calls('c1', { name: 'get_user_details', arguments: { user_id: 'mia' } }),
    answered('c1', '{"user_id":"mia","name":"Mia Chen"}'),
    said('assistant', 'I will cancel it now.'),
    calls('c2', cancel('#W1')),
    answered('c2', '{"status":"cancelled"}'),
    calls('c3', cancel('#W2')),
    answered('c3', '{"status":"cancelled"}'),
    calls('c4', { name: 'modify_user_address', arguments: { user_id: 'mia', city: 'Leeds' } }),
    answered('c4', '{}'),
    calls('c5', { name: 'transfer_to_human_agents', arguments: { summary: 'wants more' } }),
    answered('c5', 'Transfer successful'),
  ],
});

/** A file with these runs; its one task expects that order #W1 is cancelled. */
export const fileWith = (...simulations: unknown[]) => ({
  info: { agent_info: { llm: 'some model 4' } },
  tasks: [{ id: '7', evaluation_criteria: { actions: [cancel('#W1')] } }],
  simulations,
});
