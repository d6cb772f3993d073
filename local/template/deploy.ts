// Deploys a template: resolves it, creates its resources in order, and remembers what came of it. Whatever it does not
// know stops the start, by name.
import type { AssemblyStack, Template, TemplateResource } from './assembly.js';
import { NO_VALUE, references, resolve, type Scope } from './intrinsics.js';
import { type Provision, type Provisioned, type Provisioning, physicalName } from './resource.js';

/** A resource as CloudFormation would list it. */
export interface DeployedResource {
  readonly logicalId: string;
  readonly type: string;
  readonly physicalId: string;
  readonly attributes: Readonly<Record<string, unknown>>;
}

export interface DeployedStack {
  readonly name: string;
  readonly resources: readonly DeployedResource[];
  readonly outputs: Readonly<Record<string, string>>;
}

export interface DeployOptions {
  readonly provisions: Readonly<Record<string, Provision>>;
  readonly call: Provisioning['call'];
  readonly accountId: string;
  readonly region: string;
  /** Exports of the stacks so far; this one's are added. */
  readonly exports: Map<string, string>;
}

/** Creates or updates everything in `stack`. */
export async function deployStack(stack: AssemblyStack, options: DeployOptions): Promise<DeployedStack> {
  const deployment = new Deployment(stack, options);
  return deployment.run();
}

class Deployment {
  readonly #stack: AssemblyStack;
  readonly #template: Template;
  readonly #options: DeployOptions;
  readonly #deployed = new Map<string, DeployedResource>();
  readonly #scope: Scope;
  readonly #pseudo: Record<string, unknown>;

  constructor(stack: AssemblyStack, options: DeployOptions) {
    this.#stack = stack;
    this.#template = stack.template;
    this.#options = options;
    const { accountId, region } = options;
    this.#pseudo = {
      'AWS::AccountId': accountId,
      'AWS::Region': region,
      'AWS::Partition': 'aws',
      'AWS::URLSuffix': 'amazonaws.com',
      'AWS::StackName': stack.name,
      'AWS::StackId': `arn:aws:cloudformation:${region}:${accountId}:stack/${stack.name}/local`,
      'AWS::NotificationARNs': [],
    };
    this.#scope = {
      ref: (name) => this.#ref(name),
      attribute: (logicalId, attribute) => this.#attribute(logicalId, attribute),
      condition: (name) => this.#condition(name),
      mapping: (map, first, second) => this.#template.Mappings?.[map]?.[first]?.[second],
      importValue: (name) => this.#import(name),
    };
  }

  async run(): Promise<DeployedStack> {
    this.#refuseUnknownTypes();
    for (const logicalId of this.#order()) await this.#create(logicalId);
    return { name: this.#stack.name, resources: [...this.#deployed.values()], outputs: this.#outputs() };
  }

  #active(): [string, TemplateResource][] {
    return Object.entries(this.#template.Resources).filter(
      ([, { Condition }]) => Condition === undefined || this.#condition(Condition),
    );
  }

  #refuseUnknownTypes(): void {
    const unknown = this.#active().filter(([, { Type }]) => !(Type in this.#options.provisions));
    if (unknown.length === 0) return;
    const list = unknown.map(([logicalId, { Type }]) => `${Type} (${logicalId})`).join(', ');
    throw new Error(`Stack ${this.#stack.name}: the local runtime does not support ${list}`);
  }

  /** Logical ids, each after what it refers to or depends on. */
  #order(): string[] {
    const active = new Map(this.#active());
    const ordered = new Set<string>();
    const path: string[] = [];
    const place = (logicalId: string): void => {
      const resource = active.get(logicalId);
      if (!resource || ordered.has(logicalId)) return;
      if (path.includes(logicalId))
        throw new Error(`Circular dependency: ${[...path, logicalId].join(' → ')}`);
      path.push(logicalId);
      for (const needed of dependencies(resource)) place(needed);
      path.pop();
      ordered.add(logicalId);
    };
    for (const logicalId of active.keys()) place(logicalId);
    return [...ordered];
  }

  async #create(logicalId: string): Promise<void> {
    const { Type, Properties = {} } = this.#template.Resources[logicalId] as TemplateResource;
    const provision = this.#options.provisions[Type] as Provision;
    const created = await this.#named(logicalId, Type, () =>
      provision(
        {
          logicalId,
          type: Type,
          properties: resolve(Properties, this.#scope),
          name: (longest) => physicalName(this.#stack.name, logicalId, longest),
        },
        { ...this.#options, asset: (key) => this.#asset(key) },
      ),
    );
    const { ref, attributes = {} } = created;
    this.#deployed.set(logicalId, { logicalId, type: Type, physicalId: ref, attributes });
  }

  async #named(
    logicalId: string,
    type: string,
    work: () => Provisioned | Promise<Provisioned>,
  ): Promise<Provisioned> {
    try {
      return await work();
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      throw new Error(`${type} ${logicalId} (stack ${this.#stack.name}): ${reason}`, { cause: error });
    }
  }

  #asset(objectKey: string): string {
    const path = this.#stack.assets.get(objectKey);
    if (path === undefined) throw new Error(`the assembly has no file asset ${objectKey}`);
    return path;
  }

  #ref(name: string): unknown {
    if (name in this.#pseudo) return this.#pseudo[name];
    const deployed = this.#deployed.get(name);
    if (deployed) return deployed.physicalId;
    const parameter = this.#template.Parameters?.[name];
    if (parameter?.Default !== undefined) return parameter.Default;
    throw new Error(parameter ? `parameter ${name} has no default` : `${name} is not deployed`);
  }

  #attribute(logicalId: string, attribute: string): unknown {
    const value = this.#deployed.get(logicalId)?.attributes[attribute];
    if (value === undefined)
      throw new Error(`Fn::GetAtt ${logicalId}.${attribute} is not supported by the local runtime`);
    return value;
  }

  #condition(name: string): boolean {
    return resolve(this.#template.Conditions?.[name], this.#scope) === true;
  }

  #import(name: string): string {
    const value = this.#options.exports.get(name);
    if (value === undefined) throw new Error(`no deployed stack exports ${name}`);
    return value;
  }

  #outputs(): Record<string, string> {
    const outputs: Record<string, string> = {};
    for (const [key, output] of Object.entries(this.#template.Outputs ?? {})) {
      if (output.Condition !== undefined && !this.#condition(output.Condition)) continue;
      const value = resolve(output.Value, this.#scope);
      if (value === NO_VALUE) continue;
      outputs[key] = String(value);
      if (output.Export)
        this.#options.exports.set(String(resolve(output.Export.Name, this.#scope)), String(value));
    }
    return outputs;
  }
}

function dependencies({ Properties, DependsOn = [] }: TemplateResource): string[] {
  return [...(typeof DependsOn === 'string' ? [DependsOn] : DependsOn), ...references(Properties)];
}
