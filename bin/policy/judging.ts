// One request, or bare words, judged offline as Evaluate would. Answers what `policy evaluate` prints a line of.
import * as z from 'zod/mini';
import { type Problem, problemsOf } from '../../lambdas/contracts/problems.js';
import { HandoffRequest } from '../../lambdas/contracts/request.js';
import type { Requirement, Route } from '../../lambdas/contracts/verdict.js';
import { type Case, type Judgement, judge } from '../../lambdas/core/judge.js';
import { requestProblems } from '../../lambdas/core/request.js';
import type { Turn } from '../../lambdas/core/triggers/trigger.js';
import type { Pack } from './pack.js';

/** One line of `policy evaluate`. Field names are a contract: users script them. */
export interface Judged {
  readonly id: string;
  readonly verdict: 'proceed' | 'hand-off' | 'refuse';
  readonly pattern: string;
  readonly rules: readonly { readonly id: string; readonly trigger: string; readonly evidence: string }[];
  /** What a review takes to count; null when no human is asked. */
  readonly requirement: Requirement | null;
  readonly route: Route;
  /** What the agent is told where nobody decides; null where the outcome says all. */
  readonly expiryAnswer: string | null;
}

/** What a verdict without a requirement asks of a review. */
const ONE_APPROVAL: Requirement = { approvals: 1, rule: 'quorum', blind: false, presence: 'code' };
const VERDICTS: Record<string, Judged['verdict']> = { proceed: 'proceed', refuse: 'refuse' };

const SPEAKERS: Record<string, Turn['speaker']> = {
  customer: 'customer',
  user: 'customer',
  agent: 'agent',
  assistant: 'agent',
  human: 'human',
  staff: 'human',
  tool: 'tool',
  system: 'system',
};

const Locale = z.optional(z.string());
const Text = z.strictObject({ id: z.optional(z.string()), text: z.string(), locale: Locale });
const Turns = z.strictObject({
  id: z.optional(z.string()),
  turns: z.array(z.looseObject({ role: z.string(), text: z.string() })),
  locale: Locale,
});
type Words = z.infer<typeof Text> | z.infer<typeof Turns>;

/** What a line of bare words is held to; nothing for a request. */
const wordsIn = (raw: unknown) => {
  if (typeof raw !== 'object' || raw === null) return undefined;
  if ('text' in raw) return Text;
  return 'turns' in raw ? Turns : undefined;
};

function judged(id: string, { verdict, route, evidence }: Judgement): Judged {
  const { rules = [] } = (evidence ?? {}) as { rules?: { rule: string; quotes: string[] }[] };
  const quotesOf = (rule: string) => rules.find((one) => one.rule === rule)?.quotes.join('” … “');
  const handsOff = verdict.pattern !== 'proceed' && verdict.pattern !== 'refuse';
  return {
    id,
    verdict: VERDICTS[verdict.pattern] ?? 'hand-off',
    pattern: verdict.pattern,
    rules: verdict.rules.map(({ rule, trigger = 'system', evidence: words }) => {
      const quotes = quotesOf(rule);
      return { id: rule, trigger, evidence: quotes ? `${words}: “${quotes}”` : words };
    }),
    requirement: handsOff ? (verdict.requirement ?? ONE_APPROVAL) : null,
    route: handsOff ? route : [],
    expiryAnswer: verdict.expiryAnswer ?? null,
  };
}

/** The rule of a line that could not be judged. */
export const INVALID = 'request-invalid';

/** A request that cannot be accepted runs nothing. */
const refused = (id: string, problems: readonly Problem[]): Judged => ({
  id,
  verdict: 'refuse',
  pattern: 'refuse',
  rules: problems.map(({ path, rule }) => ({
    id: INVALID,
    trigger: 'system',
    evidence: `${path}: ${rule}`,
  })),
  requirement: null,
  route: [],
  expiryAnswer: null,
});

async function withPolicies(proposal: Case, { engine, policy }: Pack): Promise<Case> {
  const { agent, action, assessment } = proposal.request;
  const effect = policy.settings.actions[action.type]?.effect;
  if (!engine || !effect) return proposal;
  const policyAnswer = await engine.judge({
    agent: { id: agent.id, version: agent.version },
    action: { type: action.type, resource: action.resource, parameters: action.parameters },
    effect,
    confidence: assessment.confidence,
  });
  return { ...proposal, policyAnswer };
}

/** Judges a request, its context inline. `now` is epoch milliseconds. */
export async function judgeRequest(id: string, raw: unknown, pack: Pack, now: number): Promise<Judged> {
  const parsed = HandoffRequest.safeParse(raw);
  if (!parsed.success) return refused(id, problemsOf(parsed.error, raw));
  const problems = requestProblems(parsed.data, pack.policy.settings);
  if (problems.length > 0) return refused(id, problems);
  const turns = parsed.data.context.conversationHistory?.turns ?? [];
  return judged(id, judge(await withPolicies({ request: parsed.data, turns }, pack), pack.policy, now));
}

/** An action that gives no reason of its own for a human: what is left is what was said. */
const TALK = {
  effect: 'reversible',
  parameters: { type: 'object' },
  performer: { kind: 'agent' },
  confidenceThreshold: 0,
  idempotent: true,
} as const;

function judgeWords(id: string, words: Words, { policy }: Pack, now: number): Judged {
  const turns =
    'text' in words
      ? [{ speaker: 'customer' as const, text: words.text }]
      : words.turns.map(({ role, text }) => ({ speaker: SPEAKERS[role.toLowerCase()] ?? 'system', text }));
  const request = HandoffRequest.safeParse({
    schemaVersion: 1,
    agent: { id: 'policy-command', version: '1' },
    action: { type: 'talk', parameters: {} },
    context: { conversationHistory: { turns } },
    ...(words.locale && { locale: words.locale }),
  });
  if (!request.success) return refused(id, problemsOf(request.error, words));
  const { policySet: _, governance, ...settings } = policy.settings;
  const { regulatory: __, confidence: ___, ...rest } = governance ?? { schemaVersion: 1, version: 'none' };
  const talk = { ...settings, governance: rest, actions: { talk: TALK }, hardRules: [] };
  return judged(id, judge({ request: request.data, turns }, { ...policy, settings: talk }, now));
}

/** Judges one line: a request, `{text, locale}`, or `{turns, locale}`. `id` is used where the line has none. */
export function judgeLine(id: string, raw: unknown, pack: Pack, now: number): Promise<Judged> {
  const words = wordsIn(raw)?.safeParse(raw);
  const { id: stated, ...request } = (raw ?? {}) as { id?: unknown };
  const named = typeof stated === 'string' ? stated : id;
  if (words?.success) return Promise.resolve(judgeWords(named, words.data, pack, now));
  if (words) return Promise.resolve(refused(named, problemsOf(words.error, raw)));
  return judgeRequest(named, request, pack, now);
}
