// Puts the runtime together: clock, journal, gateway, Lambda, IAM, template; other services come as factories.
// `index.ts` names them; tests may bring their own.
import { randomInt } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Activity } from './activity.js';
import { durationMs } from './clock/duration.js';
import { RealClock } from './clock/real.js';
import { VirtualClock } from './clock/virtual.js';
import type { Clock } from './clock.js';
import { createCloudFormation } from './cloudformation/index.js';
import { createDispatch, EXTERNAL } from './dispatch.js';
import { FileJournal, forgetfulJournal } from './file-journal.js';
import { createEndpoint } from './gateway/endpoint.js';
import { type Listener, listen } from './gateway/server.js';
import { credentialScope } from './gateway/wire.js';
import { type Access, createIam } from './iam/index.js';
import { resourcePolicyReader } from './iam/resource-policies.js';
import type { Journal } from './journal.js';
import { createLambda, type Lambda } from './lambda/index.js';
import { Listeners } from './listeners.js';
import { type ApiCall, Meter } from './meter.js';
import type { CreateServices, Ports, Runtime, ServiceBundle, StartOptions } from './ports.js';
import { seededRandom } from './random.js';
import type { Call, Caller, Service } from './service.js';
import { createSts } from './sts.js';
import { readAssembly } from './template/assembly.js';
import { type DeployedStack, deployStack } from './template/deploy.js';
import { administratorCall } from './template/resource.js';
import { PROVISIONS } from './template/resources/index.js';

const REGION = 'us-east-1';
const ACCOUNT = '000000000000';
const CREDENTIALS = { accessKeyId: 'local', secretAccessKey: 'local' };

/** Starts the runtime with the services that `createServices` brings, and deploys what the options name. */
export async function startRuntime(options: StartOptions, createServices: CreateServices): Promise<Runtime> {
  const assembly = options.app ? options.app.synth().directory : options.assembly;
  const stacks = assembly === undefined ? [] : readAssembly(assembly);
  const runtime = new RunningRuntime(options);
  try {
    await runtime.start(createServices);
    await runtime.deploy(stacks);
  } catch (error) {
    await runtime.stop();
    throw error;
  }
  return runtime;
}

class RunningRuntime implements Runtime {
  readonly region: string;
  readonly accountId: string;
  readonly credentials = CREDENTIALS;
  readonly stacks: DeployedStack[] = [];
  readonly outputs: Record<string, string> = {};
  readonly #options: StartOptions;
  readonly #activity = new Activity();
  readonly #random: () => number;
  readonly #virtualTime: SharedArrayBuffer | undefined;
  readonly #clock: Clock;
  readonly #journal: Journal;
  readonly #codeRoot: string;
  readonly services = new Map<string, Service>();
  readonly #meter = new Meter();
  readonly #accesses = new Listeners<Access>();
  readonly #call: Call;
  readonly #lambda: Lambda;
  #bundle: ServiceBundle | undefined;
  #gateway: Listener | undefined;

