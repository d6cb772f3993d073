// How reviewers are reached: one SNS topic, one e-mail subscription an address, each filtered to its own messages.
import { SubscriptionFilter, Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Construct } from 'constructs';
import type { Settings } from '../../lambdas/contracts/settings.js';

export class Channels extends Construct {
  readonly topic: Topic;

  constructor(scope: Construct, id: string, { reviewers }: Settings) {
    super(scope, id);
    this.topic = new Topic(this, 'Reviewers', { enforceSSL: true });
    const byAddress = new Map<string, string[]>();
    for (const [reviewerId, { email }] of Object.entries(reviewers))
      byAddress.set(email, [...(byAddress.get(email) ?? []), reviewerId]);
    for (const [email, ids] of byAddress)
      this.topic.addSubscription(
        new EmailSubscription(email, {
          filterPolicy: { reviewer: SubscriptionFilter.stringFilter({ allowlist: ids }) },
        }),
      );
  }
}
