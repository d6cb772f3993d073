// Numbers as EventBridge compares them: within ±5 × 10⁹, to six decimal places. Pure; used by patterns and events.
// @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html (read 2026-11)

const MAX_MILLIONTHS = 5_000_000_000_000_000n;
const MAX_DECIMALS = 6;

/** Millionths of the number that `digits` write, or why it cannot be compared. */
export function millionthsOf(digits: string): number | { readonly refused: string } {
  const [, sign, whole, fraction = '', exponent = '0'] =
    /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/.exec(digits) ?? [];
  if (whole === undefined) return { refused: `Invalid number: ${digits}` };
  const all = `${whole}${fraction}`.replace(/^0+(?=\d)/, '');
  const significant = all.replace(/0+$/, '');
  if (significant === '') return 0;
  const decimals = fraction.length - Number(exponent) - (all.length - significant.length);
  if (decimals > MAX_DECIMALS) return { refused: `Only values upto 6 decimals are supported${digits}` };
  if (significant.length - decimals > 13) return { refused: 'Overflow' };
  const millionths = BigInt(significant) * 10n ** BigInt(MAX_DECIMALS - decimals);
  if (millionths > MAX_MILLIONTHS) return { refused: 'Value must be between -5.0E9 and 5.0E9, inclusive' };
  return Number(sign ? -millionths : millionths);
}
