import { type Element, isElement, type Node } from './fragment';

/** Parts of a whole, with what they must be children of: anywhere else an HTML parser would move or drop them. */
const PARENTS: Readonly<Record<string, readonly string[]>> = {
  li: ['ul', 'ol'],
  dt: ['dl'],
  dd: ['dl'],
  rt: ['ruby'],
  rp: ['ruby'],
  source: ['audio', 'video'],
  caption: ['table'],
  colgroup: ['table'],
  col: ['colgroup'],
  thead: ['table'],
  tbody: ['table'],
  tfoot: ['table'],
  tr: ['table', 'thead', 'tbody', 'tfoot'],
  th: ['tr'],
  td: ['tr'],
};

/** Parts that stand on lines of their own, and go on doing so as a `div` where their whole is missing. */
const LINES = new Set(['li', 'dt', 'dd', 'caption', 'th', 'td']);

const TABLE_PARTS = new Set(['table', 'thead', 'tbody', 'tfoot', 'tr', 'colgroup']);

const HEADINGS = new Set(['h2', 'h3', 'h4', 'h5', 'h6']);

/** Their start tags end an open paragraph (HTML §13.2.6.4.7). */
const END_P = new Set([
  ...HEADINGS,
  ...['p', 'hr', 'blockquote', 'pre', 'ul', 'ol', 'li', 'dl', 'dt', 'dd', 'div', 'figure', 'figcaption', 'table'],
]);

const BLANK = /^[\t\n\r ]*$/;

/** Where a node stands. */
interface Place {
  /** The names of the elements around it, outermost first. */
  readonly path: readonly string[];
  /** In a table but in none of its cells: where the table stands, and what has to move in front of it. */
  readonly table?: { readonly place: Place; readonly before: Node[] };
}

/**
 * Allowed elements so put together that every HTML parser builds this tree again from what is written of it. No text
 * is lost: what HTML does not let stand where it stood becomes a `div`, gives way to its content, or moves
 * in front of its table. Also takes away what says nothing: an empty paragraph, an image without an address.
 * `moved` names the elements whose place was wrong, `text` for text between the cells of a table.
 */
export function arrange(nodes: readonly Node[]): { nodes: Node[]; moved: ReadonlySet<string> } {
  const moved = new Set<string>();

  const arrange = (children: readonly Node[], place: Place): Node[] =>
    joined(children.flatMap((child) => placed(child, place)));

  function placed(node: Node, place: Place): readonly Node[] {
    if (!isElement(node)) {
      if (!place.table || BLANK.test(node)) return [node];
      moved.add('text');
      return inFrontOfTable(node, place.table);
    }
    const { name, attributes, children } = node;
    if (isOutOfPlace(name, place.path)) {
      moved.add(name);
      return LINES.has(name) ? placed(lineOf(node), place) : arrange(children, place);
    }
    if (place.table && !(name in PARENTS)) {
      moved.add(name);
      return inFrontOfTable(node, place.table);
    }
    if (isHollow(node)) return arrange(children, place);
    const before: Node[] = [];
    const table = name === 'table' ? { place, before } : TABLE_PARTS.has(name) ? place.table : undefined;
    const inside = arrange(children, { path: [...place.path, name], table });
    if (name === 'p' && inside.length === 0) return [];
    if (name === 'p' && inside.some(endsParagraph)) {
      moved.add(name);
      return inside;
    }
    return [...before, { name, attributes, children: inside }];
  }

  function inFrontOfTable(node: Node, table: NonNullable<Place['table']>): readonly Node[] {
    for (const moving of placed(node, table.place)) table.before.push(moving);
    return [];
  }

  return { nodes: arrange(nodes, { path: [] }), moved };
}

function isOutOfPlace(name: string, path: readonly string[]): boolean {
  const parent = path.at(-1) ?? '';
  if (name === 'a') return path.includes('a');
  if (HEADINGS.has(name)) return path.some((around) => HEADINGS.has(around));
  // HTML §4.4.9: a dl may group its terms and descriptions in divs.
  if ((name === 'dt' || name === 'dd') && parent === 'div') return path.at(-2) !== 'dl';
  return PARENTS[name]?.includes(parent) === false;
}

function lineOf({ attributes: { lang, dir }, children }: Element): Element {
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

/** Neighbouring texts made one, as a parser would read them. */
function joined(nodes: readonly Node[]): Node[] {
  const apart: Node[] = [];
  for (const node of nodes) {
    const before = apart.at(-1);
    if (isElement(node) || before === undefined || isElement(before)) apart.push(node);
    else apart[apart.length - 1] = before + node;
  }
  return apart;
}
