// Commitment to a whole request: tells whether a second request under one id has the same content.
import type { HandoffRequest } from '../contracts/request.js';
import { canonicalJson, sha256 } from './digest.js';

/** Salted as the request's action is: erasing that part makes this digest say nothing. */
export const requestDigest = (salt: string, request: HandoffRequest) =>
  sha256(canonicalJson([salt, 'request', request]));
