/** A piece of HTML: unescaped text, or an element. */
export type Node = string | Element;

export interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly Node[];
}

/** The allowed elements without content and end tag (HTML §13.1.2). */
const VOID = new Set(['br', 'hr', 'img', 'source', 'col', 'wbr']);

export const isElement = (node: Node): node is Element => typeof node !== 'string';

/** White space, also no-break spaces, which editors write for an empty line. */
const BLANK = /^\s*$/;

/** Whether a node is a text that shows nothing. */
export const isBlank = (node: Node): boolean => !isElement(node) && BLANK.test(node);

/** An element; its attributes and children may be left out. */
export const element = (
  name: string,
  attributes: Element['attributes'] = {},
  children: readonly Node[] = [],
): Element => ({
  name,
  attributes,
  children,
});

/** The elements for which `test` holds, in document order. It is not asked about elements inside of those. */
export const findElements = (nodes: readonly Node[], test: (element: Element) => boolean): Element[] =>
  nodes.flatMap((node) => (isElement(node) ? (test(node) ? [node] : findElements(node.children, test)) : []));

/** Elements that a search looks at: each level of hostile HTML may search all that is in it. */
const MAX_SEARCHED = 1_000;

/** The first element for which `test` holds, in document order, among the first MAX_SEARCHED elements. */
export function findElement(nodes: readonly Node[], test: (element: Element) => boolean): Element | undefined {
  let searched = 0;
  const search = (inside: readonly Node[]): Element | undefined => {
    for (const node of inside) {
      if (!isElement(node)) continue;
      if (++searched > MAX_SEARCHED) return undefined;
      const found = test(node) ? node : search(node.children);
      if (found) return found;
    }
    return undefined;
  };
  return search(nodes);
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\u00A0': '&nbsp;',
};
// Each text is normalised alone: in the whole markup, the `>` of a tag and U+0338 would compose to U+226F.
const escapeCharacters = (text: string, special: RegExp): string =>
  text.normalize('NFC').replace(special, (character) => ENTITIES[character] ?? '');
const escapeText = (text: string): string => escapeCharacters(text, /[&<>\u00A0]/g);
const escapeValue = (text: string): string => escapeCharacters(text, /[&<>"\u00A0]/g);

/** A tree as HTML in NFC, as browsers write it (HTML §13.3). Every parser builds an arranged tree again from it. */
export function writeFragment(nodes: readonly Node[]): string {
  let html = '';
  for (const node of nodes) html += writeNode(node);
  return html;
}

function writeNode(node: Node): string {
  if (!isElement(node)) return escapeText(node);
  const [start, end] = elementTags(node);
  // HTML §13.2.6.4.7: a parser drops a line break right after <pre>.
  const dropped = node.name === 'pre' && String(node.children[0]).startsWith('\n') ? '\n' : '';
  return start + dropped + writeFragment(node.children) + end;
}

/** The start tag and the end tag of an element. The end tag is empty for a void element. */
export function elementTags({ name, attributes }: Element): [start: string, end: string] {
  let written = '';
  for (const [attribute, value] of Object.entries(attributes)) written += ` ${attribute}="${escapeValue(value)}"`;
  return [`<${name}${written}>`, VOID.has(name) ? '' : `</${name}>`];
}
