// Whether Slack itself sent a request, a moment ago. Pure: called by answer-slack.ts before anything of the request is read.
// @see https://docs.slack.dev/authentication/verifying-requests-from-slack (read 2026-11)
import { createHmac } from 'node:crypto';
import type { WebRequest } from '../../adapters/http.js';
import { isSameHash } from '../../adapters/link-secrets.js';

/** Seconds by which a request may be old, or early by a clock that is off. */
const WINDOW_SECONDS = 300;

/** Version 0: HMAC-SHA-256 over version, timestamp and the raw body, keyed by the app's signing secret. */
export function isSignedBySlack(
  { headers, body }: WebRequest,
  signingSecret: string,
  nowEpochMs: number,
): boolean {
  const timestamp = headers['x-slack-request-timestamp'] ?? '';
  const signature = headers['x-slack-signature'] ?? '';
  if (!/^\d{1,10}$/.test(timestamp)) return false;
  if (Math.abs(nowEpochMs / 1_000 - Number(timestamp)) > WINDOW_SECONDS) return false;
  const expected = createHmac('sha256', signingSecret).update(`v0:${timestamp}:`).update(body).digest('hex');
  return isSameHash(signature, `v0=${expected}`);
}
