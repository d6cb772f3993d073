// Starts what feeds a function from an SQS queue. Used by event-sources.ts.
import { AwsError } from '../service.js';
import type { Starting } from './event-sources.js';
import { reportsItemFailures } from './mapping.js';
import { QueueConsumer } from './queue-consumer.js';

const invalid = (message: string) =>
  new AwsError('InvalidParameterValueException', message, 400, { Type: 'User' });

/** The role must be able to use the queue when the mapping is made, and a message be hidden for as long as the function runs. */
export async function checkQueue(starting: Starting): Promise<void> {
  const { Attributes } = await permitted(starting, 'GetQueueAttributes', { AttributeNames: ['All'] });
  await permitted(starting, 'ReceiveMessage', { MaxNumberOfMessages: 0 });
  await permitted(starting, 'DeleteMessageBatch', { Entries: [] });
  const hiddenSeconds = Number(Attributes.VisibilityTimeout);
  const { timeoutSeconds } = starting.found.record.config;
  if (hiddenSeconds < timeoutSeconds)
    throw invalid(
      `Queue visibility timeout: ${hiddenSeconds} seconds is less than Function timeout: ${timeoutSeconds} seconds`,
    );
}

async function permitted({ mapping, callAsFunction }: Starting, action: string, input: object) {
  try {
    return await callAsFunction('sqs', action, { QueueUrl: mapping.EventSourceArn, ...input });
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    if (error.code !== 'AccessDeniedException') throw invalid(error.message);
    const name = action.replace(/Batch$/, '');
    throw invalid(
      `The provided execution role does not have permissions to call ${name} on SQS (${error.message})`,
    );
  }
}

/** Answers how to stop it. */
export async function startQueue(starting: Starting): Promise<() => void> {
  const { mapping, found, sources, clock, activity, callAsFunction, onProblem } = starting;
  const consumer = new QueueConsumer({
    clock,
    activity,
    queueArn: mapping.EventSourceArn,
    batchSize: mapping.BatchSize ?? 10,
    mostAtOnce: mapping.ScalingConfig?.MaximumConcurrency ?? Number.POSITIVE_INFINITY,
    windowMs: (mapping.MaximumBatchingWindowInSeconds ?? 0) * 1000,
    reportsItemFailures: reportsItemFailures(mapping),
    sqs: (action, input) => callAsFunction('sqs', action, input),
    invoke: (event) => starting.run(found, event),
    onProblem,
  });
  const stopListening = sources.onMessages(mapping.EventSourceArn, () => consumer.wake());
  consumer.wake();
  return () => {
    stopListening();
    consumer.stop();
  };
}
