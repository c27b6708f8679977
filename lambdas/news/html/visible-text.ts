import { isElement, type Node } from './fragment';

/** Elements whose text is not visible. An SVG `title` is none either. */
const NOT_VISIBLE = new Set([
  ...['script', 'style', 'template', 'noscript', 'title', 'option'],
  ...['svg:title', 'svg:script', 'svg:style'],
]);

const NOT_VISIBLE_CHARACTERS = /[\s\p{Cc}]+/gu;

/** How many characters of visible text some nodes have, in NFC and without white space. */
export const countVisible = (nodes: readonly Node[]): number =>
  nodes.reduce((sum, node) => {
    if (!isElement(node)) return sum + node.normalize('NFC').replace(NOT_VISIBLE_CHARACTERS, '').length;
    return NOT_VISIBLE.has(node.name) ? sum : sum + countVisible(node.children);
  }, 0);

/** Whether some nodes have any visible text. */
export const holdsVisible = (nodes: readonly Node[]): boolean =>
  nodes.some((node) =>
    isElement(node) ? !NOT_VISIBLE.has(node.name) && holdsVisible(node.children) : /[^\s\p{Cc}]/u.test(node),
  );
