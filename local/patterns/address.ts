// IP addresses and blocks of them as EventBridge compares them: as hexadecimal digits of one length. Pure.
import { isIP } from 'node:net';
import { InvalidPatternError } from './invalid-pattern.js';

/** Whether an address, in the digits of {@link hexOf}, lies in the range. */
export type AddressRange = (hex: string) => boolean;

const refuse = (reason: string): never => {
  throw new InvalidPatternError(reason);
};

const looksLikeAddress = (text: string) =>
  /^\d+\.\d+\.\d+\.\d+$/.test(text) || /^[0-9a-fA-F:]*:[0-9a-fA-F:]*$/.test(text);

function groupsOf(text: string): string[] {
  const [head = '', tail] = text.split('::');
  const split = (part: string) => (part === '' ? [] : part.split(':'));
  if (tail === undefined) return split(head);
  const missing = 8 - split(head).length - split(tail).length;
  return [...split(head), ...Array.from({ length: missing }, () => '0'), ...split(tail)];
}

/** The address as 8 (IPv4) or 32 (IPv6) hexadecimal digits; undefined for any other text. */
export function hexOf(text: string): string | undefined {
  if (!looksLikeAddress(text)) return undefined;
  const version = isIP(text);
  if (version === 4)
    return text
      .split('.')
      .map((part) => Number(part).toString(16).padStart(2, '0'))
      .join('');
  return version === 6
    ? groupsOf(text)
        .map((group) => group.toLowerCase().padStart(4, '0'))
        .join('')
    : undefined;
}

export const sameAddress =
  (hex: string): AddressRange =>
  (one) =>
    one === hex;

function maskBits(text: string): number {
  if (!/^[+-]?\d+$/.test(text)) return refuse('Malformed CIDR, mask bits must be an integer');
  const bits = Number(text);
  return bits < 0 ? refuse('Malformed CIDR, mask bits must not be negative') : bits;
}

/** From the address before the slash (not from the start of its block) to the block's last address, as AWS does. */
export function cidr(text: string): AddressRange {
  const [address = '', mask, ...more] = text.replace(/\/+$/, '').split('/');
  if (mask === undefined || more.length > 0) return refuse("Malformed CIDR, one '/' required");
  const bits = maskBits(mask);
  const bottom = hexOf(address);
  if (bottom === undefined)
    return refuse(`${looksLikeAddress(address) ? 'Invalid' : 'Nonstandard'} IP address: ${address}`);
  const width = bottom.length * 4;
  if (bits >= width) return refuse(`IPv${width === 32 ? 4 : 6} mask bits must be < ${width}`);
  const last = BigInt(`0x${bottom}`) | ((1n << BigInt(width - bits)) - 1n);
  const top = last.toString(16).padStart(bottom.length, '0');
  return (one) => one.length === bottom.length && one >= bottom && one <= top;
}
