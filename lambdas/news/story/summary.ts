import { isElement, type Node, parseFragment } from '../html/fragment';
import { LIMITS } from '../limits';
import { cutAtWord } from '../values/cut-at-word';

/**
 * The text of the first paragraph of a sanitised body, cut at a word to LIMITS.summary characters. A body without
 * paragraphs gives all its text, a body without text an empty summary.
 */
export function summaryOf(body: string): string {
  const nodes = parseFragment(body);
  const text = firstParagraph(nodes) ?? textOf(nodes);
  return text.length <= LIMITS.summary ? text : `${cutAtWord(text, LIMITS.summary - 1)}…`;
}

function firstParagraph(nodes: readonly Node[]): string | undefined {
  for (const node of nodes) {
    if (!isElement(node)) continue;
    const text = node.name === 'p' ? textOf([node]) : firstParagraph(node.children);
    if (text) return text;
  }
  return undefined;
}

/** The text with white space as a browser shows it: one space for each run, no-break spaces kept. */
const textOf = (nodes: readonly Node[]): string =>
  nodes
    .map(textOfNode)
    .join('')
    .replace(/[\t\n ]+/g, ' ')
    .trim();

const INLINE = new Set(
  'a abbr b bdi bdo cite code del em i ins mark q s small span strong sub sup time u ruby'.split(' '),
);

function textOfNode(node: Node): string {
  if (!isElement(node)) return node;
  // In plain text the reading aid of a ruby would repeat its text.
  if (node.name === 'rt' || node.name === 'rp') return '';
  const text = node.children.map(textOfNode).join('');
  return INLINE.has(node.name) ? text : ` ${text} `;
}
