// A machine that only transforms data: no clock, no handlers. Shown in docs/stepfunctions.md, and run by its test.
import { runStateMachine } from 'agent-handoff/local/stepfunctions';

export function orderTotal() {
  return runStateMachine({
    definition: {
      QueryLanguage: 'JSONata',
      StartAt: 'Total',
      States: {
        Total: {
          Type: 'Pass',
          Assign: { total: '{% $sum($states.input.lines.(price * quantity)) %}' },
          Next: 'Large?',
        },
        'Large?': {
          Type: 'Choice',
          Choices: [{ Condition: '{% $total > 100 %}', Next: 'Review' }],
          Default: 'Ship',
        },
        Review: { Type: 'Pass', Output: { review: '{% $total %}' }, End: true },
        Ship: { Type: 'Pass', Output: { ship: '{% $total %}' }, End: true },
      },
    },
    input: {
      lines: [
        { price: 40, quantity: 2 },
        { price: 25, quantity: 1 },
      ],
    },
  });
}
