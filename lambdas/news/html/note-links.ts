import type { ChangeLog } from './change-log';
import { isElement, type Node } from './fragment';

/** Before the ids of a story, so that none is an id of the page around it. */
const PREFIX = 'note-';

/**
 * Keeps the links between places of one story, as footnotes have: a link to a fragment (`#fn1`, also after the story's own
 * address) and the `id` that it names, renamed to `note-fn1`. All other ids go, and so does the address of a link to an id
 * that the story lacks.
 */
export function linkNotes(nodes: readonly Node[], storyAddress: string, log: ChangeLog): Node[] {
  const ids = new Set<string>();
  const targets = new Set<string>();
  let hasFragment = false;
  visit(nodes, ({ id, href = '' }) => {
    if (id !== undefined) ids.add(id);
    if (href.includes('#')) hasFragment = true;
    const target = fragmentOf(href, storyAddress);
    if (target) targets.add(target);
  });
  if (ids.size === 0 && !hasFragment) return [...nodes];
  const names = renameIds([...ids].filter((id) => targets.has(id)));
  const unused = new Set(names.keys());

  const link = (node: Node): Node => {
    if (!isElement(node)) return node;
    const { id, href, ...others } = node.attributes;
    const target = names.get(fragmentOf(href ?? '', storyAddress) ?? '');
    const isLost = target === undefined && href?.trimStart().startsWith('#');
    if (isLost) log.removedAddress();
    // Two elements of one id: links lead to the first.
    const isFirst = id !== undefined && unused.delete(id);
    if (id !== undefined && !isFirst) log.removedAttribute('id');
    return {
      ...node,
      attributes: {
        ...(isFirst && { id: names.get(id) ?? '' }),
        ...(href !== undefined && !isLost && { href: target === undefined ? href : `#${target}` }),
        ...others,
      },
      children: node.children.map(link),
    };
  };
  return nodes.map(link);
}

function visit(nodes: readonly Node[], see: (attributes: Readonly<Record<string, string>>) => void): void {
  for (const node of nodes) {
    if (!isElement(node)) continue;
    see(node.attributes);
    visit(node.children, see);
  }
}

/** The id that a link names, if it leads to a place of the same story. */
function fragmentOf(href: string, storyAddress: string): string | undefined {
  const [address = '', fragment] = href.trim().split(/#(.*)/s);
  if (!fragment || (address !== '' && address !== storyAddress)) return undefined;
  try {
    return decodeURIComponent(fragment);
  } catch {
    return fragment;
  }
}

/** Each id with its new name: ASCII, unique, and unchanged if it is such a name already. */
function renameIds(ids: readonly string[]): Map<string, string> {
  const names = new Map<string, string>();
  const used = new Set<string>();
  for (const id of ids) {
    const plain = id.replace(/[^\w.-]+/g, '-').slice(0, MAX_ID_LENGTH);
    const name = plain.startsWith(PREFIX) ? plain : PREFIX + plain;
    let unique = name;
    for (let n = 2; used.has(unique); n++) unique = `${name}-${n}`;
    used.add(unique);
    names.set(id, unique);
  }
  return names;
}

const MAX_ID_LENGTH = 100;
