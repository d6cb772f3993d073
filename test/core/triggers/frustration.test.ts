import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { frustrationOf, impatience } from '../../../lambdas/core/triggers/frustration.js';
import type { Turn } from '../../../lambdas/core/triggers/trigger.js';

const customer = (...texts: string[]): Turn[] => texts.map((text) => ({ speaker: 'customer', text }));
const RISING: Record<string, string[]> = {
  en: [
    'Hi, where is my order? It should have come on Monday.',
    'This is the third time that I ask, and it is still not here. That is ridiculous.',
    'I am furious. This is unacceptable and a waste of time!!',
  ],
  es: [
    'Hola, ¿dónde está mi pedido? Tenía que llegar el lunes.',
    'Es la tercera vez que lo pido y todavía no llega. Es absurdo.',
    'Estoy furiosa, esto es inaceptable y una pérdida de tiempo!!',
  ],
  de: [
    'Hallo, wo ist meine Bestellung? Sie sollte am Montag kommen.',
    'Ich frage schon zum dritten Mal und sie ist immer noch nicht da. Das ist absurd.',
    'Ich bin wütend, das ist inakzeptabel und eine Zeitverschwendung!!',
  ],
  fr: [
    'Bonjour, où est ma commande ? Elle devait arriver lundi.',
    'C’est la troisième fois que je demande et toujours pas de réponse. C’est absurde.',
    'Je suis furieuse, c’est inacceptable et une perte de temps !!',
  ],
  pt: [
    'Oi, onde está o meu pedido? Era para chegar na segunda.',
    'É a terceira vez que eu pergunto e ainda não chegou. Isso é um absurdo.',
    'Estou furiosa, isso é inaceitável e uma perda de tempo!!',
  ],
  it: [
    'Salve, dove è il mio ordine? Doveva arrivare lunedì.',
    'È la terza volta che lo chiedo e non è ancora qui. È assurdo.',
    'Sono furiosa, è inaccettabile e una perdita di tempo!!',
  ],
  hi: [
    'मेरा ऑर्डर कहाँ है? यह सोमवार को आना था।',
    'मैं तीसरी बार पूछ रहा हूं और अभी तक नहीं आया है। यह बहुत बुरा है।',
    'मुझे बहुत गुस्सा है, यह बकवास है और समय की बर्बादी है!!',
  ],
  ja: [
    '注文した商品はどこですか。月曜日に届く予定でした。',
    '何度も聞いていますが、まだ届いていません。納得できません。',
    'いい加減にしてください。最悪です。時間の無駄です！！',
  ],
};

describe.each(Object.entries(RISING))('frustration over turns, in %s', (locale, texts) => {
  it('rises, and the turns that show it are named', () => {
    const found = frustrationOf(customer(...texts));
    expect(found).toMatchObject({ locale, turns: [2, 3], isRising: true });
    expect(found === 'unknown' ? 0 : found.level).toBeGreaterThan(0.4);
  });
  it('is never read from staff, tools or the agent', () => {
    for (const speaker of ['agent', 'human', 'tool', 'system'] as const)
      expect(frustrationOf(texts.map((text) => ({ speaker, text })))).toBe('unknown');
  });
  it('falls when the customer calms down', () => {
    expect(frustrationOf(customer(...texts.toReversed()))).toMatchObject({ isRising: false });
  });
});

it('one angry turn is no trend', () => {
  const calm = 'Hello, can you tell me where my order is, please?';
  expect(frustrationOf(customer(calm, calm, 'I am furious. This is the worst, a scam!!'))).toMatchObject({
    turns: [3],
    isRising: false,
  });
});

it('a denied word does not count', () => {
  const angry = impatience('I am angry about what you did to my order');
  const denied = impatience('I am not angry about what you did to my order');
  expect(angry).toMatchObject({ locale: 'en', level: expect.closeTo(0.59, 1) });
  expect(denied).toEqual({ locale: 'en', level: 0 });
});

it.each([
  ['too little text', 'furious'],
  ['a language without data', 'Jag är arg på er eftersom paketet aldrig kom fram till mig'],
  ['another script', '我非常生气，你们的服务太差了，我要投诉你们公司'],
  ['nothing', ''],
])('says unknown: %s', (_, text) => expect(impatience(text)).toBe('unknown'));

it('a single turn is unknown', () => {
  expect(frustrationOf(customer('I am furious. This is unacceptable and the worst ever.'))).toBe('unknown');
});

it('levels stay between 0 and 1, and nothing throws', () => {
  const text = fc.array(
    fc.constantFrom('the', 'furious', 'thanks', 'not', '!!', 'scam', 'order', '\u200b', 'я'),
  );
  fc.assert(
    fc.property(fc.array(text.map((words) => words.join(' '))), (texts) => {
      const found = frustrationOf(customer(...texts));
      if (found === 'unknown') return;
      expect(found.level).toBeGreaterThanOrEqual(0);
      expect(found.level).toBeLessThanOrEqual(1);
    }),
  );
});
