// What a bench prints: one value beside the bar that it is held to.
import { type Spread, spreadOf } from './statistics.js';

/** One line of the bench: a value held to a bar, with its spread. */
export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  readonly bar: number;
  readonly lowerIsBetter: boolean;
  readonly spread: Spread;
  /** Items that add up to the value, where it is a sum. */
  readonly lines?: Record<string, number>;
}

export const atMost = (name: string, bar: number, samples: number[], unit = 'ms'): Figure => {
  const spread = spreadOf(samples);
  return { name, value: spread.p50, unit, bar, lowerIsBetter: true, spread };
};
