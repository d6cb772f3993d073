// One unit around every limit of what crosses our edges: the last value that passes, the first that is refused.
import { describe, expect, test } from 'vitest';
import type * as z from 'zod/mini';
import { AgentCall } from '../../lambdas/contracts/agent-api.js';
import {
  AgentReasoning,
  ConversationHistory,
  EnvironmentalData,
  ProcessState,
} from '../../lambdas/contracts/context.js';
import { FACTS } from '../../lambdas/contracts/event.js';
import {
  ActionType,
  Digest,
  HandoffId,
  Instant,
  Name,
  ReviewerId,
  Tenant,
} from '../../lambdas/contracts/ids.js';
import { JsonObject, JsonValue } from '../../lambdas/contracts/json.js';
import { OperatorCall } from '../../lambdas/contracts/operator-api.js';
import { Action, Assessment, HandoffRequest } from '../../lambdas/contracts/request.js';
import { HardRule, RegisteredAction, Reviewer, Tier } from '../../lambdas/contracts/settings.js';

const x = (length: number) => 'x'.repeat(length);
const many = <T>(length: number, item: T) => Array.from({ length }, () => item);
const nested = (depth: number): unknown => (depth === 0 ? {} : { a: nested(depth - 1) });
const accepts = (schema: z.core.$ZodType, value: unknown) =>
  (schema as z.ZodMiniType).safeParse(value).success;

const agent = { id: 'a', version: '1' };
const action = { type: 'a', parameters: {} };
const asked = (changes: object) => ({ schemaVersion: 1, agent, action, ...changes });
const registered = {
  effect: 'reversible',
  parameters: {},
  performer: { kind: 'agent' },
  confidenceThreshold: 0,
  idempotent: false,
};
const resend = { operation: 'resend', handoffId: 'h' };

