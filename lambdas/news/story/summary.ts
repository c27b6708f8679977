import { isElement, type Node, parseFragment } from '../html/fragment';
import { cutAtWord } from '../values/cut-at-word';
import { LIMITS } from './story';

/**
 * The text of a sanitised body's first paragraph, or of all of it where it has none, cut at a word under LIMITS.summary.
 * Empty for a body without text.
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

/** White space as a page shows it: one space for any of it but the no-break space. */
const textOf = (nodes: readonly Node[]): string =>
  nodes
    .map(read)
    .join('')
    .replace(/[\t\n ]+/g, ' ')
    .trim();

const INLINE = new Set([
  'a',
  'abbr',
  'b',
  'bdi',
  'bdo',
  'cite',
  'code',
  'del',
  'em',
  'i',
  'ins',
  'mark',
  'q',
  's',
  'small',
  'span',
  'strong',
  'sub',
  'sup',
  'time',
  'u',
  'ruby',
]);

function read(node: Node): string {
  if (!isElement(node)) return node;
  // The reading aid of a ruby would stand twice in plain text.
  if (node.name === 'rt' || node.name === 'rp') return '';
  const text = node.children.map(read).join('');
  return INLINE.has(node.name) ? text : ` ${text} `;
}
