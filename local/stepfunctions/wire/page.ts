// Pages of a list: a token holds the position behind the page. Used by the list actions.
import { AwsError } from '../../service.js';

/** Most items of a page (Step Functions, read 2026-11). */
const MAX_ITEMS = 1_000;

export function page<T>(
  all: readonly T[],
  maxResults: number,
  token: string | undefined,
): { items: readonly T[]; nextToken?: string } {
  const from = token === undefined ? 0 : Number(Buffer.from(token, 'base64').toString());
  if (!Number.isInteger(from)) throw new AwsError('InvalidToken', `Invalid Token: '${token}'`);
  const to = from + Math.min(maxResults || MAX_ITEMS, MAX_ITEMS);
  const items = all.slice(from, to);
  return to < all.length ? { items, nextToken: Buffer.from(String(to)).toString('base64') } : { items };
}
