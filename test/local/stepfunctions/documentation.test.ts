// The page on the embedded Step Functions shows the examples as they are, and what it says they do.
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { approval } from '../../../examples/stepfunctions/approval.js';
import { orderTotal } from '../../../examples/stepfunctions/data.js';
import { chargeWithRetries } from '../../../examples/stepfunctions/retry.js';

test.each(['data', 'retry', 'approval'])('the page shows examples/stepfunctions/%s.ts whole', (name) => {
  const path = `examples/stepfunctions/${name}.ts`;
  // The example's first line tells its readers in the repository where it is shown.
  const source = readFileSync(path, 'utf8').split('\n').slice(1).join('\n');
  expect(readFileSync('docs/stepfunctions.md', 'utf8')).toContain(
    `<!-- ${path} -->\n\`\`\`ts\n${source}\`\`\``,
  );
});

test('transforms data without a clock or a handler', async () => {
  expect(await orderTotal()).toMatchObject({ status: 'SUCCEEDED', output: { review: 105 } });
});

test('retries with backoff in virtual time', async () => {
  expect(await chargeWithRetries()).toMatchObject({
    attempts: ['00:00', '00:01', '00:03'],
    status: 'SUCCEEDED',
    output: { charged: { cents: 4200 } },
  });
});

test('waits thirty days for a person, or for nobody', async () => {
  expect(await approval('29 days')).toMatchObject({ isInTime: true, output: 'approved' });
  expect(await approval('31 days')).toMatchObject({ isInTime: false, output: 'expired' });
});
