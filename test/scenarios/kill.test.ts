// kill -9 at random moments, then a restart on the same data: nothing that was acknowledged is lost, nothing runs twice.
// Real time and a real process: the built runtime, as `npm start -- --data DIR` runs it.
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DescribeExecutionCommand, SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';
import { afterEach, expect, it } from 'vitest';
import { type Invitation, invitationIn, Visitor } from '../../examples/reviewer/visitor.js';
import { uncertainRefund } from '../support/deployed.js';

interface Ready {
  readonly endpoint: string;
  readonly region: string;
  readonly outputs: Record<string, string>;
}

class Runtime {
  readonly invitations: Invitation[] = [];
  sfn!: SFNClient;
  machine!: string;

  private constructor(readonly process: ChildProcess) {}

  static async start(dataDir: string): Promise<Runtime> {
    const child = fork('test/support/runtime-process.mjs', [dataDir], { execArgv: ['--no-warnings'] });
    const runtime = new Runtime(child);
    const ready = await new Promise<Ready>((resolve, reject) => {
      child.once('exit', (code) => reject(new Error(`the runtime ended with ${code}`)));
      child.on('message', (message: { ready?: Ready; mail?: Parameters<typeof invitationIn>[0] }) => {
        const invitation = message.mail && invitationIn(message.mail);
        if (invitation) runtime.invitations.push(invitation);
        if (message.ready) resolve(message.ready);
      });
    });
    child.removeAllListeners('exit');
    runtime.machine = ready.outputs.StateMachineArn ?? '';
    runtime.sfn = new SFNClient({
      endpoint: ready.endpoint,
      region: ready.region,
      credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
      maxAttempts: 1,
    });
    return runtime;
  }

  /** Starts handoffs until the process dies; answers the acknowledged ones. */
  async startUntilDead(prefix: string, count: number): Promise<string[]> {
    const acknowledged: string[] = [];
    for (let index = 0; index < count; index += 1) {
      const name = `${prefix}-${index}`;
      const input = JSON.stringify(uncertainRefund);
      const started = await this.sfn
        .send(new StartExecutionCommand({ stateMachineArn: this.machine, name, input }))
        .then(() => true)
        .catch(() => false);
      if (!started) break;
      acknowledged.push(name);
    }
    return acknowledged;
  }

  async status(name: string): Promise<{ status?: string; output?: string }> {
    const executionArn = `${this.machine.replace(':stateMachine:', ':execution:')}:${name}`;
    const { status, output } = await this.sfn.send(new DescribeExecutionCommand({ executionArn }));
    return { ...(status && { status }), ...(output && { output }) };
  }

  async kill(): Promise<void> {
    this.sfn.destroy();
    this.process.kill('SIGKILL');
    await once(this.process, 'exit');
  }
}

const directories: string[] = [];
const running: Runtime[] = [];
afterEach(async () => {
  for (const runtime of running.splice(0))
    if (runtime.process.exitCode === null && runtime.process.signalCode === null) await runtime.kill();
  for (const directory of directories.splice(0)) rmSync(directory, { recursive: true, force: true });
});

async function start(dataDir: string): Promise<Runtime> {
  const runtime = await Runtime.start(dataDir);
  running.push(runtime);
  return runtime;
}

async function eventually(check: () => Promise<boolean> | boolean): Promise<void> {
  for (let attempt = 0; attempt < 400; attempt += 1) {
    if (await check()) return;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  throw new Error('it never came true');
}

it.each([60, 140, 300])(
  'loses no acknowledged handoff when it is killed %i ms into a burst',
  { timeout: 60_000 },
  async (killAfterMs) => {
    const dataDir = mkdtempSync(join(tmpdir(), 'handoff-kill-'));
    directories.push(dataDir);
    const first = await start(dataDir);
    const killed = new Promise((resolve) => setTimeout(resolve, killAfterMs)).then(() => first.kill());
    const acknowledged = await first.startUntilDead('burst', 200);
    await killed;

    const second = await start(dataDir);
    // Two reviewers are asked for each handoff. What was started but not acknowledged asks too, and must not be counted.
    const asked = (name: string) =>
      new Set(second.invitations.filter(({ handoffId }) => handoffId === name).map(({ link }) => link)).size;
    await eventually(() => acknowledged.every((name) => asked(name) >= 2));
    for (const name of acknowledged) expect((await second.status(name)).status).toBe('RUNNING');

    for (const invitation of second.invitations.filter(
      ({ link }, index, all) => all.findIndex((other) => other.link === link) === index,
    )) {
      const visitor = await Visitor.enter(invitation);
      await visitor.decide({ decision: 'approve' });
    }
    await eventually(async () =>
      (await Promise.all(acknowledged.map((name) => second.status(name)))).every(
        ({ status }) => status === 'SUCCEEDED',
      ),
    );
    for (const name of acknowledged)
      expect(JSON.parse((await second.status(name)).output ?? '{}')).toMatchObject({
        status: 'approved',
        performance: { status: 'performed' },
      });
  },
);
