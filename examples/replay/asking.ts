// How a recorded call becomes an execution: inline where it fits, by reference where it does not, and refused by the stack
// (on its log) where it is too large for either.

import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { SFNClient } from '@aws-sdk/client-sfn';
import { HandoffClient, InvalidRequestError } from 'agent-handoff/client';
import { type Agent, clientSettings, type Place } from '../agent/agent.js';
import type { Planned } from './requests.js';

/** Largest input of an execution, bytes (Step Functions quotas, read 2026-11). */
const MAX_INPUT_BYTES = 262_144;

const sizeBytes = (value: unknown) => Buffer.byteLength(JSON.stringify(value));

export type Ask = (planned: Planned) => Promise<void>;

export function asker(place: Place, agent: Agent): Ask {
  const { outputs } = place;
  const config = clientSettings(place);
  const client = new HandoffClient({
    stateMachineArn: outputs.StateMachineArn ?? '',
    agentFunctionName: outputs.AgentFunctionName ?? '',
    contextTableName: outputs.ContextTableName ?? '',
    sfn: new SFNClient(config),
    lambda: new LambdaClient(config),
    dynamodb: new DynamoDBClient(config),
  });
  return async ({ handoffId, actionType, request }) => {
    if (sizeBytes(request) <= MAX_INPUT_BYTES) return agent.propose(handoffId, request);
    try {
      await client.request(request as Parameters<HandoffClient['request']>[0], { handoffId });
    } catch (error) {
      if (!(error instanceof InvalidRequestError)) throw error;
      // It cannot be asked as it is. The stack is told of it all the same, refuses it, and has that on its log.
      const parameters = `${sizeBytes(request)} bytes: more than a request may hold`;
      await agent.propose(handoffId, { ...request, context: {}, action: { type: actionType, parameters } });
    }
  };
}
