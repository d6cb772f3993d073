// Step Functions: the service for the runtime, and the interpreter alone, in process and without a network.
export { billedTransitions, type HistoryEvent } from './execution/history.js';
export type { TaskAnswer, TaskCall } from './execution/world.js';
export { stepFunctionsFidelity } from './fidelity.js';
export {
  type RunOptions,
  type RunResult,
  runStateMachine,
  type StateMachineRun,
  startStateMachine,
  TaskError,
  type TaskHandler,
  type VirtualTime,
  virtualTime,
} from './in-process.js';
export { createStepFunctions, type StepFunctions } from './wire/service.js';
