// Whether two stops are of the same: for the fold, and for the commands that stop and lift.
import type { StopScope } from '../contracts/event.js';

const nameOf = (scope: StopScope) => {
  switch (scope.kind) {
    case 'tenant':
      return '';
    case 'agent':
      return scope.agentId;
    case 'handoff':
      return scope.handoffId;
  }
};

export const isSameScope = (one: StopScope, other: StopScope) =>
  one.kind === other.kind && nameOf(one) === nameOf(other);
