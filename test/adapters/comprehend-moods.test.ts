// Amazon Comprehend as a reader of moods: what is asked, and that everything but an answer is "unknown".
import { ComprehendClient } from '@aws-sdk/client-comprehend';
import { expect, it } from 'vitest';
import { ComprehendMoods } from '../../lambdas/adapters/comprehend-moods.js';

const score = (Index: number, Negative: number) => ({ Index, SentimentScore: { Negative } });

/** A reader whose client answers `body`, and what it was asked. */
function reader(body: object, statusCode = 200) {
  const asked: unknown[] = [];
  const client = new ComprehendClient({
    region: 'eu-west-1',
    maxAttempts: 1,
    credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
  });
  client.middlewareStack.add(
    () => async (args) => {
      asked.push(args.input);
      if (statusCode !== 200) throw new Error('no answer');
      return { response: {}, output: { $metadata: {}, ...body } };
    },
    { step: 'initialize' },
  );
  return { asked, moods: new ComprehendMoods(client) };
}

it('answers how negative each text is, in the order of the texts', async () => {
  const { moods, asked } = reader({ ResultList: [score(1, 0.2), score(0, 0.9)], ErrorList: [] });
  expect(await moods.read(['Das ist schlimm.', 'Guten Tag.'], 'de')).toEqual([0.9, 0.2]);
  expect(asked).toEqual([{ TextList: ['Das ist schlimm.', 'Guten Tag.'], LanguageCode: 'de' }]);
});

it('sends at most 5000 bytes of a text, and no half character', async () => {
  const { moods, asked } = reader({ ResultList: [score(0, 0.5), score(1, 0.5)] });
  await moods.read(['é'.repeat(4_000), `x${'é'.repeat(4_000)}`], 'fr');
  const [{ TextList }] = asked as [{ TextList: string[] }];
  expect(TextList.map((text) => Buffer.byteLength(text))).toEqual([5_000, 4_999]);
});

it.each([
  ['one text has no result', { ResultList: [score(0, 0.5)], ErrorList: [{ Index: 1 }] }, 200],
  ['a score is no share', { ResultList: [score(0, 0.5), score(1, 7)] }, 200],
  ['there is no answer', {}, 500],
])('is unknown when %s', async (_, body, status) => {
  expect(await reader(body, status).moods.read(['one', 'two'], 'en')).toBe('unknown');
});

it('is not asked in a language that it does not know, nor about an empty text', async () => {
  const { moods, asked } = reader({ ResultList: [score(0, 0.5), score(1, 0.5)] });
  expect(await moods.read(['one', 'two'], 'el')).toBe('unknown');
  expect(await moods.read(['one', ' '], 'en')).toBe('unknown');
  expect(asked).toEqual([]);
});
