// How near the runtime is to AWS, row by row, read off the code that runs. `docs/local.md` is made of these rows by
// `npm run fidelity`, and a test drives every row that claims support.
import { CONDITION_OPERATORS } from './iam/conditions.js';
import { MANAGED_POLICIES } from './iam/managed-policies.js';
import { OPERATORS } from './patterns/match-expression.js';
import type { Service } from './service.js';
import { INTRINSICS } from './template/intrinsics.js';
import { PROVISIONS } from './template/resources/index.js';
import { recordedResources } from './template/resources/recorded.js';

/** One API action, state field, pattern operator or resource type. */
export interface FidelityRow {
  /** The heading that it stands under, such as `DynamoDB: API action`. */
  readonly area: string;
  /** As AWS writes it: `PutItem`, `HeartbeatSeconds`, `equals-ignore-case`. */
  readonly name: string;
  /** `refused`: stops, and says its name. `different`: works, but not as on AWS. */
  readonly status: 'supported' | 'refused' | 'different';
  /** What differs, or how the refusal shows. */
  readonly how?: string;
}

/** What AWS calls each service. */
export const TITLES: Readonly<Record<string, string>> = {
  cloudformation: 'CloudFormation',
  dynamodb: 'DynamoDB',
  events: 'EventBridge',
  iam: 'IAM',
  lambda: 'Lambda',
  secretsmanager: 'Secrets Manager',
  sns: 'SNS',
  sqs: 'SQS',
  states: 'Step Functions',
  'streams.dynamodb': 'DynamoDB Streams',
  sts: 'STS',
};

const supported = (area: string, names: Iterable<string>): FidelityRow[] =>
  [...names].sort().map((name) => ({ area, name, status: 'supported' }));

function actionRows({ name: service, actions, differences = {} }: Service): FidelityRow[] {
  const area = `${TITLES[service]}: API action`;
  return supported(area, actions.keys()).map((row) => {
    const how = differences[row.name];
    return how === undefined ? row : { ...row, status: 'different', how };
  });
}

const RECORDED = 'kept under its name, and nothing acts on it';

/** Every row but the refused API actions of AWS, which only AWS's own SDK can list. */
export function fidelityOf(services: ReadonlyMap<string, Service>): readonly FidelityRow[] {
  const [acted, recorded] = [PROVISIONS, recordedResources].map((types) => Object.keys(types)) as [
    string[],
    string[],
  ];
  return [
    ...[...services.values()].sort((a, b) => (a.name < b.name ? -1 : 1)).flatMap(actionRows),
    ...supported('EventBridge: pattern operator', [...OPERATORS.keys(), '$or']),
    ...supported(
      'Template: resource type',
      acted.filter((type) => !recorded.includes(type)),
    ),
    ...supported('Template: resource type', recorded).map(
      (row): FidelityRow => ({ ...row, status: 'different', how: RECORDED }),
    ),
    ...supported('Template: function', Object.keys(INTRINSICS)),
    ...supported('IAM: condition operator', CONDITION_OPERATORS),
    ...supported('IAM: managed policy', Object.keys(MANAGED_POLICIES)),
  ];
}