  constructor(options: StartOptions) {
    this.#options = options;
    const { accountId = ACCOUNT, region = REGION, dataDir } = options;
    this.accountId = accountId;
    this.region = region;
    this.#virtualTime = options.clock === 'virtual' ? new SharedArrayBuffer(8) : undefined;
    // Ids are drawn from it too: two runs in real time on the same data must not make the same ones.
    this.#random = seededRandom(options.seed ?? (this.#virtualTime ? 1 : randomInt(2 ** 32)));
    this.#clock = this.#virtualTime
      ? new VirtualClock(this.#activity, this.#random, options.startAt ?? Date.now(), this.#virtualTime)
      : new RealClock();
    this.#journal = dataDir === undefined ? forgetfulJournal : new FileJournal(dataDir);
    this.#codeRoot = dataDir === undefined ? mkdtempSync(join(tmpdir(), 'handoff-')) : join(dataDir, 'code');
    const iam = createIam({
      accountId,
      region,
      journal: this.#journal,
      now: () => this.#clock.now(),
      resourcePolicy: resourcePolicyReader(this.services),
      onAccess: (access) => this.#accesses.tell(access),
    });
    this.#call = createDispatch(this.services, this.#activity, iam.authorise, this.#meter);
    this.#lambda = createLambda({
      ...this.#ports(),
      codeRoot: this.#codeRoot,
      virtualTime: this.#virtualTime,
      onLog: options.onLog ?? (() => undefined),
      listen,
      meter: this.#meter,
      signerOf: (request) => {
        const scope = credentialScope(request);
        return scope && this.#callerOf(scope.accessKeyId);
      },
      authorise: (action, input, caller) => iam.authorise('lambda', action, input, caller),
    });
    const cloudFormation = createCloudFormation(this.stacks, accountId, region);
    this.#register([iam, this.#lambda, cloudFormation, createSts(accountId)]);
  }

  get endpoint(): string {
    return `http://127.0.0.1:${this.#gateway?.port}`;
  }

  async start(createServices: CreateServices): Promise<void> {
    const answer = createEndpoint(
      this.#call,
      (accessKeyId) => this.#callerOf(accessKeyId),
      (host, request) => this.#lambda.answerHost(host, request),
    );
    this.#gateway = await listen(answer, this.#options.port ?? 0);
    this.#bundle = await createServices(this.#ports(), this.#lambda);
    this.#register(this.#bundle.services);
  }

  async deploy(stacks: ReturnType<typeof readAssembly>): Promise<void> {
    const { accountId, region } = this;
    const call = administratorCall(this.#call);
    const exports = new Map<string, string>();
    for (const stack of stacks) {
      const deployed = await deployStack(stack, { provisions: PROVISIONS, call, accountId, region, exports });
      this.stacks.push(deployed);
      Object.assign(this.outputs, deployed.outputs);
    }
    await this.#lambda.resume();
    await this.#bundle?.resume?.();
  }

  async advance(duration: number | string): Promise<void> {
    if (!(this.#clock instanceof VirtualClock)) {
      throw new Error("advance moves virtual time only; start with startLocal({ clock: 'virtual' })");
    }
    await this.#clock.advanceTo(this.#clock.now() + durationMs(duration));
  }

  now(): number {
    return this.#clock.now();
  }

  settle(): Promise<void> {
    return this.#activity.idle();
  }

  logs(functionName: string): readonly string[] {
    return [...this.#lambda.functions.get(functionName).log];
  }

  onCall(listener: (call: ApiCall) => void): () => void {
    return this.#meter.listeners.add(listener);
  }

  onAccess(listener: (access: Access) => void): () => void {
    return this.#accesses.add(listener);
  }

  /** Like a kill, in this order: what is cut off now must be found open by the next run on the same data. */
  async stop(): Promise<void> {
    if (this.#clock instanceof RealClock) this.#clock.stop();
    if (this.#journal instanceof FileJournal) this.#journal.close();
    await this.#gateway?.close();
    await this.#lambda.end();
    await this.#bundle?.close?.();
    if (this.#options.dataDir === undefined) rmSync(this.#codeRoot, { recursive: true, force: true });
  }

  #ports(): Ports {
    const { dataDir } = this.#options;
    return {
      clock: this.#clock,
      journal: this.#journal,
      activity: this.#activity,
      random: this.#random,
      call: this.#call,
      endpoint: () => this.endpoint,
      accountId: this.accountId,
      region: this.region,
      ...(dataDir !== undefined && { dataDir }),
    };
  }

  #register(services: readonly Service[]): void {
    for (const service of services) this.services.set(service.name, service);
  }

  /** A function's own key stands for a session of its role; every other key is the account's administrator. */
  #callerOf(accessKeyId: string | undefined): Caller {
    if (!accessKeyId?.startsWith('ASIA')) return EXTERNAL;
    const found = this.#lambda.functions.ofAccessKey(accessKeyId);
    if (!found) return EXTERNAL;
    const { name, roleArn } = found.record.config;
    const roleName = roleArn.slice(roleArn.lastIndexOf('/') + 1);
    return { principalArn: `arn:aws:sts::${this.accountId}:assumed-role/${roleName}/${name}` };
  }
}
