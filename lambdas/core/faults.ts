// Operational failures that the state machines match by name in Retry and Catch. Names are literal: minifiers may rename
// classes, never strings. Messages hold no token and no personal data.

/** Names of every fault; a test holds the ASL files to this list. */
export const FAULT_NAMES = [
  'LogUnavailable',
  'LogContended',
  'KeyUnavailable',
  'NotClaimed',
  'HandoffUnknown',
  'PartMissing',
  'DigestMismatch',
  'CheckpointUnreadable',
  'CheckpointContended',
] as const;
export type FaultName = (typeof FAULT_NAMES)[number];

/** An operational failure with a literal name. */
export class Fault extends Error {
  constructor(name: FaultName, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = name;
  }
}
