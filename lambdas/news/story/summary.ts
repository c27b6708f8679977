import { isElement, type Node } from '../html/fragment';
import { parseHtml } from '../html/parse-html';
import { textOfHtml } from '../html/text-of-html';
import { LIMITS } from '../limits';
import { cutWithEllipsis } from '../values/cut-at-word';

/**
 * The text of the first paragraph of a sanitised body, cut at a word to LIMITS.summary characters. A body without
 * paragraphs gives all its text, a body without text an empty summary.
 */
export function summaryOf(body: string): string {
  const nodes = parseHtml(body);
  return cutWithEllipsis(firstParagraph(nodes) ?? textOfHtml(nodes), LIMITS.summary);
}

function firstParagraph(nodes: readonly Node[]): string | undefined {
  for (const node of nodes) {
    if (!isElement(node)) continue;
    const text = node.name === 'p' ? textOfHtml([node]) : firstParagraph(node.children);
    if (text) return text;
  }
  return undefined;
}
