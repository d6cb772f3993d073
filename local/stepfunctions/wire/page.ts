// Pages of a list: a token holds the position behind the page. Used by the list actions.
import { AwsError } from '../../service.js';

/** Most items of a page, and how many it has unless the caller says (Step Functions, read 2026-11). */
const MAX_ITEMS = 1_000;
const ITEMS = 100;

export interface PageInput {
  /** 0 stands for the default. */
  readonly maxResults?: number;
  readonly nextToken?: string;
}

/** The page that `input` asks for. Throws ValidationException and InvalidToken. */
export function page<T>(
  all: readonly T[],
  { maxResults = ITEMS, nextToken }: PageInput,
): { items: readonly T[]; next: { nextToken?: string } } {
  if (maxResults < 0 || maxResults > MAX_ITEMS) throw outOfRange(maxResults);
  const from = nextToken === undefined ? 0 : Number(Buffer.from(nextToken, 'base64').toString() || 'none');
  if (!Number.isInteger(from) || from < 0)
    throw new AwsError('InvalidToken', "Invalid Token: 'Invalid token'");
  const to = from + (maxResults || ITEMS);
  const next = to < all.length ? { nextToken: Buffer.from(String(to)).toString('base64') } : {};
  return { items: all.slice(from, to), next };
}

const outOfRange = (maxResults: number) =>
  new AwsError(
    'ValidationException',
    `1 validation error detected: Value '${maxResults}' at 'maxResults' failed to satisfy constraint: Member must have value ${
      maxResults < 0 ? 'greater than or equal to 0' : `less than or equal to ${MAX_ITEMS}`
    }`,
  );
