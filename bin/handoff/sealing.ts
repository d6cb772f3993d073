// `handoff key` and `handoff checkpoints`: what an auditor keeps of a stack, so as not to depend on it later.
import type { Command } from 'commander';
import { sealingKey, type Target } from './operator.js';
import { CommandError, type Surroundings } from './terminal.js';

/** What these commands get: where the stack is, where to write, and in which form. */
export interface SealingContext {
  readonly target: Target;
  readonly json: boolean;
  readonly surroundings: Surroundings;
}

/** `handoff checkpoints`: throws when the store shows what no sealer does. */
async function download({ target, json, surroundings }: SealingContext, folder: string): Promise<void> {
  const { fetchCheckpoints } = await import('./checkpoint-store.js');
  const found = await fetchCheckpoints(target, await sealingKey(target), folder);
  const { checkpoints, fetched, problems } = found;
  surroundings.out.write(
    json
      ? `${JSON.stringify({ ok: problems.length === 0, ...found })}\n`
      : `${checkpoints} checkpoints, ${fetched} of them new\n`,
  );
  if (problems.length > 0) throw new CommandError(problems.join('\n'));
}

/** Adds `key` and `checkpoints`; `examples` writes the lines of a command's help. */
export function addSealing(
  program: Command,
  context: () => SealingContext,
  examples: (...lines: string[]) => string,
): void {
  program
    .command('key')
    .description('Prints the public key that signs the stack’s checkpoints: keep it elsewhere.')
    .addHelpText(
      'after',
      examples('key > handoff.key', 'verify all.jsonl --checkpoints seals --key handoff.key'),
    )
    .action(async () => {
      const { target, json, surroundings } = context();
      const key = await sealingKey(target);
      surroundings.out.write(json ? `${JSON.stringify({ key })}\n` : `${key}\n`);
    });
  program
    .command('checkpoints <folder>')
    .description(
      'Fetches the checkpoints that a folder lacks, every version of them, and looks at their bucket.',
    )
    .addHelpText('after', examples('checkpoints seals && handoff export --out all.jsonl'))
    .action((folder: string) => download(context(), folder));
}
