// Wiring of Evaluate, the first Task of the handoff machine.
import { randomBytes } from 'node:crypto';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { clientConfiguration } from '../../adapters/client-configuration.js';
import { dynamodbClient } from '../../adapters/dynamodb.js';
import { DynamodbContext } from '../../adapters/dynamodb-context.js';
import { DynamodbEventLog } from '../../adapters/dynamodb-event-log.js';
import { DynamodbQuotas } from '../../adapters/dynamodb-quotas.js';
import { countMetric } from '../../adapters/embedded-metrics.js';
import { LambdaPolicies } from '../../adapters/lambda-policies.js';
import { receiptSigner } from '../../adapters/receipts.js';
import { secretReader } from '../../adapters/secret.js';
import { readPolicy } from '../../adapters/settings.js';
import { parseEnvironment } from '../../contracts/environment.js';
import { EvaluateInput } from '../../contracts/workflow.js';
import type { Quotas } from '../../core/ports.js';
import { evaluateRequest } from './evaluate-request.js';

const environment = parseEnvironment('evaluate', process.env);
const client = dynamodbClient();
const log = new DynamodbEventLog(client, environment.LOG_TABLE);
const context = new DynamodbContext(client, environment.CONTEXT_TABLE);
const policy = readPolicy(import.meta.url);
const policies =
  policy.settings.policySet &&
  new LambdaPolicies(new LambdaClient(clientConfiguration), environment.POLICY_FUNCTION);

/** Loaded only where it is chosen: others do not pay for it at their cold starts. */
async function comprehendMoods() {
  const [{ ComprehendClient }, { ComprehendMoods }] = await Promise.all([
    import('@aws-sdk/client-comprehend'),
    import('../../adapters/comprehend-moods.js'),
  ]);
  return new ComprehendMoods(new ComprehendClient({ ...clientConfiguration, maxAttempts: 2 }));
}
const moods =
  policy.settings.governance?.sentiment?.reader === 'comprehend' ? await comprehendMoods() : undefined;

/** Whoever reaches it raises an alarm. */
function countedQuotas(): Quotas {
  const stored = new DynamodbQuotas(client, environment.LINK_TABLE);
  return {
    take: async (window, handoffId, limit) => {
      const isWithin = await stored.take(window, handoffId, limit);
      const { tenant, agentId } = window;
      if (!isWithin) countMetric('QuotaReached', Date.now(), { tenant, agentId, handoffId });
      return isWithin;
    },
  };
}
const sign = receiptSigner(secretReader(environment.DECISION_SECRET_ARN));
const quotas = policy.settings.governance?.quota && countedQuotas();

export const handler = (event: unknown) =>
  evaluateRequest(EvaluateInput.parse(event), {
    log,
    context,
    policy,
    policies,
    moods,
    quotas,
    sign,
    now: Date.now(),
    randomSalt: () => randomBytes(16).toString('hex'),
  });
