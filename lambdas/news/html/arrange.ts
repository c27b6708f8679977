import { type Element, element, isBlank, isElement, type Node } from './fragment';

/** Elements that need a certain parent. */
const PARENTS: Readonly<Record<string, readonly string[]>> = {
  li: ['ul', 'ol'],
  dt: ['dl'],
  dd: ['dl'],
  rt: ['ruby'],
  rp: ['ruby'],
  source: ['audio', 'video'],
};

const HEADINGS = new Set(['h2', 'h3', 'h4', 'h5', 'h6']);

/** Allowed elements on lines of their own: their start tag ends an open paragraph (HTML §13.2.6.4.7). */
const END_P = new Set([
  ...HEADINGS,
  ...['p', 'hr', 'blockquote', 'pre', 'ul', 'ol', 'li', 'dl', 'dt', 'dd', 'div', 'figure', 'figcaption', 'table'],
]);

/** Blocks that are removed when nothing is in them. */
const REMOVED_WHEN_EMPTY = new Set(['p', 'blockquote', 'figure', 'figcaption', 'div', 'ul', 'ol', 'dl', ...HEADINGS]);

/** Elements inside a line that are replaced by their content when that is white space. */
const ONLY_AROUND_TEXT = new Set(
  'a abbr b bdi bdo cite code del dfn em i ins kbd mark q s samp small span strong sub sup u var'.split(' '),
);

const WHITE_SPACE = /^[\t\n ]+$/;

/** Stands between words that a removed element kept apart. It is no character of a text: `cleanCharacters` removes it. */
export const APART = '\u0000';
const APART_RUN = new RegExp(`${APART}+`, 'g');

/**
 * Arranges allowed elements so that a parser builds the same tree again from their markup. No text is lost: an element at a
 * wrong place becomes a `div` or is replaced by its content. Elements that show nothing are removed: an empty figure, an
 * image without an address. `moved` names the elements that were at a wrong place.
 */
export function arrange(nodes: readonly Node[]): { nodes: Node[]; moved: ReadonlySet<string> } {
  const moved = new Set<string>();

  const arrangeAll = (children: readonly Node[], path: readonly string[]): Node[] =>
    joinTexts(arrangeEach(children, path), END_P.has(path.at(-1) ?? 'div'));

  function arrangeEach(children: readonly Node[], path: readonly string[]): Node[] {
    const arranged: Node[] = [];
    for (const child of children) {
      if (!isElement(child)) arranged.push(child);
      else for (const one of arrangeElement(child, path)) arranged.push(one);
    }
    return arranged;
  }

  function arrangeElement(node: Element, path: readonly string[]): readonly Node[] {
    const { name, attributes, children } = node;
    const instead = replacement(node, path);
    if (instead) {
      moved.add(name);
      return arrangeEach(instead, path);
    }
    if (isHollow(node)) return arrangeEach(children, path);
    const inside = arrangeAll(children, [...path, name]);
    const isEmpty = attributes.id === undefined && inside.every(isEmptyLine);
    if (isEmpty && REMOVED_WHEN_EMPTY.has(name)) return [APART];
    if (isEmpty && ONLY_AROUND_TEXT.has(name)) return inside;
    if (name !== 'p' || !inside.some(holdsBlock)) return [withoutBox({ name, attributes, children: inside }, path)];
    moved.add(name);
    return [withoutBox(toDiv({ ...node, children: inside }), path)];
  }

  return { nodes: arrangeAll(nodes, []), moved };
}

/** The nodes to arrange in place of an element at a wrong place; undefined for an element at a right one. */
function replacement(node: Element, path: readonly string[]): readonly Node[] | undefined {
  const { name, attributes, children } = node;
  const parent = path.at(-1) ?? '';
  if (name === 'a' && path.includes('a')) return attributes.id === undefined ? children : [toSpan(node)];
  // A heading ends the heading that it is directly in.
  if (HEADINGS.has(name) && HEADINGS.has(parent)) return [toDiv(node)];
  // HTML §4.4.9: a dl may group its terms and descriptions in divs.
  if ((name === 'dt' || name === 'dd') && parent === 'div' && path.at(-2) === 'dl') return undefined;
  if (PARENTS[name]?.includes(parent) !== false) return undefined;
  return END_P.has(name) ? [toDiv(node)] : [APART, ...children, APART];
}

const toDiv = ({ attributes: { id, lang, dir }, children }: Element): Element =>
  element('div', { ...(id && { id }), ...(lang && { lang }), ...(dir && { dir }) }, children);
const toSpan = ({ attributes: { id = '' }, children }: Element): Element => element('span', { id }, children);

/** Elements in which a box may be replaced by its content. A `p` around a block becomes a `div`. */
const HOLDS_BLOCKS = new Set([undefined, 'p', 'div', 'blockquote', 'li', 'dd', 'td', 'th', 'figure']);

/** An element, or the single block in a box that shows nothing itself. Pages nest many such boxes. */
function withoutBox(node: Element, path: readonly string[]): Node {
  if (node.name !== 'div' || Object.keys(node.attributes).length > 0 || !HOLDS_BLOCKS.has(path.at(-1))) return node;
  const [only, ...others] = node.children.filter((one) => !isBlank(one));
  return only && others.length === 0 && isBlock(only) ? only : node;
}

const isLineBreak = (node: Node): boolean => isElement(node) && node.name === 'br';

/** Whether a node is white space or a line break: a block of nothing else shows nothing. */
export const isEmptyLine = (node: Node): boolean => isBlank(node) || isLineBreak(node);

const isBlock = (node: Node): boolean => isElement(node) && END_P.has(node.name);

function isHollow({ name, attributes, children }: Element): boolean {
  if (name === 'span') return Object.keys(attributes).length === 0;
  if (name === 'a') return attributes.href === undefined && attributes.id === undefined;
  if (name === 'img' || name === 'source') return attributes.src === undefined;
  if (name !== 'audio' && name !== 'video') return false;
  return (
    attributes.src === undefined &&
    !children.some((child) => isElement(child) && child.name === 'source' && child.attributes.src !== undefined)
  );
}

/** Whether a node is or holds a block. */
export const holdsBlock = (node: Node): boolean =>
  isElement(node) && (END_P.has(node.name) || node.children.some(holdsBlock));

/** Joins neighbouring texts, as a parser does. APART becomes a space where no white space and no edge of a block is. */
function joinTexts(nodes: readonly Node[], inBlock: boolean): Node[] {
  const joined: Node[] = [];
  for (const node of nodes) {
    const before = joined.at(-1);
    if (isElement(node) || before === undefined || isElement(before)) joined.push(node);
    else joined[joined.length - 1] = before + node;
  }
  const isUnfinished = (node: Node) => !isElement(node) && (node === '' || node.includes(APART));
  if (!joined.some(isUnfinished)) return joined;
  const isEdge = (node: Node | undefined) => (node === undefined ? inBlock : isBlock(node) || isLineBreak(node));
  return joined
    .map((node, i) => (isElement(node) ? node : spaceApart(node, isEdge(joined[i - 1]), isEdge(joined[i + 1]))))
    .filter((node) => node !== '');
}

const spaceApart = (text: string, atStart: boolean, atEnd: boolean): string =>
  text.replace(APART_RUN, (run: string, at: number) => {
    const [before = atStart ? ' ' : '', after = atEnd ? ' ' : ''] = [text[at - 1], text[at + run.length]];
    return WHITE_SPACE.test(before) || WHITE_SPACE.test(after) ? '' : ' ';
  });
