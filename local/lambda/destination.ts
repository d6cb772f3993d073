// Sends a record where an asynchronous invocation or an event source mapping ends: queue, topic, bus or function, with
// the role of the function, so that a missing grant shows here as it does on AWS.
import { AwsError, type Call } from '../service.js';
import type { DeployedFunction } from './functions.js';

/** Delivers `record` to the ARN. A destination that refuses is reported in the function's log, as AWS drops it too. */
export async function deliverTo(
  call: Call,
  arn: string,
  record: string,
  from: DeployedFunction,
): Promise<void> {
  const caller = { principalArn: from.record.config.roleArn };
  try {
    await send(call, arn, record, caller);
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    from.log.push(`Destination ${arn} refused: ${error.code}: ${error.message}\n`);
  }
}

async function send(
  call: Call,
  arn: string,
  record: string,
  caller: { principalArn: string },
): Promise<void> {
  const [, , service, region, account, name = ''] = arn.split(':');
  if (service === 'sqs') {
    const QueueUrl = `https://sqs.${region}.amazonaws.com/${account}/${name}`;
    await call('sqs', 'SendMessage', { QueueUrl, MessageBody: record }, caller);
  } else if (service === 'sns') await call('sns', 'Publish', { TopicArn: arn, Message: record }, caller);
  else if (service === 'lambda') {
    await call('lambda', 'Invoke', { FunctionName: arn, InvocationType: 'Event', Payload: record }, caller);
  } else if (service === 'events') {
    const Entries = [
      {
        EventBusName: arn,
        Source: 'lambda',
        DetailType: 'Lambda Function Invocation Result',
        Detail: record,
      },
    ];
    await call('events', 'PutEvents', { Entries }, caller);
  } else throw new AwsError('InvalidParameterValueException', `${arn} cannot be a destination`);
}
