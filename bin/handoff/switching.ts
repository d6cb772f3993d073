// Commands of the stop switch: stop, lift, stops. Who orders it, and why, goes on the switch's own log.
import type { Command } from 'commander';
import type { StopScope } from '../../lambdas/contracts/event.js';
import { moment } from '../../lambdas/contracts/in-words.js';
import type { StopInForce } from '../../lambdas/contracts/operator-api.js';
import type { Context } from './reading.js';
import { CommandError, table } from './terminal.js';

interface Options {
  readonly by: string;
  readonly reason: string;
  readonly agent?: string;
  readonly handoff?: string;
  readonly everything?: true;
}

/** Exactly one scope: a stop that reaches further than was meant, or less far, is the error to avoid. */
function scopeOf({ agent, handoff, everything }: Options): StopScope {
  const named: StopScope[] = [
    ...(agent === undefined ? [] : [{ kind: 'agent' as const, agentId: agent }]),
    ...(handoff === undefined ? [] : [{ kind: 'handoff' as const, handoffId: handoff }]),
    ...(everything ? [{ kind: 'tenant' as const }] : []),
  ];
  const [scope] = named;
  if (scope && named.length === 1) return scope;
  throw new CommandError('name exactly one of --agent, --handoff and --everything', 2);
}

function wordsOf(scope: StopScope, tenant: string): string {
  switch (scope.kind) {
    case 'tenant':
      return `everything of tenant "${tenant}"`;
    case 'agent':
      return `agent ${scope.agentId}`;
    case 'handoff':
      return `handoff ${scope.handoffId}`;
  }
}

function print({ json, tenant, surroundings: { out } }: Context, stops: readonly StopInForce[]): void {
  if (json) {
    for (const one of stops) out.write(`${JSON.stringify(one)}\n`);
    return;
  }
  const row = ({ scope, by, reason, at }: StopInForce) => [wordsOf(scope, tenant), moment(at), by, reason];
  if (stops.length > 0) out.write(table(out, ['stopped', 'since', 'by', 'why'], stops.map(row)));
  else out.write(`nothing of tenant "${tenant}" is stopped\n`);
}

async function turn(context: Context, operation: 'stop' | 'lift', options: Options): Promise<void> {
  const { by, reason } = options;
  const { ask, tenant } = context;
  const { stops = [] } = await ask({ operation, tenant, scope: scopeOf(options), by, reason });
  print(context, stops);
}

/** Adds `stop`, `lift` and `stops`; `examples` writes the lines of a command's help. */
export function addSwitching(
  program: Command,
  context: () => Context,
  examples: (...lines: string[]) => string,
): void {
  const turning = (operation: 'stop' | 'lift', description: string) =>
    program
      .command(operation)
      .description(description)
      .option('--agent <id>', 'one agent')
      .option('--handoff <id>', 'one handoff')
      .option('--everything', 'every agent of the tenant')
      .requiredOption('--by <name>', 'who orders it; it goes on the log: a name in your systems')
      .requiredOption('--reason <text>', 'why; it goes on the log: no personal data')
      .addHelpText(
        'after',
        examples(
          `${operation} --agent support-agent --by ana --reason "refunds twice"`,
          `${operation} --everything --tenant acme --by ana --reason "incident 7"`,
        ),
      )
      .action((options: Options) => turn(context(), operation, options));
  turning('stop', 'Lets no action start, and accepts no request, until the stop is lifted.');
  turning('lift', 'Lifts the stop of exactly this; a wider one stays in force.');
  program
    .command('stops')
    .description('Lists what is stopped.')
    .addHelpText('after', examples('stops', 'stops --tenant acme --json'))
    .action(async () => {
      const { ask, tenant } = context();
      print(context(), (await ask({ operation: 'stops', tenant })).stops ?? []);
    });
}
