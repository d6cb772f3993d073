// Amazon Comprehend as a reader of moods. Whatever goes wrong, or is in a language that it does not know, is "unknown".
import {
  BatchDetectSentimentCommand,
  type ComprehendClient,
  type LanguageCode,
} from '@aws-sdk/client-comprehend';
import type { MoodReader, Moods } from '../core/ports.js';

/** A verdict waits for it. */
const PATIENCE_MS = 2_000;
/** Bytes of a text that Comprehend takes (BatchDetectSentiment, read 2026-11). */
const MAX_BYTES = 5_000;
/** Languages that DetectSentiment knows (read 2026-11). */
const LANGUAGES = new Set(['ar', 'de', 'en', 'es', 'fr', 'hi', 'it', 'ja', 'ko', 'pt', 'zh']);

/** The first bytes of `text`, whole characters only. */
function head(text: string): string {
  const bytes = Buffer.from(text.toWellFormed());
  if (bytes.length <= MAX_BYTES) return text.toWellFormed();
  return bytes
    .subarray(0, MAX_BYTES)
    .toString('utf8')
    .replace(/\ufffd+$/u, '');
}

export class ComprehendMoods implements MoodReader {
  constructor(private readonly client: ComprehendClient) {}

  async read(texts: readonly string[], language: string): Promise<Moods> {
    // It refuses empty texts, and a batch of one bad text is no opinion.
    if (!LANGUAGES.has(language) || texts.some((text) => text.trim() === '')) return 'unknown';
    const command = new BatchDetectSentimentCommand({
      TextList: texts.map(head),
      LanguageCode: language as LanguageCode,
    });
    try {
      const { ResultList = [] } = await this.client.send(command, {
        abortSignal: AbortSignal.timeout(PATIENCE_MS),
      });
      const levels = texts.map(
        (_, at) => ResultList.find(({ Index }) => Index === at)?.SentimentScore?.Negative,
      );
      const read = levels.filter((level) => level !== undefined && level >= 0 && level <= 1);
      return read.length === texts.length ? (read as number[]) : 'unknown';
    } catch {
      return 'unknown';
    }
  }
}
