// Arguments to commands, failures to exit codes: 0 what was asked holds, 1 refused or failed, 2 called wrongly.
import { Command, CommanderError, InvalidArgumentError } from 'commander';
import { DEFAULT_TENANT } from '../../lambdas/contracts/ids.js';
import { act, invite } from './acting.js';
import { operatorOf, type Target } from './operator.js';
import { type Context, exportHandoffs, list, show } from './reading.js';
import { addSealing } from './sealing.js';
import { addSwitching } from './switching.js';
import { CommandError, type Surroundings, styled, visible } from './terminal.js';
import { verify } from './verifying.js';

interface Globals {
  readonly tenant: string;
  readonly json?: true;
  readonly function?: string;
  readonly stack: string;
  readonly endpoint?: string;
  readonly region?: string;
}

const WHERE = `
Where the stack is:
  in an account   credentials and region as for any AWS tool (AWS_PROFILE, AWS_REGION, …)
  on the laptop   AWS_ENDPOINT_URL or --endpoint, and any credentials; \`npm run local\` prints the lines to set

Exit code: 0 what was asked holds · 1 refused or failed · 2 called wrongly`;

const examples = (...lines: string[]) =>
  `\nExamples:\n${lines.map((line) => `  $ handoff ${line}`).join('\n')}\n`;

function count(text: string): number {
  const number = Number(text);
  if (!Number.isSafeInteger(number) || number < 1)
    throw new InvalidArgumentError('must be a whole number from 1 up.');
  return number;
}

function url(text: string): string {
  if (!URL.canParse(text) || !/^https?:/.test(text))
    throw new InvalidArgumentError('must be an http(s) URL.');
  return text;
}

const targetOf = (
  { stack, endpoint, region, ...options }: Globals,
  { environment }: Surroundings,
): Target => ({
  functionName: options.function ?? environment.HANDOFF_OPERATOR_FUNCTION,
  sealerName: environment.HANDOFF_SEAL_FUNCTION,
  stack,
  endpoint,
  region,
});

function contextOf(options: Globals, surroundings: Surroundings) {
  const target = targetOf(options, surroundings);
  const { tenant, json = false } = options;
  return { target, ask: operatorOf(target), tenant, json, surroundings };
}

function baseCommand({ out, error }: Surroundings): Command {
  return new Command('handoff')
    .description('Looks at handoffs, acts on them, and checks their logs.')
    .option('--tenant <tenant>', 'tenant of the handoffs', DEFAULT_TENANT)
    .option('--json', 'JSON lines on stdout')
    .option(
      '--function <name>',
      'operator function (default: HANDOFF_OPERATOR_FUNCTION, else the stack’s output)',
    )
    .option('--stack <name>', 'CloudFormation stack whose output names the operator function', 'Handoff')
    .option('--endpoint <url>', 'AWS endpoint, for the laptop (default: AWS_ENDPOINT_URL)', url)
    .option('--region <region>', 'AWS region (default: AWS_REGION, or the profile’s)')
    .configureHelp({ showGlobalOptions: true })
    .configureOutput({ writeOut: (text) => out.write(text), writeErr: (text) => error.write(text) })
    .showHelpAfterError('(--help shows how)')
    .exitOverride()
    .addHelpText(
      'after',
      `${WHERE}\n${examples('list --open', 'show refund-42', 'export --out handoffs.jsonl && handoff verify handoffs.jsonl')}`,
    );
}

