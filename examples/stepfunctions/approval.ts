// A wait for a person, thirty days long, in milliseconds. Shown in docs/stepfunctions.md, and run by its test.
import { startStateMachine, virtualTime } from 'agent-handoff/local/stepfunctions';

const ASK = 'arn:aws:states:::lambda:invoke.waitForTaskToken';

export async function approval(answerAfter: string) {
  const time = virtualTime(Date.UTC(2026, 0, 1));
  let token = '';
  const run = startStateMachine({
    definition: {
      QueryLanguage: 'JSONata',
      StartAt: 'Ask',
      States: {
        Ask: {
          Type: 'Task',
          Resource: ASK,
          Arguments: {
            FunctionName: 'ask',
            Payload: { token: '{% $states.context.Task.Token %}', what: '{% $states.input.what %}' },
          },
          TimeoutSeconds: '{% $states.input.days * 86400 %}',
          Output: '{% $states.result.decision %}',
          Catch: [{ ErrorEquals: ['States.Timeout'], Output: 'expired', Next: 'Over' }],
          Next: 'Over',
        },
        Over: { Type: 'Succeed' },
      },
    },
    input: { what: 'a refund', days: 30 },
    tasks: {
      [ASK]: (_, call) => {
        token = call.token ?? '';
      },
    },
    clock: time,
  });
  await time.advance(answerAfter);
  const isInTime = run.sendTaskSuccess(token, { decision: 'approved' });
  await time.advance('1 day');
  return { isInTime, ...(await run.result) };
}
