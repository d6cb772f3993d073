// AWS Query: form-encoded input with dotted names, XML output. SNS, STS, IAM and CloudFormation speak it.
import { randomUUID } from 'node:crypto';
import { credentialScope, header, type WireCall, type WireRequest } from './wire.js';
import { escapeXml } from './xml.js';

/** Members that are maps on the wire; every other object is a structure. */
const MAPS: ReadonlySet<string> = new Set(['Attributes']);

/** API version → service, for unsigned calls and the XML namespace. */
const VERSIONS: Record<string, string> = {
  '2010-03-31': 'sns',
  '2011-06-15': 'sts',
  '2010-05-08': 'iam',
  '2010-05-15': 'cloudformation',
  '2012-11-05': 'sqs',
};

/** The call in `request`, or undefined when it is not AWS Query. */
export function readQueryCall(request: WireRequest): WireCall | undefined {
  const type = header(request, 'content-type') ?? '';
  if (!type.startsWith('application/x-www-form-urlencoded')) return undefined;
  const form = new URLSearchParams(request.body.toString());
  const action = form.get('Action') ?? '';
  const version = form.get('Version') ?? '';
  const service = VERSIONS[version] ?? credentialScope(request)?.service ?? version;
  const namespace = `http://${service}.amazonaws.com/doc/${version}/`;
  const headers = { 'content-type': 'text/xml' };
  return {
    service,
    action,
    input: readForm(form),
    answer: (output) => ({ status: 200, headers, body: resultXml(action, namespace, output) }),
    refuse: (error) => ({
      status: error.status,
      headers,
      body:
        `<ErrorResponse xmlns="${namespace}"><Error><Type>Sender</Type><Code>${escapeXml(error.code)}</Code>` +
        `<Message>${escapeXml(error.message)}</Message></Error><RequestId>${randomUUID()}</RequestId></ErrorResponse>`,
    }),
  };
}

interface Node {
  text?: string;
  readonly children: Map<string, Node>;
}

function readForm(form: URLSearchParams): unknown {
  const root: Node = { children: new Map() };
  for (const [name, value] of form) {
    if (name !== 'Action' && name !== 'Version') place(root, name.split('.'), value);
  }
  return plain(root);
}

function place(root: Node, path: readonly string[], value: string): void {
  let node = root;
  for (const step of path) {
    let next = node.children.get(step);
    if (!next) {
      next = { children: new Map() };
      node.children.set(step, next);
    }
    node = next;
  }
  node.text = value;
}

/** `X.member.1` becomes a list, `X.entry.1.key/value` (or Name/Value) a map, anything else a structure. */
function plain(node: Node): unknown {
  if (node.text !== undefined) return node.text;
  const list = node.children.get('member');
  if (list) return [...list.children.values()].map(plain);
  const map = node.children.get('entry');
  if (map) return Object.fromEntries([...map.children.values()].map(readEntry));
  return Object.fromEntries([...node.children].map(([name, child]) => [name, plain(child)]));
}

function readEntry(entry: Node): [string, unknown] {
  const key = entry.children.get('key') ?? entry.children.get('Name');
  const value = entry.children.get('value') ?? entry.children.get('Value');
  return [key?.text ?? '', value ? plain(value) : ''];
}

function resultXml(action: string, namespace: string, output: unknown): string {
  return (
    `<${action}Response xmlns="${namespace}"><${action}Result>${membersXml(output ?? {})}</${action}Result>` +
    `<ResponseMetadata><RequestId>${randomUUID()}</RequestId></ResponseMetadata></${action}Response>`
  );
}

function membersXml(structure: object): string {
  return Object.entries(structure)
    .filter(([, value]) => value !== undefined && value !== null)
    .map(([name, value]) => `<${name}>${valueXml(name, value)}</${name}>`)
    .join('');
}

function valueXml(name: string, value: unknown): string {
  if (Array.isArray(value)) return value.map((item) => `<member>${valueXml('', item)}</member>`).join('');
  if (typeof value !== 'object' || value === null) return escapeXml(String(value));
  if (!MAPS.has(name)) return membersXml(value);
  return Object.entries(value)
    .map(([key, item]) => `<entry><key>${escapeXml(key)}</key><value>${valueXml('', item)}</value></entry>`)
    .join('');
}
