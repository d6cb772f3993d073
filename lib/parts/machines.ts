// The three state machines, from their files; what a placeholder stands for is said here and nowhere else.
import { DefinitionBody, StateMachine, StateMachineType } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';
import { grantExactInvoke } from '../performer.js';
import type { Functions } from './functions.js';
import { packageFile } from './handler-function.js';

export class Machines extends Construct {
  readonly handoff: StateMachine;
  readonly reversal: StateMachine;
  /** The front door for actions that mostly need nobody: Express, answers at once. */
  readonly gate: StateMachine;

  constructor(scope: Construct, id: string, { byName }: Functions) {
    super(scope, id);
    const tasks = {
      EvaluateFunction: byName.evaluate,
      AwaitDecisionFunction: byName['await-decision'],
      SettleOutcomeFunction: byName['settle-outcome'],
      PerformFunction: byName.perform,
    };
    // No timeout of the machine: it would end the execution where nothing could be caught (rule R4).
    this.handoff = new StateMachine(this, 'Handoff', {
      definitionBody: DefinitionBody.fromFile(packageFile('statemachines', 'handoff.asl.json')),
      definitionSubstitutions: Object.fromEntries(
        Object.entries(tasks).map(([name, fn]) => [name, fn.functionArn]),
      ),
      stateMachineType: StateMachineType.STANDARD,
    });
    // It demands receipts: whoever records decisions is updated first.
    this.handoff.node.addDependency(byName.review, byName.application);
    grantExactInvoke(this.handoff, ...Object.values(tasks));
    this.reversal = new StateMachine(this, 'Reversal', {
      definitionBody: DefinitionBody.fromFile(packageFile('statemachines', 'reversal.asl.json')),
      definitionSubstitutions: { ReverseFunction: byName.reverse.functionArn },
      stateMachineType: StateMachineType.STANDARD,
    });
    grantExactInvoke(this.reversal, byName.reverse);
    // Without a log group: what an Express execution was given and answered is kept nowhere but on our own log.
    this.gate = new StateMachine(this, 'Gate', {
      definitionBody: DefinitionBody.fromFile(packageFile('statemachines', 'gate.asl.json')),
      definitionSubstitutions: {
        EvaluateFunction: byName.evaluate.functionArn,
        PerformFunction: byName.perform.functionArn,
        HandoffMachine: this.handoff.stateMachineArn,
      },
      stateMachineType: StateMachineType.EXPRESS,
    });
    grantExactInvoke(this.gate, byName.evaluate, byName.perform);
    this.handoff.grantStartExecution(this.gate);
  }
}
