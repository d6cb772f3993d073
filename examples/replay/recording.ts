// Reads a tau2-bench result file, plain or gzip. What is damaged is named by file and record; the rest is used.
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import * as z from 'zod';

const ToolCall = z.object({
  id: z.optional(z.nullable(z.string())),
  name: z.string(),
  arguments: z.unknown(),
});
const Message = z.object({
  role: z.string(),
  content: z.optional(z.nullable(z.string())),
  reasoning: z.optional(z.unknown()),
  tool_calls: z.optional(z.nullable(z.array(ToolCall))),
  /** On a message of role `tool`: the call that it answers. */
  id: z.optional(z.nullable(z.string())),
  error: z.optional(z.nullable(z.boolean())),
});
export type Message = z.infer<typeof Message>;

const TaskId = z.union([z.string(), z.number()]);
const Simulation = z.object({
  task_id: TaskId,
  reward_info: z.object({ reward: z.number() }),
  messages: z.array(Message),
});

const ExpectedAction = z.object({ name: z.string(), arguments: z.unknown() });
const Task = z.object({
  id: TaskId,
  evaluation_criteria: z.optional(
    z.nullable(z.object({ actions: z.optional(z.nullable(z.array(ExpectedAction))) })),
  ),
});
export type ExpectedAction = z.infer<typeof ExpectedAction>;

const File = z.object({
  info: z.optional(z.object({ agent_info: z.optional(z.object({ llm: z.optional(z.string()) })) })),
  tasks: z.array(z.unknown()),
  simulations: z.array(z.unknown()),
});

/** One recorded run of an agent. */
export interface Recording {
  readonly file: string;
  /** 0-based position in the file. */
  readonly record: number;
  readonly taskId: string;
  /** Name of the model that played the agent. */
  readonly model: string;
  readonly reward: number;
  readonly messages: readonly Message[];
  /** Ground truth of the task. */
  readonly expected: readonly ExpectedAction[];
}

export interface FileContent {
  readonly recordings: readonly Recording[];
  /** One line for each record that could not be used, naming file and record. */
  readonly damage: readonly string[];
}

const isGzip = (bytes: Buffer) => bytes[0] === 0x1f && bytes[1] === 0x8b;

const firstProblem = ({ issues }: z.core.$ZodError) => {
  const { path, message } = issues[0] ?? { path: [], message: 'not valid' };
  return `${path.join('.') || 'a result file has "tasks" and "simulations"'}: ${message}`;
};

const textOf = (file: string): string => {
  const bytes = readFileSync(file);
  return (isGzip(bytes) ? gunzipSync(bytes) : bytes).toString('utf8');
};

function parseFile(file: string): z.infer<typeof File> | string {
  try {
    const parsed = File.safeParse(JSON.parse(textOf(file)));
    return parsed.success ? parsed.data : firstProblem(parsed.error);
  } catch (error) {
    // Whatever the disk, gzip or JSON says: the file is named, and the other files still run.
    return (error as Error).message;
  }
}

const expectedByTask = (tasks: readonly unknown[]) =>
  new Map(
    tasks.flatMap((entry): [string, readonly ExpectedAction[]][] => {
      const task = Task.safeParse(entry);
      if (!task.success) return [];
      return [[String(task.data.id), task.data.evaluation_criteria?.actions ?? []]];
    }),
  );

/** Recordings of a file. Never throws: a damaged file has no recordings and one line of damage. */
export function readRecordings(file: string): FileContent {
  const content = parseFile(file);
  if (typeof content === 'string') return { recordings: [], damage: [`${file}: ${content}`] };
  const expected = expectedByTask(content.tasks);
  const model = content.info?.agent_info?.llm ?? 'unknown';
  const recordings: Recording[] = [];
  const damage: string[] = [];
  for (const [record, entry] of content.simulations.entries()) {
    const simulation = Simulation.safeParse(entry);
    const taskId = simulation.success ? String(simulation.data.task_id) : '';
    const actions = expected.get(taskId);
    if (!simulation.success) damage.push(`${file}: simulations.${record}.${firstProblem(simulation.error)}`);
    else if (!actions) damage.push(`${file}: simulations.${record}.task_id: no readable task "${taskId}"`);
    else {
      const { messages, reward_info } = simulation.data;
      recordings.push({
        file,
        record,
        taskId,
        model,
        reward: reward_info.reward,
        messages,
        expected: actions,
      });
    }
  }
  return { recordings, damage };
}
