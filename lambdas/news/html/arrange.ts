import { type Element, isElement, type Node } from './fragment';

/** Elements that need a certain parent. Anywhere else an HTML parser would move or drop them. */
const PARENTS: Readonly<Record<string, readonly string[]>> = {
  ...withParents('li', 'ul ol'),
  ...withParents('dt dd', 'dl'),
  ...withParents('rt rp', 'ruby'),
  ...withParents('source', 'audio video'),
  ...withParents('caption colgroup thead tbody tfoot', 'table'),
  ...withParents('col', 'colgroup'),
  ...withParents('tr', 'table thead tbody tfoot'),
  ...withParents('th td', 'tr'),
};

function withParents(elements: string, parents: string): Record<string, string[]> {
  return Object.fromEntries(elements.split(' ').map((element) => [element, parents.split(' ')]));
}

/** Elements on lines of their own. Without their parent they become a `div`, so that they stay on lines of their own. */
const LINES = new Set(['li', 'dt', 'dd', 'caption', 'th', 'td']);

const TABLE_PARTS = new Set(['table', 'thead', 'tbody', 'tfoot', 'tr', 'colgroup']);

const HEADINGS = new Set(['h2', 'h3', 'h4', 'h5', 'h6']);

/** Elements whose start tag ends an open paragraph (HTML §13.2.6.4.7). */
const END_P = new Set([
  ...HEADINGS,
  ...['p', 'hr', 'blockquote', 'pre', 'ul', 'ol', 'li', 'dl', 'dt', 'dd', 'div', 'figure', 'figcaption', 'table'],
]);

const BLANK = /^[\t\n\r ]*$/;

/** The place of a node in the tree. */
interface Place {
  /** The names of the elements around it, outermost first. */
  readonly path: readonly string[];
  /** Inside a table but outside its cells: the place of the table, and the nodes to move in front of it. */
  readonly table?: { readonly place: Place; readonly before: Node[] };
}

/**
 * Arranges allowed elements so that every HTML parser builds the same tree from their markup. No text is lost: an element
 * at a wrong place becomes a `div`, is replaced by its content, or moves in front of its table. Elements that show nothing
 * are removed: an empty paragraph, an image without an address. `moved` names the elements that were at a wrong place;
 * `text` stands for text between the cells of a table.
 */
export function arrange(nodes: readonly Node[]): { nodes: Node[]; moved: ReadonlySet<string> } {
  const moved = new Set<string>();

  const arrangeAll = (children: readonly Node[], place: Place): Node[] =>
    joinTexts(children.flatMap((child) => arrangeNode(child, place)));

  function arrangeNode(node: Node, place: Place): readonly Node[] {
    if (!isElement(node)) {
      if (!place.table || BLANK.test(node)) return [node];
      moved.add('text');
      return moveInFront(node, place.table);
    }
    const { name, attributes, children } = node;
    if (isOutOfPlace(name, place.path)) {
      moved.add(name);
      return LINES.has(name) ? arrangeNode(toDiv(node), place) : arrangeAll(children, place);
    }
    if (place.table && !(name in PARENTS)) {
      moved.add(name);
      return moveInFront(node, place.table);
    }
    if (isHollow(node)) return arrangeAll(children, place);
    const before: Node[] = [];
    const table = name === 'table' ? { place, before } : TABLE_PARTS.has(name) ? place.table : undefined;
    const inside = arrangeAll(children, { path: [...place.path, name], table });
    if (name === 'p' && inside.length === 0) return [];
    if (name === 'p' && inside.some(endsParagraph)) {
      moved.add(name);
      return inside;
    }
    return [...before, { name, attributes, children: inside }];
  }

  function moveInFront(node: Node, table: NonNullable<Place['table']>): readonly Node[] {
    // One push each: a spread of 100,000 arguments would overflow the stack.
    for (const moving of arrangeNode(node, table.place)) table.before.push(moving);
    return [];
  }

  return { nodes: arrangeAll(nodes, { path: [] }), moved };
}

function isOutOfPlace(name: string, path: readonly string[]): boolean {
  const parent = path.at(-1) ?? '';
  if (name === 'a') return path.includes('a');
  if (HEADINGS.has(name)) return path.some((around) => HEADINGS.has(around));
  // HTML §4.4.9: a dl may group its terms and descriptions in divs.
  if ((name === 'dt' || name === 'dd') && parent === 'div') return path.at(-2) !== 'dl';
  return PARENTS[name]?.includes(parent) === false;
}

function toDiv({ attributes: { lang, dir }, children }: Element): Element {
  return { name: 'div', attributes: { ...(lang && { lang }), ...(dir && { dir }) }, children };
}

function isHollow({ name, attributes, children }: Element): boolean {
  if (name === 'span') return Object.keys(attributes).length === 0;
  if (name === 'a') return attributes.href === undefined;
  if (name === 'img' || name === 'source') return attributes.src === undefined;
  if (name !== 'audio' && name !== 'video') return false;
  return (
    attributes.src === undefined &&
    !children.some((child) => isElement(child) && child.name === 'source' && child.attributes.src !== undefined)
  );
}

const endsParagraph = (node: Node): boolean =>
  isElement(node) && (END_P.has(node.name) || node.children.some(endsParagraph));

/** Joins neighbouring texts, as a parser does. */
function joinTexts(nodes: readonly Node[]): Node[] {
  const joined: Node[] = [];
  for (const node of nodes) {
    const before = joined.at(-1);
    if (isElement(node) || before === undefined || isElement(before)) joined.push(node);
    else joined[joined.length - 1] = before + node;
  }
  return joined;
}
