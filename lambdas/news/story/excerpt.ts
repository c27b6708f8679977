import { elementTags, isElement, type Node, parseFragment, writeFragment } from '../html/fragment';
import { cutAtWord } from '../values/cut-at-word';

const bytesOf = (nodes: readonly Node[]): number => Buffer.byteLength(writeFragment(nodes));

/**
 * The beginning of a sanitised body in at most `maxBytes` of UTF-8, every element closed. It is cut between blocks, or at a
 * word inside one where less than half the room would be used otherwise, and is empty where not even that fits.
 * `whole` says that nothing was cut.
 */
export function excerpt(body: string, maxBytes: number): { body: string; whole: boolean } {
  if (Buffer.byteLength(body) <= maxBytes) return { body, whole: true };
  return { body: writeFragment(beginning(parseFragment(body), maxBytes)).trimEnd(), whole: false };
}

function beginning(nodes: readonly Node[], room: number): Node[] {
  const taken: Node[] = [];
  let left = room;
  for (const node of nodes) {
    const size = bytesOf([node]);
    if (size > left) return left > room / 2 ? [...taken, ...partOf(node, left)] : taken;
    taken.push(node);
    left -= size;
  }
  return taken;
}

function partOf(node: Node, room: number): Node[] {
  if (!isElement(node)) {
    const text = cutAtWord(node, room, (piece) => bytesOf([piece]));
    return text === '' ? [] : [text];
  }
  const children = beginning(node.children, room - Buffer.byteLength(elementTags(node).join('')));
  return children.length === 0 ? [] : [{ ...node, children }];
}
