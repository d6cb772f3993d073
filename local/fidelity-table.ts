// How near the runtime is to AWS, row by row, read off the code that runs. Used by the page that shows it and by the tests that
// drive every row which claims support.
import type { FidelityRow, FidelitySection } from './fidelity.js';
import { CONDITION_OPERATORS } from './iam/conditions.js';
import { MANAGED_POLICIES } from './iam/managed-policies.js';
import { OPERATORS } from './patterns/match-expression.js';
import type { Service } from './service.js';
import { stepFunctionsFidelity } from './stepfunctions/fidelity.js';
import { INTRINSICS } from './template/intrinsics.js';
import { PROVISIONS } from './template/resources/index.js';
import { recordedResources } from './template/resources/recorded.js';

/** What AWS calls each service. */
const TITLES: Readonly<Record<string, string>> = {
  cloudformation: 'CloudFormation',
  dynamodb: 'DynamoDB',
  events: 'EventBridge',
  iam: 'IAM',
  lambda: 'Lambda',
  s3: 'S3',
  secretsmanager: 'Secrets Manager',
  sns: 'SNS',
  sqs: 'SQS',
  states: 'Step Functions',
  'streams.dynamodb': 'DynamoDB Streams',
  sts: 'STS',
};

const supported = (names: Iterable<string>): FidelityRow[] =>
  [...names].sort().map((name) => ({ name, status: 'supported' }));

export const apiTitle = (service: string) => `${TITLES[service]}: API`;

function apiSection({ name: service, actions, differences = {} }: Service): FidelitySection {
  const rows = supported(actions.keys()).map((row): FidelityRow => {
    const note = differences[row.name];
    return note === undefined ? row : { ...row, status: 'different', note };
  });
  return { title: apiTitle(service), rows };
}

function resourceTypes(): FidelityRow[] {
  const recorded = Object.keys(recordedResources);
  const note = 'kept under its name, and nothing acts on it';
  return [
    ...supported(Object.keys(PROVISIONS).filter((type) => !recorded.includes(type))),
    ...supported(recorded).map((row): FidelityRow => ({ ...row, status: 'different', note })),
  ];
}

/** Every section, without the refused API actions of AWS, which only AWS's own SDK can list. */
export function fidelityOf(services: ReadonlyMap<string, Service>): readonly FidelitySection[] {
  const others = [...services.values()].filter(({ name }) => name !== 'states');
  return [
    ...stepFunctionsFidelity,
    ...others.sort((a, b) => (a.name < b.name ? -1 : 1)).map(apiSection),
    { title: 'EventBridge: pattern operators', rows: supported([...OPERATORS.keys(), '$or']) },
    { title: 'Templates: resource types', rows: resourceTypes() },
    { title: 'Templates: functions', rows: supported(Object.keys(INTRINSICS)) },
    { title: 'IAM: condition operators', rows: supported(CONDITION_OPERATORS) },
    { title: 'IAM: managed policies', rows: supported(Object.keys(MANAGED_POLICIES)) },
  ];
}
