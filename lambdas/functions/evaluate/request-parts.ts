// The parts of a request: what of it is stored beside the log, and what it names that is stored there already. Judges nothing.
import { ConversationHistory, DIMENSION_NAMES, type PartName } from '../../contracts/context.js';
import type { Problem } from '../../contracts/problems.js';
import type { Action, HandoffRequest } from '../../contracts/request.js';
import { partDigest } from '../../core/digest.js';
import type { Case, Judgement } from '../../core/judge.js';
import type { Part, StoredPart } from '../../core/ports.js';

export const makePart = (part: PartName, body: Part['body'], salt: string): Part => ({
  part,
  body,
  salt,
  digest: partDigest(salt, part, body),
});

/** What a request asks to be stored beside the log, and what its verdict quotes. */
export function partsOf(
  request: HandoffRequest,
  { evidence }: Judgement,
  randomSalt: () => string,
): { action: Part; others: Part[] } {
  const { type, resource, parameters } = request.action;
  const action: Action = { type, ...(resource !== undefined && { resource }), parameters };
  const assessment = {
    ...request.assessment,
    ...(request.humanRequested && { humanRequested: request.humanRequested }),
    ...(request.agent.owner && { owner: request.agent.owner }),
  };
  const bodies: [PartName, unknown][] = [
    ['assessment', Object.keys(assessment).length > 0 ? assessment : undefined],
    ['evidence', evidence],
    ['preconditions', request.preconditions],
    ...DIMENSION_NAMES.map((name): [PartName, unknown] => [name, request.context[name]]),
  ];
  return {
    action: makePart('action', action as Part['body'], randomSalt()),
    others: bodies.flatMap(([part, body]) =>
      body === undefined ? [] : [makePart(part, body as Part['body'], randomSalt())],
    ),
  };
}

/** Dimensions that the request names by digest must be there, and be what the digest says. */
export function refProblems(request: HandoffRequest, stored: readonly StoredPart[]): Problem[] {
  const missing = DIMENSION_NAMES.filter(
    (part) => request.contextRefs[part] && !stored.some((one) => one.part === part && !one.damaged),
  ).map((part) => ({
    path: `contextRefs.${part}`,
    rule: 'names a part that is not stored under this handoff',
  }));
  const conversation = stored.find(({ part, damaged }) => part === 'conversationHistory' && !damaged);
  // Triggers read it: words that cannot be read could hide a customer who asks for a human.
  if (!conversation || ConversationHistory.safeParse(conversation.body).success) return missing;
  return [
    ...missing,
    { path: 'contextRefs.conversationHistory', rule: 'names a part that is no conversation' },
  ];
}

export const referredTo = ({ contextRefs }: HandoffRequest) =>
  DIMENSION_NAMES.flatMap((part) => {
    const digest = contextRefs[part];
    return digest ? [{ part, digest }] : [];
  });

export function turnsOf(request: HandoffRequest, stored: readonly StoredPart[]): Case['turns'] {
  const body =
    request.context.conversationHistory ?? stored.find(({ part }) => part === 'conversationHistory')?.body;
  return body === undefined ? [] : ConversationHistory.parse(body).turns;
}
