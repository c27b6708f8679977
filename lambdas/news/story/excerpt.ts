import { arrange } from '../html/arrange';
import { elementTags, isElement, type Node, writeFragment } from '../html/fragment';
import { parseHtml } from '../html/parse-html';
import { cutAtWord } from '../values/cut-at-word';

const bytesOf = (nodes: readonly Node[]): number => Buffer.byteLength(writeFragment(nodes));

/**
 * The beginning of a sanitised body in at most `maxBytes` of UTF-8, with every element closed. The cut is between blocks;
 * if that leaves more than half of the space empty, it is at a word inside a block. The excerpt is empty if not even a word
 * fits. `whole` is true if nothing was cut.
 */
export function excerpt(body: string, maxBytes: number): { body: string; whole: boolean } {
  if (Buffer.byteLength(body) <= maxBytes) return { body, whole: true };
  // A cut can leave a block that shows nothing.
  const { nodes } = arrange(cutNodes(parseHtml(body), maxBytes));
  return { body: writeFragment(nodes).trimEnd(), whole: false };
}

function cutNodes(nodes: readonly Node[], maxBytes: number): Node[] {
  const fitting: Node[] = [];
  let free = maxBytes;
  for (const node of nodes) {
    const size = bytesOf([node]);
    if (size > free) return free > maxBytes / 2 ? [...fitting, ...cutNode(node, free)] : fitting;
    fitting.push(node);
    free -= size;
  }
  return fitting;
}

function cutNode(node: Node, maxBytes: number): Node[] {
  if (!isElement(node)) {
    const text = cutAtWord(node, maxBytes, (piece) => bytesOf([piece]));
    return text === '' ? [] : [text];
  }
  // The writer may add a line break at the beginning of a pre.
  const size = Buffer.byteLength(elementTags(node).join('')) + (node.name === 'pre' ? 1 : 0);
  const children = cutNodes(node.children, maxBytes - size);
  return children.length === 0 ? [] : [{ ...node, children }];
}
