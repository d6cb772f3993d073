// What Evaluate asks others about a proposal before it judges: the policy engine, and a model of moods. Neither answer can be
// missing by accident: what could not be asked says so in the answer.
import type { Case, Policy } from '../../core/judge.js';
import type { MoodReader, PolicyEngine } from '../../core/ports.js';
import { moodQuestion } from '../../core/triggers/sentiment.js';

export interface Askable {
  readonly policy: Policy;
  /** Asked only when the settings name a policy set. */
  readonly policies?: PolicyEngine | undefined;
  /** Asked only where the settings name a model. */
  readonly moods?: MoodReader | undefined;
}

/** What the policies say. An edit is judged by the set under which its handoff was opened. */
async function policyAnswer({ request, opened }: Case, { policies, policy }: Askable) {
  const set = opened?.policySet ?? policy.settings.policySet;
  if (!policies || !set) return {};
  const { agent, action, assessment } = request;
  const answer = await policies.judge({
    set: set.digest,
    agent: { id: agent.id, version: agent.version },
    action: { type: action.type, resource: action.resource, parameters: action.parameters },
    effect: policy.settings.actions[action.type]?.effect ?? 'irreversible',
    confidence: assessment.confidence,
  });
  return { policyAnswer: answer };
}

/** What a model says of the customer's mood, where one is to be asked. */
async function moodAnswer({ request, turns }: Case, { moods }: Askable) {
  const question = moods && moodQuestion(turns, request.locale);
  return question ? { moods: await moods.read(question.texts, question.language) } : {};
}

/** The case with everything that others are asked about it. */
export async function withAnswers(proposal: Case, askable: Askable): Promise<Case> {
  const [policy, mood] = await Promise.all([policyAnswer(proposal, askable), moodAnswer(proposal, askable)]);
  return { ...proposal, ...policy, ...mood };
}
