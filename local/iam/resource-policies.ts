// Finds the resource policy on an ARN by asking the service that owns the resource.
import { AwsError, type Service } from '../service.js';
import type { ResourcePolicy } from './authorise.js';

interface Question {
  readonly action: string;
  readonly input: (arn: string) => unknown;
  // biome-ignore lint/suspicious/noExplicitAny: the shape depends on the action
  readonly policy: (output: any) => string | undefined;
}

const QUESTIONS: Record<string, Question> = {
  sns: {
    action: 'GetTopicAttributes',
    input: (arn) => ({ TopicArn: arn }),
    policy: (output) => output.Attributes?.Policy,
  },
  sqs: {
    action: 'GetQueueAttributes',
    input: (arn) => ({ QueueUrl: arn.replaceAll(':', '/'), AttributeNames: ['Policy'] }),
    policy: (output) => output.Attributes?.Policy,
  },
  secretsmanager: {
    action: 'GetResourcePolicy',
    input: (arn) => ({ SecretId: arn }),
    policy: (output) => output.ResourcePolicy,
  },
};

/** Reads resource policies straight from their owners, unchecked: this is the check. */
export function resourcePolicyReader(services: ReadonlyMap<string, Service>): ResourcePolicy {
  return async (arn) => {
    const service = arn.split(':', 3)[2] ?? '';
    const owner = services.get(service);
    if (owner?.resourcePolicyOf) return owner.resourcePolicyOf(arn);
    const question = QUESTIONS[service];
    const ask = question && owner?.actions.get(question.action);
    if (!question || !ask) return undefined;
    try {
      return question.policy(await ask(question.input(arn), { principalArn: 'external' }));
    } catch (error) {
      // No such policy, or no such resource: the action itself will say so.
      if (error instanceof AwsError) return undefined;
      throw error;
    }
  };
}
