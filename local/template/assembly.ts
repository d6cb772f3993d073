// Reads a cloud assembly: the folder that `cdk synth` writes. Synthesizes an app first when that is what it is given.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A CloudFormation template as far as the runtime reads it. */
export interface Template {
  readonly Parameters?: Record<string, { Default?: unknown; Type?: string }>;
  readonly Mappings?: Record<string, Record<string, Record<string, unknown>>>;
  readonly Conditions?: Record<string, unknown>;
  readonly Resources: Record<string, TemplateResource>;
  readonly Outputs?: Record<string, { Value: unknown; Export?: { Name: unknown }; Condition?: string }>;
}

export interface TemplateResource {
  readonly Type: string;
  readonly Properties?: Record<string, unknown>;
  readonly DependsOn?: string | readonly string[];
  readonly Condition?: string;
}

export interface AssemblyStack {
  readonly name: string;
  readonly template: Template;
  /** File or folder of each asset, by the key it would have in the bootstrap bucket. */
  readonly assets: ReadonlyMap<string, string>;
}

/** Anything that synthesizes like a CDK app. */
export interface SynthesizableApp {
  synth(): { readonly directory: string };
}

interface Artifact {
  readonly type: string;
  readonly properties?: Record<string, string>;
  readonly dependencies?: readonly string[];
}

/** The stacks of an assembly in order of their dependencies; `folder` may also hold one template file by itself. */
export function readAssembly(folder: string): AssemblyStack[] {
  const manifestPath = join(folder, 'manifest.json');
  if (!existsSync(manifestPath)) {
    throw new Error(
      `${folder} is not a cloud assembly: it has no manifest.json; run \`npx cdk synth\` first`,
    );
  }
  const { artifacts = {} } = readJson(manifestPath) as { artifacts?: Record<string, Artifact> };
  return inOrder(artifacts).flatMap((artifact) => readArtifact(folder, artifact, artifacts));
}

function readArtifact(
  folder: string,
  [id, artifact]: [string, Artifact],
  artifacts: Record<string, Artifact>,
): AssemblyStack[] {
  const { type, properties = {} } = artifact;
  if (type === 'cdk:cloud-assembly') return readAssembly(join(folder, properties.directoryName ?? ''));
  if (type !== 'aws:cloudformation:stack') return [];
  return [
    {
      name: properties.stackName ?? id,
      template: readJson(join(folder, properties.templateFile ?? '')) as Template,
      assets: readAssets(folder, artifacts),
    },
  ];
}

interface AssetFile {
  readonly source: { readonly path: string };
  readonly destinations: Record<string, { readonly objectKey: string }>;
}

function readAssets(folder: string, artifacts: Record<string, Artifact>): Map<string, string> {
  const assets = new Map<string, string>();
  for (const { type, properties } of Object.values(artifacts)) {
    if (type !== 'cdk:asset-manifest') continue;
    const { files } = readJson(join(folder, properties?.file ?? '')) as { files?: Record<string, AssetFile> };
    for (const { source, destinations } of Object.values(files ?? {})) {
      for (const { objectKey } of Object.values(destinations))
        assets.set(objectKey, join(folder, source.path));
    }
  }
  return assets;
}

function inOrder(artifacts: Record<string, Artifact>): [string, Artifact][] {
  const ordered = new Map<string, Artifact>();
  const place = (id: string): void => {
    const artifact = artifacts[id];
    if (!artifact || ordered.has(id)) return;
    for (const dependency of artifact.dependencies ?? []) place(dependency);
    ordered.set(id, artifact);
  };
  for (const id of Object.keys(artifacts)) place(id);
  return [...ordered];
}

function readJson(path: string): unknown {
  return JSON.parse(readFileSync(path, 'utf8'));
}
