// XML as AWS's older protocols write it: escaping, S3's flat lists, and a reader for S3's small request bodies.

const ENTITIES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\r': '&#xD;',
};
const CHARACTERS: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

export function escapeXml(text: string): string {
  return text.replace(/[&<>"\r]/g, (character) => ENTITIES[character] ?? character);
}

/** Members as elements; a list is its element again and again, a date is ISO 8601, what is undefined is left out. */
export function flatXml(members: object): string {
  return Object.entries(members)
    .flatMap(([name, value]) => [value].flat().map((one) => [name, one]))
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `<${name}>${contentXml(value)}</${name}>`)
    .join('');
}

function contentXml(value: unknown): string {
  if (value instanceof Date) return value.toISOString();
  return typeof value === 'object' && value !== null ? flatXml(value) : escapeXml(String(value));
}

const TOKEN = /<\?[^>]*\?>|<(\/?)([\w:.-]+)[^>]*?(\/?)>|([^<]+)/g;

type Content = { [name: string]: Content } | string;

/** Nested elements as an object of texts; attributes are dropped, and of elements with one name the last one stays. */
export function readXml(text: string): Record<string, Content> {
  const open: { readonly name: string; readonly members: Record<string, Content>; text: string }[] = [
    { name: '', members: {}, text: '' },
  ];
  const close = () => {
    const { name, members, text } = open.pop() ?? { name: '', members: {}, text: '' };
    const parent = open.at(-1);
    if (parent) parent.members[name] = Object.keys(members).length > 0 ? members : text;
  };
  for (const [, isEnd, name, isEmpty, content] of text.matchAll(TOKEN)) {
    const inner = open.at(-1);
    if (inner && content !== undefined) inner.text += unescaped(content);
    if (isEnd) close();
    else if (name) open.push({ name, members: {}, text: '' });
    if (isEmpty) close();
  }
  return open[0]?.members ?? {};
}

function unescaped(text: string): string {
  return text.replace(/&(?:#x([\da-f]+)|#(\d+)|(\w+));/gi, (whole, hex, decimal, name) => {
    if (name) return CHARACTERS[name] ?? whole;
    return String.fromCodePoint(hex ? Number.parseInt(hex, 16) : Number(decimal));
  });
}
