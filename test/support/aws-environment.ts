// The AWS variables that lead a command's own clients to a runtime, until `vi.unstubAllEnvs`.
import { vi } from 'vitest';
import type { Local } from '../../local/index.js';

export function leadAwsTo({ endpoint, region, credentials }: Local): void {
  vi.stubEnv('AWS_ENDPOINT_URL', endpoint);
  vi.stubEnv('AWS_REGION', region);
  vi.stubEnv('AWS_ACCESS_KEY_ID', credentials.accessKeyId);
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', credentials.secretAccessKey);
}
