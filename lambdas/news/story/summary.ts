import { holdsBlock } from '../html/arrange';
import { type Element, isElement, type Node } from '../html/fragment';
import { textOfHtml } from '../html/text-of-html';
import { LIMITS } from '../limits';
import { cutWithEllipsis } from '../values/cut-at-word';

/**
 * The text of the first paragraph of a sanitised body, or else of the first block, cut at a word to LIMITS.summary characters.
 * Captions, headings and blocks of links alone, as embeds become, do not count. A body without such a block gives all its
 * text, a body without text an empty summary.
 */
export function summaryOf(nodes: readonly Node[]): string {
  const text = findText(nodes, ({ name }) => name === 'p') ?? findText(nodes, isLastBlock) ?? textOfHtml(nodes);
  return cutWithEllipsis(text, LIMITS.summary);
}

/** Elements whose words are no beginning of a story. */
const PASSED_OVER = new Set(['figure', 'figcaption', 'table', 'h2', 'h3', 'h4', 'h5', 'h6', 'pre']);

/** A box or quote without blocks inside. */
const isLastBlock = (element: Element): boolean =>
  (element.name === 'div' || element.name === 'blockquote') && !element.children.some(holdsBlock);

/** The text of the first element for which `test` holds and that has words of its own. */
function findText(nodes: readonly Node[], test: (element: Element) => boolean): string | undefined {
  for (const node of nodes) {
    if (!isElement(node) || PASSED_OVER.has(node.name)) continue;
    const text = test(node) ? wordsOf(node) : findText(node.children, test);
    if (text) return text;
  }
  return undefined;
}

/** The text of an element; undefined if all of its words are in links. */
function wordsOf(element: Element): string | undefined {
  const hasWords = (nodes: readonly Node[]): boolean =>
    nodes.some((node) => (isElement(node) ? node.name !== 'a' && hasWords(node.children) : /[\p{L}\p{N}]/u.test(node)));
  return hasWords(element.children) ? textOfHtml([element]) : undefined;
}