function addReading(program: Command, context: () => Context): void {
  program
    .command('list')
    .description('Lists handoffs, newest first.')
    .option('--open', 'only those that are not settled', false)
    .option('--limit <n>', 'at most so many', count, 25)
    .addHelpText(
      'after',
      examples('list', 'list --open --limit 100', 'list --tenant acme --json | jq .handoffId'),
    )
    .action((options: { open: boolean; limit: number }) => list(context(), options));
  program
    .command('show <handoff-id>')
    .description('Shows one handoff: what happened, in order, and its outcome.')
    .addHelpText('after', examples('show refund-42', 'show refund-42 --json | jq .outcome'))
    .action((handoffId: string) => show(context(), handoffId));
  program
    .command('export [handoff-id...]')
    .description(
      'Writes handoffs with their stored parts, one JSON line each; all of the tenant when none is named.',
    )
    .option('--out <file>', 'file to write, readable by its owner only (default: stdout)')
    .addHelpText(
      'after',
      examples('export refund-42 --out refund-42.jsonl', 'export --tenant acme > acme.jsonl'),
    )
    .action((ids: string[], { out }: { out?: string }) => exportHandoffs(context(), ids, out));
  program
    .command('verify <file>')
    .description(
      'Checks an export offline ("-": stdin): chain, digests, who decided, what ran; no AWS is called.',
    )
    .option('--checkpoints <folder>', 'hold it to the checkpoints there, too')
    .option('--key <file>', 'keys that may have signed them (default: the file "key" in the folder)')
    .addHelpText(
      'after',
      examples(
        'verify handoffs.jsonl',
        'export | handoff verify - --json',
        'verify handoffs.jsonl --checkpoints seals --key handoff.key',
      ),
    )
    .action((file: string, options: { checkpoints?: string; key?: string }) =>
      verify(context(), file, options),
    );
}

function addActing(program: Command, context: () => Context): void {
  program
    .command('resend <handoff-id>')
    .description('Sends a reviewer a new link; the earlier ones are void.')
    .requiredOption('--reviewer <id>', 'reviewer id, as in the settings')
    .addHelpText('after', examples('resend refund-42 --reviewer ana'))
    .action((handoffId: string, { reviewer }: { reviewer: string }) =>
      act(context(), { operation: 'resend', tenant: context().tenant, handoffId, reviewerId: reviewer }),
    );
  program
    .command('cancel <handoff-id>')
    .description('Ends a handoff before its action runs.')
    .option('--reason <text>', 'why; it goes on the log: no personal data')
    .addHelpText('after', examples('cancel refund-42 --reason "duplicate order"'))
    .action((handoffId: string, { reason }: { reason?: string }) =>
      act(context(), {
        operation: 'cancel',
        tenant: context().tenant,
        handoffId,
        ...(reason !== undefined && { reason }),
      }),
    );
  program
    .command('reverse <handoff-id>')
    .description('Sends an authorised reviewer a fresh link that reverses what ran.')
    .option('--reviewer <id>', 'reviewer id (default: who decided, else the first who may)')
    .addHelpText('after', examples('reverse refund-42', 'reverse refund-42 --reviewer ana'))
    .action((handoffId: string, { reviewer }: { reviewer?: string }) =>
      act(context(), {
        operation: 'reverse',
        tenant: context().tenant,
        handoffId,
        ...(reviewer !== undefined && { reviewerId: reviewer }),
      }),
    );
}

function addEnrolling(program: Command, context: () => Context): void {
  program
    .command('enrol')
    .description('Invites a reviewer to enrol a passkey, in place of any earlier one.')
    .requiredOption('--reviewer <id>', 'reviewer id, as in the settings')
    .addHelpText('after', examples('enrol --reviewer ana'))
    .action(({ reviewer }: { reviewer: string }) => invite(context(), reviewer));
}

function failure(thrown: unknown, json: boolean, { out, error }: Surroundings): number {
  // Commander has already said what was wrong.
  if (thrown instanceof CommanderError) return thrown.exitCode === 0 ? 0 : 2;
  if (!(thrown instanceof CommandError)) throw thrown;
  const { message, refusal, exitCode } = thrown;
  if (json && refusal) out.write(`${JSON.stringify({ ok: false, refusal, message })}\n`);
  const text = message.split('\n').map(visible).join('\n');
  error.write(`${styled(error, 'red', 'handoff:')} ${text}\n`);
  return exitCode;
}

/** Runs the command with `parameters` (without node and script); answers its exit code. */
export async function runCommandLine(parameters: string[], surroundings: Surroundings): Promise<number> {
  const program = baseCommand(surroundings);
  const context = () => contextOf(program.opts<Globals>(), surroundings);
  addReading(program, context);
  addActing(program, context);
  addSwitching(program, context, examples);
  addSealing(program, context, examples);
  addEnrolling(program, context);
  try {
    await program.parseAsync(parameters, { from: 'user' });
    return 0;
  } catch (thrown) {
    return failure(thrown, program.opts<Globals>().json === true, surroundings);
  }
}
