// Publishes public facts on the bus.
import { type EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { detailType, EVENT_SOURCE, type PublicFact } from '../contracts/bus.js';
import type { FactType } from '../contracts/event.js';
import type { Bus } from '../core/ports.js';

export class EventbridgeBus implements Bus {
  readonly #client: EventBridgeClient;
  readonly #name: string;

  constructor(client: EventBridgeClient, name: string) {
    this.#client = client;
    this.#name = name;
  }

  /** Throws when the bus did not take the fact: the stream then delivers it again. */
  async publish(fact: PublicFact): Promise<void> {
    const { FailedEntryCount = 0 } = await this.#client.send(
      new PutEventsCommand({
        Entries: [
          {
            EventBusName: this.#name,
            Source: EVENT_SOURCE,
            DetailType: detailType(fact.type as FactType),
            Detail: JSON.stringify(fact),
          },
        ],
      }),
    );
    if (FailedEntryCount > 0) throw new Error('the event bus refused a fact');
  }
}
