// The vocabulary of the gateway: a request as bytes, an API call found in it, a response as bytes.
import type { AwsError } from '../service.js';

export interface WireRequest {
  readonly method: string;
  /** Path and query as sent. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Buffer;
  readonly sourceIp: string;
}

export interface WireResponse {
  readonly status: number;
  readonly headers: Record<string, string | string[]>;
  readonly body: string | Uint8Array;
}

/** An API call found in a request, and how its protocol writes answers. */
export interface WireCall {
  readonly service: string;
  readonly action: string;
  readonly input: unknown;
  answer(output: unknown): WireResponse;
  refuse(error: AwsError): WireResponse;
}

/** The text of a header, or undefined. */
export function header(request: WireRequest, name: string): string | undefined {
  const value = request.headers[name];
  return Array.isArray(value) ? value[0] : value;
}

/** Access key, region and service from a Signature Version 4 header; the signature itself is not checked. */
export function credentialScope(request: WireRequest): { accessKeyId: string; service: string } | undefined {
  const match = /Credential=([^/,]+)\/\d+\/[^/]*\/([^/]+)\/aws4_request/.exec(
    header(request, 'authorization') ?? '',
  );
  return match?.[1] && match[2] ? { accessKeyId: match[1], service: match[2] } : undefined;
}
