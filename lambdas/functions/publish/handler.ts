// Wiring of Publish, consumer of the log's stream.
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { clientConfiguration } from '../../adapters/client-configuration.js';
import { dynamodbClient } from '../../adapters/dynamodb.js';
import { DynamodbEventLog } from '../../adapters/dynamodb-event-log.js';
import { countMetric } from '../../adapters/embedded-metrics.js';
import { EventbridgeBus } from '../../adapters/eventbridge-bus.js';
import { parseEnvironment } from '../../contracts/environment.js';
import { eachRecord, positionOf, StreamEvent } from '../stream-record.js';
import { publishFact } from './publish-fact.js';

const environment = parseEnvironment('publish', process.env);
const log = new DynamodbEventLog(dynamodbClient(), environment.LOG_TABLE);
const bus = new EventbridgeBus(new EventBridgeClient(clientConfiguration), environment.EVENT_BUS);

export async function handler(event: unknown) {
  const { Records } = StreamEvent.parse(event);
  return eachRecord(Records, (record) =>
    publishFact(
      { kind: record.eventName, ...positionOf(record) },
      {
        log,
        bus,
        reportTampering: ({ tenant, handoffId }, sequence) =>
          countMetric('LogTampered', Date.now(), { tenant, handoffId, sequence, change: record.eventName }),
        reportDistrust: ({ tenant, handoffId }, { fact, reason }) =>
          countMetric('LogDistrusted', Date.now(), { tenant, handoffId, sequence: fact, reason }),
      },
    ),
  );
}