/** [what, schema, the last that passes, the first that does not]. */
const LIMITS: [string, z.core.$ZodType, unknown, unknown][] = [
  ['tenant length', Tenant, x(32), x(33)],
  ['tenant emptiness', Tenant, 'a', ''],
  ['tenant case', Tenant, 'abc', 'Abc'],
  ['tenant first character', Tenant, 'a-', '-a'],
  ['handoff id length', HandoffId, x(80), x(81)],
  ['handoff id emptiness', HandoffId, 'a', ''],
  ['handoff id control characters', HandoffId, '\u00a1', '\u009f'],
  ['handoff id lone surrogate', HandoffId, '\ud83d\ude00', '\ud83d'],
  ['action type length', ActionType, x(64), x(65)],
  ['reviewer id length', ReviewerId, x(64), x(65)],
  ['name length', Name, x(128), x(129)],
  ['name line feed', Name, 'a b'.replace(' ', '_'), 'a\nb'],
  ['digest length', Digest, '0'.repeat(64), '0'.repeat(63)],
  ['digest case', Digest, 'a'.repeat(64), 'A'.repeat(64)],
  ['instant fraction', Instant, '2026-01-01T00:00:00.123Z', '2026-01-01T00:00:00.1234Z'],
  ['instant zone', Instant, '2026-01-01T00:00:00Z', '2026-01-01T00:00:00+01:00'],
  ['JSON depth', JsonObject, nested(31), nested(32)],
  ['JSON values', JsonValue, many(20_000, 0), many(20_001, 0)],
  ['JSON string', JsonValue, x(100_000), x(100_001)],
  ['JSON key', JsonObject, { [x(100_000)]: 0 }, { [x(100_001)]: 0 }],
  ['JSON number', JsonValue, 1e308, Number.POSITIVE_INFINITY],
  ['JSON emptiness', JsonValue, null, undefined],
  ['JSON object kind', JsonObject, {}, []],
  ['action resource', Action, { ...action, resource: x(512) }, { ...action, resource: x(513) }],
  ['confidence above', Assessment, { confidence: 1 }, { confidence: 1.000_001 }],
  ['confidence below', Assessment, { confidence: 0 }, { confidence: -0.000_001 }],
  ['confidence number', Assessment, { confidence: 0.5 }, { confidence: Number.NaN }],
  ['rationale', Assessment, { rationale: x(20_000) }, { rationale: x(20_001) }],
  [
    'alternatives',
    Assessment,
    { alternatives: many(10, { summary: 's' }) },
    { alternatives: many(11, { summary: 's' }) },
  ],
  [
    'alternative summary',
    Assessment,
    { alternatives: [{ summary: x(2_000) }] },
    { alternatives: [{ summary: x(2_001) }] },
  ],
  [
    'reason to ask a human',
    HandoffRequest,
    asked({ humanRequested: { by: 'agent', reason: x(2_000) } }),
    asked({ humanRequested: { by: 'agent', reason: x(2_001) } }),
  ],
  ['locale', HandoffRequest, asked({ locale: 'pt-BR' }), asked({ locale: 'pt_BR' })],
  ['schema version', HandoffRequest, asked({}), asked({ schemaVersion: 2 })],
  [
    'turns',
    ConversationHistory,
    { turns: many(2_000, { speaker: 'agent', text: '' }) },
    { turns: many(2_001, { speaker: 'agent', text: '' }) },
  ],
  [
    'turn text',
    ConversationHistory,
    { turns: [{ speaker: 'agent', text: x(100_000) }] },
    { turns: [{ speaker: 'agent', text: x(100_001) }] },
  ],
  [
    'turn text form',
    ConversationHistory,
    { turns: [{ speaker: 'agent', text: '\u0000' }] },
    { turns: [{ speaker: 'agent', text: '\udc00' }] },
  ],
  ['reasoning summary', AgentReasoning, { summary: x(20_000) }, { summary: x(20_001) }],
  [
    'reasoning steps',
    AgentReasoning,
    { summary: 's', steps: many(200, 's') },
    { summary: 's', steps: many(201, 's') },
  ],
  [
    'reasoning step',
    AgentReasoning,
    { summary: 's', steps: [x(4_000)] },
    { summary: 's', steps: [x(4_001)] },
  ],
  ['model', AgentReasoning, { summary: 's', model: x(128) }, { summary: 's', model: x(129) }],
  [
    'completed calls',
    ProcessState,
    { completed: many(1_000, { action: 'a' }) },
    { completed: many(1_001, { action: 'a' }) },
  ],
  [
    'pending',
    ProcessState,
    { completed: [], pending: many(200, 'p') },
    { completed: [], pending: many(201, 'p') },
  ],
  ['pending text', ProcessState, { completed: [], pending: [x(512)] }, { completed: [], pending: [x(513)] }],
  [
    'observations',
    EnvironmentalData,
    { observations: many(1_000, { source: 's', data: 1 }) },
    { observations: many(1_001, { source: 's', data: 1 }) },
  ],
  ['fact tier above', FACTS.expired, { tier: 5, reason: 'deadline' }, { tier: 6, reason: 'deadline' }],
  ['fact tier below', FACTS.expired, { tier: 1, reason: 'deadline' }, { tier: 0, reason: 'deadline' }],
  ['fact reason', FACTS.cancelled, { by: 'agent', reason: x(256) }, { by: 'agent', reason: x(257) }],
  ['fact execution status', FACTS.closed, { executionStatus: x(32) }, { executionStatus: x(33) }],
  ['link generation', FACTS.resent, { reviewerId: 'a', generation: 1 }, { reviewerId: 'a', generation: 0 }],
  [
    'cancel reason',
    AgentCall,
    { operation: 'cancel', handoffId: 'h', reason: x(256) },
    { operation: 'cancel', handoffId: 'h', reason: x(257) },
  ],
  ['list limit above', OperatorCall, { operation: 'list', limit: 100 }, { operation: 'list', limit: 101 }],
  ['list limit below', OperatorCall, { operation: 'list', limit: 1 }, { operation: 'list', limit: 0 }],
  [
    'list cursor',
    OperatorCall,
    { operation: 'list', cursor: x(4_096) },
    { operation: 'list', cursor: x(4_097) },
  ],
  ['resend reviewer', OperatorCall, { ...resend, reviewerId: 'ana' }, { ...resend, reviewerId: 'a na' }],
  [
    'tier timeout above',
    Tier,
    { reviewers: ['a'], timeoutSeconds: 25_920_000 },
    { reviewers: ['a'], timeoutSeconds: 25_920_001 },
  ],
  [
    'tier timeout below',
    Tier,
    { reviewers: ['a'], timeoutSeconds: 1 },
    { reviewers: ['a'], timeoutSeconds: 0 },
  ],
  [
    'tier reviewers above',
    Tier,
    { reviewers: many(20, 'a'), timeoutSeconds: 60 },
    { reviewers: many(21, 'a'), timeoutSeconds: 60 },
  ],
  [
    'tier reviewers below',
    Tier,
    { reviewers: ['a'], timeoutSeconds: 60 },
    { reviewers: [], timeoutSeconds: 60 },
  ],
  [
    'threshold',
    RegisteredAction,
    { ...registered, confidenceThreshold: 1 },
    { ...registered, confidenceThreshold: 1.1 },
  ],
  [
    'performer target',
    RegisteredAction,
    { ...registered, performer: { kind: 'lambda', target: 0 } },
    { ...registered, performer: { kind: 'lambda', target: -1 } },
  ],
  [
    'reviewer address',
    Reviewer,
    { name: 'A', email: 'a@b', person: 'a' },
    { name: 'A', email: 'a@b\nBcc: c@d', person: 'a' },
  ],
  [
    'hard rule comparison',
    HardRule,
    { id: 'r', parameter: { name: 'p', atLeast: 1 } },
    { id: 'r', parameter: { name: 'p' } },
  ],
];

describe('limits', () => {
  test.each(LIMITS)('%s: the last value passes, the next is refused', (_, schema, last, next) => {
    expect(accepts(schema, last)).toBe(true);
    expect(accepts(schema, next)).toBe(false);
  });

  test.each(Object.entries(FACTS))('a fact "%s" refuses fields that it does not know', (_, schema) => {
    const answer = (schema as z.ZodMiniType).safeParse({ surprise: 1 });
    expect(answer.error?.issues.map(({ code }) => code)).toContain('unrecognized_keys');
  });

  test('the longest tenant and handoff id make an idempotency key that a fact can hold', () => {
    const key = `${x(32)}/${x(80)}/${'a'.repeat(64)}`;
    expect(
      accepts(FACTS.performing, { actionDigest: 'a'.repeat(64), idempotencyKey: key, idempotent: false }),
    ).toBe(true);
    expect(accepts(FACTS.reversing, { idempotencyKey: `${key}/reverse` })).toBe(true);
  });
});
