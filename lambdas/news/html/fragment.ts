import { Parser } from 'htmlparser2';

/** A piece of HTML: text, unescaped, or an element. */
export type Node = string | Element;

export interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly Node[];
}

/** The elements that have no content and no end tag (HTML §13.1.2), of those that a story may hold. */
const VOID = new Set(['br', 'hr', 'img', 'source', 'col']);

export const isElement = (node: Node): node is Element => typeof node !== 'string';

/** HTML as a tree, without its comments. Takes anything; neighbouring texts are one. */
export function parseFragment(html: string): Node[] {
  const fragment: Node[] = [];
  const open = [fragment];
  const parser = new Parser({
    onopentag(name, attributes) {
      const children: Node[] = [];
      open.at(-1)?.push({ name, attributes, children });
      open.push(children);
    },
    ontext(text) {
      const siblings = open.at(-1) ?? fragment;
      const before = siblings.at(-1);
      if (typeof before === 'string') siblings[siblings.length - 1] = before + text;
      else siblings.push(text);
    },
    onclosetag() {
      open.pop();
    },
  });
  parser.end(html);
  return fragment;
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\u00A0': '&nbsp;',
};
// Each text is normalised by itself: across a tag, its `>` and U+0338 would compose to U+226F.
const escaped = (text: string, special: RegExp): string =>
  text.normalize('NFC').replace(special, (character) => ENTITIES[character] ?? '');
const escapeText = (text: string): string => escaped(text, /[&<>\u00A0]/g);
const escapeValue = (text: string): string => escaped(text, /[&<>"\u00A0]/g);

/**
 * A tree as HTML, its text in NFC, by the algorithm that browsers use (HTML §13.3): any parser builds an arranged()
 * tree again.
 */
export const writeFragment = (nodes: readonly Node[]): string => nodes.map(writeNode).join('');

function writeNode(node: Node): string {
  if (!isElement(node)) return escapeText(node);
  const [start, end] = elementTags(node);
  return start + writeFragment(node.children) + end;
}

/** The start tag and the end tag of an element; the latter is empty for a void element. */
export function elementTags({ name, attributes }: Element): [start: string, end: string] {
  const written = Object.entries(attributes).map(([attribute, value]) => ` ${attribute}="${escapeValue(value)}"`);
  return [`<${name}${written.join('')}>`, VOID.has(name) ? '' : `</${name}>`];
}
