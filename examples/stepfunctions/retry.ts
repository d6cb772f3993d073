// A task that fails twice, retried with backoff, in virtual time. Shown in docs/stepfunctions.md, and run by its test.
import { startStateMachine, TaskError, virtualTime } from 'agent-handoff/local/stepfunctions';

const CHARGE = 'arn:aws:lambda:us-east-1:000000000000:function:charge';

export async function chargeWithRetries() {
  const time = virtualTime(Date.UTC(2026, 0, 1));
  const attempts: string[] = [];
  const run = startStateMachine({
    definition: {
      QueryLanguage: 'JSONata',
      StartAt: 'Charge',
      States: {
        Charge: {
          Type: 'Task',
          Resource: CHARGE,
          Arguments: { cents: '{% $states.input.cents %}' },
          Retry: [{ ErrorEquals: ['Busy'], IntervalSeconds: 60, BackoffRate: 2, MaxAttempts: 3 }],
          Catch: [{ ErrorEquals: ['States.ALL'], Next: 'Apologize' }],
          End: true,
        },
        Apologize: { Type: 'Fail', Error: 'NotCharged' },
      },
    },
    input: { cents: 4200 },
    tasks: {
      [CHARGE]: (parameters) => {
        attempts.push(new Date(time.now()).toISOString().slice(11, 16));
        if (attempts.length < 3) throw new TaskError('Busy', 'try again');
        return { charged: parameters };
      },
    },
    clock: time,
  });
  await time.advance('10 minutes');
  return { attempts, ...(await run.result) };
}
