// Writes small cloud assemblies by hand, so that tests of the runtime need no CDK.
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A new folder under the system's temporary one. */
export const temporaryFolder = (): string => mkdtempSync(join(tmpdir(), 'handoff-test-'));

/** An assembly with one stack; `code` holds the source of one asset a function, by asset key. */
export function tinyAssembly(template: object, code: Record<string, string> = {}, stack = 'Tiny'): string {
  const folder = temporaryFolder();
  const write = (name: string, content: object) => writeFileSync(join(folder, name), JSON.stringify(content));
  for (const [key, source] of Object.entries(code)) {
    mkdirSync(join(folder, `asset.${key}`));
    writeFileSync(join(folder, `asset.${key}`, 'index.js'), source);
  }
  const files = Object.fromEntries(
    Object.keys(code).map((key) => [
      key,
      { source: { path: `asset.${key}` }, destinations: { here: { objectKey: `${key}.zip` } } },
    ]),
  );
  write(`${stack}.template.json`, template);
  write(`${stack}.assets.json`, { files });
  write('manifest.json', {
    artifacts: {
      [`${stack}.assets`]: { type: 'cdk:asset-manifest', properties: { file: `${stack}.assets.json` } },
      [stack]: {
        type: 'aws:cloudformation:stack',
        properties: { templateFile: `${stack}.template.json` },
      },
    },
  });
  return folder;
}

/** A function resource over the asset `key`. */
export const functionResource = (key: string, properties: object = {}) => ({
  Type: 'AWS::Lambda::Function',
  Properties: {
    Runtime: 'nodejs22.x',
    Handler: 'index.handler',
    Role: { 'Fn::GetAtt': ['Role', 'Arn'] },
    Code: { S3Bucket: 'assets', S3Key: `${key}.zip` },
    ...properties,
  },
});

/** The role `Role`, with the statements it is allowed. */
export const roleResource = (...statements: object[]) => ({
  Type: 'AWS::IAM::Role',
  Properties: {
    AssumeRolePolicyDocument: { Version: '2012-10-17', Statement: [] },
    Policies: [{ PolicyName: 'Inline', PolicyDocument: { Version: '2012-10-17', Statement: statements } }],
  },
});
