// What every trigger is: a pure function from a proposal to the rules that fire, each with evidence. A trigger can only
// add a reason for a human; none can take another's away.
import type { Context } from '../../contracts/context.js';
import type { Demand, PolicyAnswer } from '../../contracts/policies.js';
import type { HandoffRequest } from '../../contracts/request.js';
import type { RegisteredAction, Settings } from '../../contracts/settings.js';
import type { FiredRule, TriggerName } from '../../contracts/verdict.js';
import type { Moods } from '../ports.js';

/** One turn of the conversation, as the request's context holds it. */
export type Turn = NonNullable<Context['conversationHistory']>['turns'][number];

/** Everything that triggers may look at. Text in it comes from agents and customers, and is hostile. */
export interface Situation {
  readonly request: Pick<HandoffRequest, 'agent' | 'action' | 'assessment' | 'humanRequested' | 'locale'>;
  readonly registered: RegisteredAction;
  readonly settings: Settings;
  /** The conversation so far, oldest turn first; empty when the request brings none. */
  readonly turns: readonly Turn[];
  /** What the policy engine answered; absent when the stack has no policies, or the engine could not be asked. */
  readonly policyAnswer?: PolicyAnswer;
  /** What a model read of the customer's newest turns, newest first; absent when none was asked. */
  readonly moods?: Moods | undefined;
}

/** A rule that fired. `evidence` goes onto the log: numbers, names of fields, rule ids; never what somebody wrote. */
export interface Finding extends FiredRule {
  readonly trigger: TriggerName;
  /** Spans of the conversation that show it. They may be personal data: they are stored beside the log. */
  readonly quotes?: readonly string[];
  /** What it asks for beyond a human; only policies and regulations do. */
  readonly demand?: Demand;
}

/** Answers every rule of one kind that fires; none when there is no reason for a human. Never throws. */
export type Trigger = (situation: Situation) => readonly Finding[];
