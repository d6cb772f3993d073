// A pack on stage: the cases that say how they are played. Called by `npm run demo -- --pack NAME`. Judges nothing: the stack
// does, see ./pack-stack.ts.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import type { HandoffRequestInput } from 'agent-handoff/contracts';
import type { Scenario } from './scenarios.js';
import type { Stage } from './stage.js';

export const PACKS = new URL('../packs/', import.meta.url).pathname;

type Decision = 'approve' | 'reject';
/** What happens next: somebody decides, the agent's user takes up the offer of a review, or every deadline passes. */
type Step = Decision | 'submit' | 'nobody';

/** A row of `cases.json`. */
interface Case {
  readonly given: string;
  readonly when: Omit<HandoffRequestInput, 'schemaVersion' | 'agent'>;
  readonly then: { readonly rules: readonly string[] };
  readonly play?: { readonly steps: readonly Step[]; readonly expected: string };
}

/** Names of the packs that there are. */
export const packNames = (): string[] =>
  readdirSync(PACKS).filter((name) => existsSync(`${PACKS}${name}/pack.json`));

const FORMS: Readonly<Record<Decision, Record<string, string>>> = {
  approve: { decision: 'approve' },
  reject: { decision: 'reject', text: 'Not under these circumstances.' },
};

/** Step by step; each decision by somebody else, in the order in which they were invited. */
async function playSteps(stage: Stage, steps: readonly Step[]): Promise<void> {
  let decided = 0;
  for (const step of steps) {
    if (step === 'submit') await stage.ask({ operation: 'acceptOffer', by: 'user' });
    else if (step === 'nobody') await stage.site.letDeadlinesPass();
    else {
      const to = await stage.until(`fewer than ${decided + 1} people were asked`, async () =>
        (await stage.invited()).at(decided),
      );
      await stage.decide(FORMS[step], { to });
      decided += 1;
    }
  }
}

/** The cases of a pack that are played. */
export function packScenarios(name: string): readonly Scenario[] {
  const played = (JSON.parse(readFileSync(`${PACKS}${name}/cases.json`, 'utf8')) as Case[]).flatMap(
    ({ play, ...row }) => (play ? [{ ...row, play }] : []),
  );
  return played.map(({ given, when, then, play }, index) => ({
    name: `${name}-${index + 1}`,
    about: given,
    request: { schemaVersion: 1, agent: { id: `${name}-agent`, version: '1' }, ...when },
    expected: play.expected,
    expectedRules: then.rules,
    people: (stage) => playSteps(stage, play.steps),
  }));
}
