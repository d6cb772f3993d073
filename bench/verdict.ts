// The figures of the verdict: how long Evaluate takes with Cedar policies and without, warm and cold, in one run. Two stacks with
// the actions of the support pack; one is governed by its policies. Cedar is in the policy function alone.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SFNClient, StartSyncExecutionCommand } from '@aws-sdk/client-sfn';
import { Governance, Handoff, type HandoffProps, Performer } from 'agent-handoff';
import { type Local, startLocal } from 'agent-handoff/local';
import { App, CfnOutput, Stack } from 'aws-cdk-lib';
import { coldFigure, coldStarts } from './cold-start.js';
import { atMost, type Figure } from './figure.js';

const PACK = 'examples/packs/support';

interface Pack {
  readonly reviewers: HandoffProps['reviewers'];
  readonly actions: Record<string, Omit<HandoffProps['actions'][string], 'performer'>>;
}

/** Synthesizes the stack; answers the folder of its assembly. */
function assemblyWith(rules: Governance | []): string {
  const { reviewers, actions } = JSON.parse(readFileSync(`${PACK}/pack.json`, 'utf8')) as Pack;
  const app = new App({ outdir: mkdtempSync(join(tmpdir(), 'bench-verdict-')) });
  const stack = new Stack(app, 'Bench');
  const handoff = new Handoff(stack, 'Handoff', {
    reviewers,
    rules,
    actions: Object.fromEntries(
      Object.entries(actions).map(([type, action]) => [type, { ...action, performer: Performer.agent() }]),
    ),
  });
  new CfnOutput(stack, 'GateMachineArn', { value: handoff.gateMachine.stateMachineArn });
  return app.synth().directory;
}

/** An action that needs no human: all that is measured is how that is found out. */
const REQUEST = JSON.stringify({
  schemaVersion: 1,
  agent: { id: 'support-agent', version: '1' },
  action: {
    type: 'refund_order',
    parameters: { orderId: 'A-1', amount: '19.90', currency: 'EUR', reason: 'lost' },
  },
  assessment: { confidence: 0.99 },
});

/** A running stack, and how long its Evaluate takes. */
class Judge {
  private constructor(
    readonly local: Local,
    private readonly sfn: SFNClient,
  ) {}

  static async start(assembly: string): Promise<Judge> {
    const local = await startLocal({ assembly });
    const { endpoint, region, credentials } = local;
    return new Judge(local, new SFNClient({ endpoint, region, credentials, disableHostPrefix: true }));
  }

  /** Milliseconds of Evaluate alone, what it asks of others included. */
  async verdictMs(name: string): Promise<number> {
    let took = Number.NaN;
    const stopListening = this.local.onCall(({ action, by, durationMs }) => {
      if (action === 'lambda:Invoke' && /FunctionsEvaluate/.test(by)) took = durationMs;
    });
    const { output = '' } = await this.sfn.send(
      new StartSyncExecutionCommand({
        stateMachineArn: this.local.outputs.GateMachineArn,
        name,
        input: REQUEST,
      }),
    );
    stopListening();
    if (!output.includes('"autonomous"') || Number.isNaN(took)) throw new Error(`${name} came to ${output}`);
    return took;
  }

  async stop(): Promise<void> {
    this.sfn.destroy();
    await this.local.stop();
  }
}

async function* warmFigures(assemblies: readonly string[], count: number): AsyncGenerator<Figure> {
  const judges = await Promise.all(assemblies.map((assembly) => Judge.start(assembly)));
  const times: number[][] = judges.map(() => []);
  for (let index = -10; index < count; index += 1)
    for (const [which, judge] of judges.entries()) {
      const ms = await judge.verdictMs(`bench-verdict-${index + 10}`);
      if (index >= 0) times[which]?.push(ms);
    }
  for (const judge of judges) await judge.stop();
  const [without = [], withCedar = []] = times;
  yield atMost('verdict without Cedar, warm', 10, without);
  yield atMost('verdict with Cedar, warm', 20, withCedar);
  const ratios = withCedar.map((ms, index) => ms / (without[index] ?? Number.NaN));
  yield atMost('verdict with Cedar, against without', 2.5, ratios, '×');
}

/** The policy function is the one that loads Cedar; Evaluate asks it, and so makes one call more. */
const COLD_BARS: Readonly<Record<string, number>> = { evaluate: 3, policy: 12 };

async function* coldFigures(without: string, withCedar: string, samples: number): AsyncGenerator<Figure> {
  for (const one of await coldStarts(without, samples, ['evaluate']))
    yield coldFigure({ ...one, name: `${one.name}, no policies` }, samples);
  for (const one of await coldStarts(withCedar, samples, Object.keys(COLD_BARS)))
    yield coldFigure({ ...one, name: `${one.name}, Cedar policies` }, samples, COLD_BARS[one.name]);
}

/** `scale` shrinks the number of samples. */
export async function* verdictFigures(scale: number): AsyncGenerator<Figure> {
  process.stderr.write('verdicts with and without Cedar, warm and cold\n');
  // The CDK's own template validation takes seconds; `npm run verify` synthesizes with it.
  process.env.CDK_VALIDATION = 'false';
  const without = assemblyWith([]);
  const withCedar = assemblyWith(Governance.fromDirectory(`${PACK}/governance`));
  yield* warmFigures([without, withCedar], Math.max(20, Math.round(200 * scale)));
  yield* coldFigures(without, withCedar, Math.max(3, Math.round(15 * scale)));
  for (const folder of [without, withCedar]) rmSync(folder, { recursive: true });
}
