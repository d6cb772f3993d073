// Wiring of Review, behind a function URL. One SDK client; the pages are part of the bundle.
import { randomBytes } from 'node:crypto';
import { dynamodbClient } from '../../adapters/dynamodb.js';
import { DynamodbContext } from '../../adapters/dynamodb-context.js';
import { DynamodbCredentials } from '../../adapters/dynamodb-credentials.js';
import { DynamodbEventLog } from '../../adapters/dynamodb-event-log.js';
import { DynamodbLinks } from '../../adapters/dynamodb-links.js';
import { answerTo, requestFrom } from '../../adapters/http.js';
import { newSessionId } from '../../adapters/link-secrets.js';
import { receiptSigner } from '../../adapters/receipts.js';
import { secretReader } from '../../adapters/secret.js';
import { readPolicy } from '../../adapters/settings.js';
import { parseEnvironment } from '../../contracts/environment.js';
import type { LinkRef } from '../../core/ports.js';
import { answerReview } from './answer-review.js';
import { STYLE_HASH } from './pages/style.js';

const environment = parseEnvironment('review', process.env);
const client = dynamodbClient();
const log = new DynamodbEventLog(client, environment.LOG_TABLE);
const context = new DynamodbContext(client, environment.CONTEXT_TABLE);
const links = new DynamodbLinks(client, environment.LINK_TABLE);
const credentials = new DynamodbCredentials(client, environment.LINK_TABLE);
const { settings } = readPolicy(import.meta.url);

const sign = receiptSigner(secretReader(environment.DECISION_SECRET_ARN));

/** A chunk of its own: WebAuthn is larger than everything else here, and most decisions do without. */
const passkeys = async () => ({ credentials, ...(await import('../../adapters/webauthn.js')) });

/** A log line per attempt that was turned away; the hash of a link id gives nothing away. */
const report = (rejected: string, link?: LinkRef) =>
  console.warn(
    JSON.stringify({ message: 'rejected attempt', rejected, tenant: link?.tenant, linkHash: link?.linkHash }),
  );

export async function handler(event: unknown) {
  const request = requestFrom(event);
  const answer = await answerReview(request, {
    log,
    context,
    links,
    settings,
    sign,
    passkeys,
    now: Date.now(),
    newSessionId,
    randomSalt: () => randomBytes(16).toString('hex'),
    report,
  });
  return answerTo(request, answer, STYLE_HASH);
}
