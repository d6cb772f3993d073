// Exact decimals. Money is compared digit by digit, never as a binary fraction. Called by the regulatory trigger.
import type { Json } from '../contracts/json.js';

const DECIMAL = /^(-?)(\d{1,18})(?:\.(\d{1,12}))?$/;
const SCALE = 12;

/** A decimal as an integer of 10⁻¹²; nothing when the text is no plain decimal. */
function scaled(text: string): bigint | undefined {
  const [, sign, whole, fraction = ''] = DECIMAL.exec(text) ?? [];
  if (whole === undefined) return undefined;
  const digits = BigInt(whole + fraction.padEnd(SCALE, '0'));
  return sign ? -digits : digits;
}

/**
 * A JSON value as decimal text: a string that is one, or a number as it is written. Nothing for anything else, and for
 * numbers that JSON writes with an exponent.
 */
export function decimalText(value: Json | undefined): string | undefined {
  const text = typeof value === 'number' ? String(value) : value;
  return typeof text === 'string' && DECIMAL.test(text) ? text : undefined;
}

/** Whether `amount` is `limit` or more; nothing when either is no decimal. */
export function isAtLeast(amount: string, limit: string): boolean | undefined {
  const [left, right] = [scaled(amount), scaled(limit)];
  return left === undefined || right === undefined ? undefined : left >= right;
}
