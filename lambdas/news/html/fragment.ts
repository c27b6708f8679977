import { Parser } from 'htmlparser2';

/** A piece of HTML: unescaped text, or an element. */
export type Node = string | Element;

export interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly Node[];
}

/** The allowed elements without content and end tag (HTML §13.1.2). */
const VOID = new Set(['br', 'hr', 'img', 'source', 'col']);

export const isElement = (node: Node): node is Element => typeof node !== 'string';

/** Any HTML as a tree, without comments. Neighbouring texts are joined. */
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
// Each text is normalised alone: in the whole markup, the `>` of a tag and U+0338 would compose to U+226F.
const escapeCharacters = (text: string, special: RegExp): string =>
  text.normalize('NFC').replace(special, (character) => ENTITIES[character] ?? '');
const escapeText = (text: string): string => escapeCharacters(text, /[&<>\u00A0]/g);
const escapeValue = (text: string): string => escapeCharacters(text, /[&<>"\u00A0]/g);

/** A tree as HTML in NFC, as browsers write it (HTML §13.3). Every parser builds an arranged tree again from it. */
export const writeFragment = (nodes: readonly Node[]): string => nodes.map(writeNode).join('');

function writeNode(node: Node): string {
  if (!isElement(node)) return escapeText(node);
  const [start, end] = elementTags(node);
  return start + writeFragment(node.children) + end;
}

/** The start tag and the end tag of an element. The end tag is empty for a void element. */
export function elementTags({ name, attributes }: Element): [start: string, end: string] {
  const written = Object.entries(attributes).map(([attribute, value]) => ` ${attribute}="${escapeValue(value)}"`);
  return [`<${name}${written.join('')}>`, VOID.has(name) ? '' : `</${name}>`];
}
