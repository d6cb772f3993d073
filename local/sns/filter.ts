// Filter policies of subscriptions: EventBridge's patterns over message attributes or the message's body. Used by the topics.
import { InvalidPatternError } from '../patterns/invalid-pattern.js';
import { compilePattern } from '../patterns/pattern.js';
import { invalid, type MessageAttribute, type PublishInput, type Subscription } from './message.js';

/** Throws InvalidParameter on a policy that SNS refuses. */
export function checkFilter(policy: string | undefined): void {
  if (!policy) return;
  try {
    compilePattern(policy);
  } catch (error) {
    if (error instanceof InvalidPatternError) throw invalid(`FilterPolicy: ${error.message}`);
    throw error;
  }
}

function attributeValue({ DataType, StringValue = '' }: MessageAttribute): unknown {
  if (DataType === 'Number') return Number(StringValue);
  return DataType === 'String.Array' ? JSON.parse(StringValue) : StringValue;
}

/** Whether the subscription wants the message. */
export function passes({ attributes }: Subscription, input: PublishInput): boolean {
  if (!attributes.FilterPolicy) return true;
  const matches = compilePattern(attributes.FilterPolicy);
  if (attributes.FilterPolicyScope !== 'MessageBody')
    return matches(
      Object.fromEntries(
        Object.entries(input.MessageAttributes ?? {}).map(([name, one]) => [name, attributeValue(one)]),
      ),
    );
  try {
    return matches(JSON.parse(input.Message));
  } catch {
    return false;
  }
}
