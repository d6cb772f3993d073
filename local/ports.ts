// What goes into the runtime and what comes out: options, the ports that services are built from, the running thing.
import type { Activity } from './activity.js';
import type { Clock } from './clock.js';
import type { Access } from './iam/index.js';
import type { Journal } from './journal.js';
import type { Lambda } from './lambda/index.js';
import type { ApiCall } from './meter.js';
import type { Call, Service } from './service.js';
import type { SynthesizableApp } from './template/assembly.js';
import type { DeployedStack } from './template/deploy.js';

export interface StartOptions {
  /** A CDK app to synthesize and deploy. */
  readonly app?: SynthesizableApp;
  /** Or a cloud assembly: the folder that `cdk synth` wrote. */
  readonly assembly?: string;
  /** Where state survives restarts; in memory without it. */
  readonly dataDir?: string;
  /** `virtual` stands still until `advance`; `real` by default. */
  readonly clock?: 'real' | 'virtual';
  /** Orders timers that are due at the same moment, and draws ids and jitter; 1 by default, in real time chance. */
  readonly seed?: number;
  /** Port of the AWS endpoint; a free one by default. */
  readonly port?: number;
  readonly accountId?: string;
  readonly region?: string;
  /** Epoch milliseconds at which virtual time begins; now by default. */
  readonly startAt?: number;
  /** `manual` leaves e-mail subscriptions pending until ConfirmSubscription; `auto` by default. */
  readonly confirmEmail?: 'auto' | 'manual';
  /** Sees what handlers write to their logs. */
  readonly onLog?: (functionName: string, text: string) => void;
}

/** What every service is built from. */
export interface Ports {
  readonly clock: Clock;
  readonly journal: Journal;
  readonly activity: Activity;
  readonly random: () => number;
  readonly call: Call;
  readonly accountId: string;
  readonly region: string;
  /** URL of the AWS endpoint; known only once it listens. */
  readonly endpoint: () => string;
  readonly dataDir?: string;
}

/** The services besides those that the runtime brings itself. */
export interface ServiceBundle {
  readonly services: readonly Service[];
  /** Called once everything is deployed: what the last run left goes on. */
  resume?(): void | Promise<void>;
  close?(): void | Promise<void>;
}

export type CreateServices = (ports: Ports, lambda: Lambda) => Promise<ServiceBundle> | ServiceBundle;

/** A running runtime. */
export interface Runtime {
  readonly endpoint: string;
  readonly region: string;
  readonly accountId: string;
  /** Credentials for SDK clients; an administrator of the account. */
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
  /** Outputs of the deployed stacks. */
  readonly outputs: Readonly<Record<string, string>>;
  readonly stacks: readonly DeployedStack[];
  /** Every service, by its name in IAM actions. */
  readonly services: ReadonlyMap<string, Service>;
  /** Virtual time only: fires everything due until then, in order, and what that causes. `'3 days'` or milliseconds. */
  advance(duration: number | string): Promise<void>;
  /** Epoch milliseconds of the runtime's clock. */
  now(): number;
  /** Resolves when nothing is going on. */
  settle(): Promise<void>;
  /** What a function wrote, oldest first, as far as it is kept. */
  logs(functionName: string): readonly string[];
  /** Sees every API call once it is over; answers how to stop that. */
  onCall(listener: (call: ApiCall) => void): () => void;
  /** Sees every decision of IAM, allowed or denied; answers how to stop that. */
  onAccess(listener: (access: Access) => void): () => void;
  stop(): Promise<void>;
}
