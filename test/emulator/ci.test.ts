// `.ci/emulator` on a machine where something is missing: it names that and the fix, and never passes for a run that was green.
import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { delimiter, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { temporaryFolder } from '../local/tiny-assembly.js';

const SUITE = '.ci/emulator';

let machine: string;
beforeEach(() => {
  machine = temporaryFolder();
  for (const folder of ['bin', 'tmp']) mkdirSync(join(machine, folder));
  for (const tool of ['bash', 'dirname', 'mktemp', 'node', 'rm']) borrows(tool);
  has('git', 'exit 1');
});

const servers: ReturnType<typeof createServer>[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

/** Puts `name` onto the machine's PATH: a script that does `body`. */
function has(name: string, body = 'exit 0'): string {
  const file = join(machine, 'bin', name);
  writeFileSync(file, `#!/usr/bin/env bash\n${body}\n`, { mode: 0o755 });
  return file;
}

/** Puts this machine's own `name` there. */
function borrows(name: string): void {
  const places = (process.env.PATH ?? '').split(delimiter).map((folder) => join(folder, name));
  symlinkSync(places.find(existsSync) ?? name, join(machine, 'bin', name));
}

/** A way to start LocalStack that writes down what it was asked for; `failing` is the step that it cannot do. */
const starter = (failing = '') =>
  has(
    'starter',
    `echo "$1" >> "${machine}/asked"; [ "$1" != "${failing}" ] || { echo "no wheel" >&2; exit 1; }`,
  );

const asked = () => (existsSync(`${machine}/asked`) ? readFileSync(`${machine}/asked`, 'utf8').trim() : '');

function emulator(environment: Record<string, string> = {}) {
  const env = { PATH: join(machine, 'bin'), HOME: machine, TMPDIR: join(machine, 'tmp'), ...environment };
  return new Promise<{ code: number | string; stderr: string }>((resolve) => {
    execFile('bash', [SUITE], { env }, (error, _, stderr) => resolve({ code: error?.code ?? 0, stderr }));
  });
}

describe('the emulator suite in CI is not run, and says so with exit code 2,', () => {
  it('without a way to start LocalStack', async () => {
    const { code, stderr } = await emulator({ LOCALSTACK_RUN: 'nowhere' });
    expect([code, stderr]).toEqual([
      2,
      expect.stringMatching(/NOT RUN.*There is no nowhere: set LOCALSTACK_RUN/),
    ]);
  });

  it('without Python, Java and Maven, of which it names each', async () => {
    const { code, stderr } = await emulator({ LOCALSTACK_RUN: starter() });
    expect([code, stderr]).toEqual([2, expect.stringMatching(/"Python 3\.13" "Java 17" "Maven": install/)]);
    expect(asked()).toBe('');
  });

  it('without Java alone', async () => {
    for (const tool of ['python3.13', 'mvn']) has(tool);
    const { stderr } = await emulator({ LOCALSTACK_RUN: starter() });
    expect(stderr).toBe(
      'NOT RUN: the emulator suite. LocalStack on this host needs "Java 17": install what is missing\n',
    );
  });

  it('on a port that is in use', async () => {
    for (const tool of ['python3.13', 'java', 'mvn']) has(tool);
    const server = createServer();
    servers.push(server);
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    const LS_PORT = String((server.address() as { port: number }).port);
    const { code, stderr } = await emulator({ LOCALSTACK_RUN: starter(), LS_PORT });
    expect([code, stderr]).toEqual([
      2,
      `NOT RUN: the emulator suite. Port ${LS_PORT} is in use: choose another with LS_PORT\n`,
    ]);
    expect(asked()).toBe('');
  });

  it.each(['install', 'start'])(
    'when LocalStack cannot %s; it is stopped, and no file stays',
    async (step) => {
      for (const tool of ['python3.13', 'java', 'mvn']) has(tool);
      const { code, stderr } = await emulator({ LOCALSTACK_RUN: starter(step) });
      expect([code, stderr]).toEqual([2, expect.stringContaining(`LocalStack could not ${step}: see above`)]);
      expect(asked().split('\n').at(-1)).toBe('stop');
      expect(readdirSync(join(machine, 'tmp'))).toEqual([]);
    },
  );
});

it('a suite that fails is never taken for one that could not be run', async () => {
  for (const tool of ['python3.13', 'java', 'mvn']) has(tool);
  has('npm', 'exit 2');
  const { code } = await emulator({ LOCALSTACK_RUN: starter() });
  expect(code).toBe(1);
  expect(asked()).toBe('install\nstart\nenv\nstop');
});
