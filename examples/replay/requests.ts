// Turns a recorded run into handoff requests, and the ground truth into what the reviewer answers. Pure.
import { basename } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { Message, Recording } from './recording.js';

/** The agent's own call for a human; the benchmark's one action that does nothing itself. */
const TRANSFER = 'transfer_to_human_agents';

/** A request to make, and the answer that the ground truth gives. */
export interface Planned {
  readonly handoffId: string;
  readonly actionType: string;
  /** What goes to the state machine; whatever the recording held is in it, so that the stack may refuse it. */
  readonly request: object;
  readonly answer: Readonly<Record<string, string>>;
}

type Call = NonNullable<Message['tool_calls']>[number];

/** Limits of the request contract, in characters. */
const MAX_RATIONALE = 20_000;
const MAX_REASON = 2_000;

/** JSON may hold lone surrogates, and texts may be longer than the contract allows. */
const cut = (text: string, max: number) => text.slice(0, max).toWellFormed();
/** A name as the contract wants names. */
const nameOf = (text: string) =>
  text
    .replace(/[^\p{L}\p{N}._:@/+-]/gu, '-')
    .replace(/^[^\p{L}\p{N}]+/u, '')
    .slice(0, 128) || 'unknown';

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
};

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

interface Done {
  readonly call: Call;
  readonly result: unknown;
}

/** Calls that were answered without an error, with their results. */
function doneCalls(messages: readonly Message[]): Done[] {
  const answers = new Map(
    messages.filter(({ role }) => role === 'tool').map((message) => [message.id, message]),
  );
  return messages
    .filter(({ role }) => role === 'assistant')
    .flatMap(({ tool_calls }) => tool_calls ?? [])
    .flatMap((call) => {
      const answer = answers.get(call.id);
      return answer && !answer.error ? [{ call, result: parsed(answer.content ?? '') }] : [];
    });
}

const SPEAKERS: Readonly<Record<string, string>> = { user: 'customer', assistant: 'agent' };

const turnsOf = (messages: readonly Message[]) =>
  messages.flatMap(({ role, content }) => {
    const speaker = SPEAKERS[role];
    return speaker && content ? [{ speaker, text: cut(content, 100_000) }] : [];
  });

/** The five dimensions as they stood before the call. */
function contextOf(messages: readonly Message[], reasoning: unknown, isWriting: (name: string) => boolean) {
  const done = doneCalls(messages);
  const reads = done.filter(({ call }) => !isWriting(call.name));
  const profile = reads.findLast(
    ({ call, result }) => /^get_(user|customer)/.test(call.name) && isRecord(result),
  )?.result;
  return {
    conversationHistory: { turns: turnsOf(messages) },
    ...(typeof reasoning === 'string' &&
      reasoning && { agentReasoning: { summary: cut(reasoning, MAX_RATIONALE) } }),
    ...(isRecord(profile) && { customerProfile: profile }),
    processState: {
      process: 'recorded run',
      completed: done
        .filter(({ call }) => isWriting(call.name))
        .map(({ call, result }) => ({
          action: nameOf(call.name),
          ...(isRecord(call.arguments) && { parameters: call.arguments }),
          result,
        })),
    },
    environmentalData: {
      observations: reads.map(({ call, result }) => ({ source: nameOf(call.name), data: result })),
    },
  };
}

function answerTo(call: Call, { expected }: Recording): Planned['answer'] {
  if (call.name === TRANSFER) return { decision: 'respond', text: 'A person takes over from here.' };
  const isExpected = expected.some(
    ({ name, arguments: parameters }) => name === call.name && isDeepStrictEqual(parameters, call.arguments),
  );
  if (isExpected) return { decision: 'approve' };
  return { decision: 'reject', text: 'The task’s ground truth does not contain this call.' };
}

/** What the agent last said, with the call or before it. */
const rationaleOf = (messages: readonly Message[], message: Message) =>
  message.content || messages.findLast(({ role, content }) => role === 'assistant' && content)?.content;

function requestFor(call: Call, index: number, recording: Recording, isWriting: (name: string) => boolean) {
  const before = recording.messages.slice(0, index);
  const message = recording.messages[index];
  const rationale = message && rationaleOf(before, message);
  const summary =
    isRecord(call.arguments) && typeof call.arguments.summary === 'string' ? call.arguments.summary : '';
  return {
    schemaVersion: 1,
    agent: { id: nameOf(recording.model), version: nameOf(basename(recording.file)) },
    action: { type: call.name, parameters: call.arguments },
    assessment: rationale ? { rationale: cut(rationale, MAX_RATIONALE) } : {},
    ...(call.name === TRANSFER && {
      humanRequested: { by: 'agent', ...(summary && { reason: cut(summary, MAX_REASON) }) },
    }),
    context: contextOf(before, message?.reasoning, isWriting),
  };
}

/** Every request of a run, in order. `run` tells runs apart in handoff ids. */
export function plan(recording: Recording, run: number, isWriting: (name: string) => boolean): Planned[] {
  return recording.messages.flatMap((message, index) => {
    if (message.role !== 'assistant') return [];
    const calls = (message.tool_calls ?? []).filter(({ name }) => isWriting(name));
    return calls.map((call, position) => ({
      handoffId: `run${run}-message${index}-call${position}`,
      actionType: call.name,
      request: requestFor(call, index, recording, isWriting),
      answer: answerTo(call, recording),
    }));
  });
}
