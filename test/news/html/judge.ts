import { type DefaultTreeAdapterMap, parseFragment } from 'parse5';

type TheirNode = DefaultTreeAdapterMap['node'];
type TheirElement = DefaultTreeAdapterMap['element'];

const isTheirElement = (node: TheirNode): node is TheirElement => 'tagName' in node;

/** Every element that another parser finds in some HTML. */
export function elementsOf(html: string): TheirElement[] {
  const found: TheirElement[] = [];
  const walk = (node: TheirNode) => {
    if (isTheirElement(node)) found.push(node);
    if ('childNodes' in node) node.childNodes.forEach(walk);
  };
  walk(parseFragment(html));
  return found;
}

const HARMLESS = new Set(
  (
    'p br wbr hr h2 h3 h4 h5 h6 strong b em i u s del ins sub sup small mark q blockquote cite abbr dfn time code kbd samp var ' +
    'pre ul ol li dl dt dd ' +
    'a img figure figcaption audio video source table caption colgroup col thead tbody tfoot tr th td bdi bdo ruby rt rp span div'
  ).split(' '),
);

const HARMLESS_ATTRIBUTES = new Set(
  'lang dir title href hreflang rel src alt width height controls cite datetime start type reversed value span colspan rowspan scope id'.split(
    ' ',
  ),
);

/** The dangers that another parser finds in some HTML. Stored HTML has none. */
export function dangersIn(html: string): string[] {
  const dangers = elementsOf(html).flatMap(({ tagName, attrs, namespaceURI }) =>
    dangersOf(
      namespaceURI.endsWith('xhtml') ? tagName : `${namespaceURI} ${tagName}`,
      attrs.map(({ name, value }) => [name, value] as const),
    ),
  );
  if (/<!|<\?/.test(html)) dangers.push('a comment or declaration');
  // biome-ignore lint/suspicious/noControlCharactersInRegex: XML 1.0 forbids these characters
  if (/[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]|\p{Cs}/u.test(html)) dangers.push('not XML');
  return dangers;
}

/** The dangers of one element. A name of SVG or MathML is none of HARMLESS. */
export function dangersOf(tagName: string, attributes: readonly (readonly [string, string])[]): string[] {
  const dangers: string[] = [];
  if (!HARMLESS.has(tagName)) dangers.push(`<${tagName}>`);
  for (const [name, value] of attributes) {
    if (!HARMLESS_ATTRIBUTES.has(name)) dangers.push(`${tagName} ${name}`);
    if (name === 'id' && !/^note-[\w.-]+$/.test(value)) dangers.push(`${tagName} id=${value}`);
    if (!['href', 'src', 'cite'].includes(name)) continue;
    if (name === 'href' && /^#note-[\w.-]+$/.test(value)) continue;
    const schemes = name === 'href' ? /^(?:https?:\/\/[a-z0-9[]|mailto:|tel:)/ : /^https?:\/\/[a-z0-9[]/;
    if (!schemes.test(value) || /[^!-~]/.test(value)) dangers.push(`${tagName} ${name}=${value}`);
  }
  return dangers;
}

/** The tree that another parser builds from some HTML, one line a node. That parser adds a tbody around rows, so it is left out. */
export function theirTree(html: string): string[] {
  const lines: string[] = [];
  const walk = (node: TheirNode, depth: number) => {
    if ('value' in node) lines.push(`${depth} ${JSON.stringify(node.value)}`);
    const inner = isTheirElement(node) && node.tagName !== 'tbody' ? depth + 1 : depth;
    if (isTheirElement(node) && node.tagName !== 'tbody') {
      lines.push(`${depth} ${node.tagName} ${JSON.stringify(node.attrs.map(({ name, value }) => [name, value]))}`);
    }
    if ('childNodes' in node) for (const child of node.childNodes) walk(child, inner);
  };
  walk(parseFragment(html), 0);
  return lines;
}
