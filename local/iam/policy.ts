// Policy documents: parsing, and whether one of their statements fits a request.
import { AwsError } from '../service.js';
import {
  type ConditionBlock,
  type ContextValues,
  conditionsHold,
  listOf,
  matchesPattern,
  unknownOperators,
} from './conditions.js';

export interface Statement {
  readonly Effect: 'Allow' | 'Deny';
  readonly Action?: string | readonly string[];
  readonly NotAction?: string | readonly string[];
  readonly Resource?: string | readonly string[];
  readonly NotResource?: string | readonly string[];
  readonly Principal?: unknown;
  readonly NotPrincipal?: unknown;
  readonly Condition?: ConditionBlock;
}

/** One thing that a call wants to do. */
export interface AccessRequest {
  /** As IAM names it, e.g. `dynamodb:PutItem`. */
  readonly action: string;
  /** ARN, `*` for actions on nothing in particular, or a prefix with `…*` when any resource of the kind will do. */
  readonly resource: string;
  readonly values: ContextValues;
}

/** Whom a statement of a resource policy may name. */
export interface Principal {
  /** `arn:aws:iam::…:role/Name`, or undefined for a service. */
  readonly roleArn?: string | undefined;
  readonly sessionArn?: string | undefined;
  readonly service?: string | undefined;
  readonly accountId: string;
}

const documents = new Map<string, readonly Statement[]>();

/** The statements of a policy document; throws MalformedPolicyDocument. Parsed once per text. */
export function readPolicy(text: string): readonly Statement[] {
  const known = documents.get(text);
  if (known) return known;
  const statements = parse(text);
  for (const { Condition = {} } of statements) {
    const [unknown] = unknownOperators(Condition);
    if (unknown) throw malformed(`the condition operator ${unknown} is not supported by the local runtime`);
  }
  documents.set(text, statements);
  return statements;
}

function parse(text: string): readonly Statement[] {
  let document: { Statement?: Statement | Statement[] };
  try {
    document = JSON.parse(text);
  } catch {
    throw malformed('This policy contains invalid Json');
  }
  if (!document.Statement) throw malformed('Syntax errors in policy.');
  return Array.isArray(document.Statement) ? document.Statement : [document.Statement];
}

function malformed(message: string): AwsError {
  return new AwsError('MalformedPolicyDocument', message);
}

/** Whether action, resource and conditions of `statement` fit. */
export function fits(statement: Statement, request: AccessRequest): boolean {
  return (
    fitsAction(statement, request.action) &&
    fitsResource(statement, request.resource) &&
    conditionsHold(statement.Condition, request.values)
  );
}

/** Action names are compared without regard to case. */
function fitsAction({ Action, NotAction }: Statement, action: string): boolean {
  const lower = action.toLowerCase();
  const named = listOf(Action ?? NotAction ?? []).some((pattern) =>
    matchesPattern(lower, pattern.toLowerCase()),
  );
  return Action === undefined ? !named : named;
}

function fitsResource({ Resource, NotResource }: Statement, resource: string): boolean {
  if (Resource === undefined && NotResource === undefined) return true;
  const named = listOf(Resource ?? NotResource ?? []).some((pattern) => resourceMatches(resource, pattern));
  return Resource === undefined ? !named : named;
}

function resourceMatches(resource: string, pattern: string): boolean {
  if (resource.endsWith('…*')) return pattern === '*' || pattern.startsWith(resource.slice(0, -2));
  return matchesPattern(resource, pattern);
}

/** Whether a resource policy's statement is about `principal`. */
export function fitsPrincipal(statement: Statement, principal: Principal): boolean {
  if (statement.NotPrincipal !== undefined) return !names(statement.NotPrincipal, principal, 'Deny');
  return names(statement.Principal, principal, statement.Effect);
}

function names(named: unknown, principal: Principal, effect: Statement['Effect']): boolean {
  if (named === '*') return true;
  const { AWS, Service } = (named ?? {}) as { AWS?: unknown; Service?: unknown };
  if (principal.service) return Service !== undefined && listOf(Service).includes(principal.service);
  return AWS !== undefined && listOf(AWS).some((one) => namesAccount(one, principal, effect));
}

/** Naming the whole account delegates to its identity policies: enough for a Deny, nothing by itself for an Allow. */
function namesAccount(one: string, { roleArn, sessionArn, accountId }: Principal, effect: string): boolean {
  if (one === '*' || one === roleArn || one === sessionArn) return true;
  return effect === 'Deny' && (one === accountId || one === `arn:aws:iam::${accountId}:root`);
}
