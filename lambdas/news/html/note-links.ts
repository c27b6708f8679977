import type { ChangeLog } from './change-log';
import { isElement, type Node } from './fragment';

/** Before the ids of a story, so that none is an id of the page around it. */
const PREFIX = 'note-';

/** Whether the text of a link is the mark of a footnote: a number, a letter or a sign, perhaps in brackets. */
export const isNoteMark = (text: string): boolean => /^\s*[[(]?(?:\d{1,3}|[a-z]|[*†‡§]{1,3})[\])]?\s*$/i.test(text);

/**
 * Keeps the links between places of one story, as footnotes have: a link to a fragment (`#fn1`, also after the story's own
 * address) and the `id` that it names, renamed to `note-fn1`. All other ids go, and so does the address of a link to an id
 * that the story lacks. `isChanged` tells whether something went.
 */
export function linkNotes(
  nodes: readonly Node[],
  storyAddress: string,
  log: ChangeLog,
): { nodes: readonly Node[]; isChanged: boolean } {
  const ids = new Set<string>();
  const targets = new Set<string>();
  let hasFragment = false;
  visit(nodes, ({ id, href = '' }) => {
    if (id !== undefined) ids.add(id);
    if (href.includes('#')) hasFragment = true;
    for (const target of targetsOf(href, storyAddress)) targets.add(target);
  });
  if (ids.size === 0 && !hasFragment) return { nodes, isChanged: false };
  const names = renameIds([...ids].filter((id) => targets.has(id)));
  const unused = new Set(names.keys());
  let isChanged = false;

  const link = (node: Node): Node => {
    if (!isElement(node)) return node;
    const { id, href, ...others } = node.attributes;
    const target = targetsOf(href ?? '', storyAddress)
      .map((one) => names.get(one))
      .find((name) => name !== undefined);
    const isLost = target === undefined && href?.trimStart().startsWith('#');
    if (isLost) log.removedAddress();
    // Two elements of one id: links lead to the first.
    const isFirst = id !== undefined && unused.delete(id);
    if (id !== undefined && !isFirst) log.removedAttribute('id');
    isChanged ||= isLost || (id !== undefined && !isFirst);
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
  return { nodes: nodes.map(link), isChanged };
}

function visit(nodes: readonly Node[], see: (attributes: Readonly<Record<string, string>>) => void): void {
  for (const node of nodes) {
    if (!isElement(node)) continue;
    see(node.attributes);
    visit(node.children, see);
  }
}

/** The ids that a link to a place of the same story may name: as it is written, and decoded (HTML §7.4.6.3). */
function targetsOf(href: string, storyAddress: string): readonly string[] {
  const [address = '', fragment] = href.trim().split(/#(.*)/s);
  if (!fragment || (address !== '' && address !== storyAddress)) return [];
  try {
    const decoded = decodeURIComponent(fragment);
    return decoded === fragment ? [fragment] : [fragment, decoded];
  } catch {
    return [fragment];
  }
}

const MAX_ID_LENGTH = 90;
/** A name of ours, with room for a number. */
const RENAMED = new RegExp(`^${PREFIX}[\\w.-]{0,${MAX_ID_LENGTH + 10}}$`);

/** Each id with its new name: ASCII, unique, and unchanged if it is such a name already. */
function renameIds(ids: readonly string[]): Map<string, string> {
  const names = new Map<string, string>();
  const numbers = new Map<string, number>();
  const used = new Set(ids.filter((id) => RENAMED.test(id)));
  for (const id of ids) {
    if (used.has(id)) {
      names.set(id, id);
      continue;
    }
    const name = PREFIX + id.replace(/[^\w.-]+/g, '-').slice(0, MAX_ID_LENGTH);
    let number = numbers.get(name) ?? 1;
    let unique = name;
    while (used.has(unique)) unique = `${name}-${++number}`;
    numbers.set(name, number);
    used.add(unique);
    names.set(id, unique);
  }
  return names;
}
