// AWS's own rule packs over an app that uses the construct: nothing is found but what the construct acknowledges.
import { App, Stack } from 'aws-cdk-lib';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { AwsSolutionsChecks, type NagPack, ServerlessChecks } from 'cdk-nag';
import { describe, expect, it } from 'vitest';
import { Handoff } from '../../lib/handoff.js';
import { Performer } from '../../lib/performer.js';

function appWithHandoff(): App {
  const app = new App();
  new Handoff(new Stack(app, 'Stack'), 'Handoff', {
    reviewers: { ana: { name: 'Ana', email: 'ana@example.com' } },
    actions: { export: { effect: 'irreversible', parameters: {}, performer: Performer.agent() } },
  });
  return app;
}

function findings(app: App, pack: NagPack): string[] {
  const { violations } = pack.validateScope(app);
  return violations.flatMap(({ ruleName, violatingResources }) =>
    violatingResources.map(({ constructPath }) => `${ruleName} ${constructPath}`),
  );
}

describe.each([
  ['AwsSolutions', AwsSolutionsChecks],
  ['Serverless', ServerlessChecks],
])('%s', (_, Pack) => {
  it('finds nothing that is not acknowledged with a reason', () => {
    const app = appWithHandoff();
    expect(findings(app, new Pack(app))).toEqual([]);
  });

  it('finds a queue beside the construct: the acknowledgements reach no further', () => {
    const app = appWithHandoff();
    new Queue(app.node.findChild('Stack') as Stack, 'Own');
    expect(findings(app, new Pack(app)).join('\n')).toContain('Stack/Own/Resource');
  });
});
