import { INVISIBLE } from './allowed-elements';
import { isElement, type Node } from './fragment';
import { isNoteMark } from './note-links';
import { parseHtml } from './parse-html';

/** Elements inside a line. All others, known or not, separate the words around them. */
const INLINE = new Set(
  (
    'a abbr acronym b bdi bdo big blink cite code data del dfn em font i ins kbd label mark nobr q ruby rb rtc s samp small ' +
    'span strike strong sub sup time tt u var wbr'
  ).split(' '),
);

/** Elements whose text plain text leaves out: deleted words, and the reading aids of a ruby, which would repeat its text. */
const LEFT_OUT = new Set(['del', 's', 'strike', 'rt', 'rp', ...INVISIBLE]);

/** Quotation marks by depth. */
const QUOTES = [
  ['“', '”'],
  ['‘', '’'],
] as const;

/**
 * HTML as one line of plain text, for summaries, headlines and descriptions. Blocks and line breaks separate words, deleted
 * words and footnote marks are left out, and a `q` gets its quotation marks. White space is as browsers show it: one space for each run,
 * no-break spaces kept.
 */
export const textOfHtml = (nodes: readonly Node[]): string =>
  joinTexts(nodes, 0)
    .replace(/[\t\n\f\r ]+/g, ' ')
    .trim();

const joinTexts = (nodes: readonly Node[], quotes: number): string =>
  nodes.map((node) => textOfNode(node, quotes)).join('');

function textOfNode(node: Node, quotes: number): string {
  if (!isElement(node)) return node;
  const { name, attributes, children } = node;
  if (LEFT_OUT.has(name)) return '';
  if (name === 'q') {
    const [before, after] = QUOTES[quotes % 2] ?? QUOTES[0];
    return before + joinTexts(children, quotes + 1) + after;
  }
  const text = joinTexts(children, quotes);
  if (name === 'a' && attributes.href?.startsWith('#') && isNoteMark(text)) return '';
  return INLINE.has(name) ? text : ` ${text} `;
}

/** A piece of markup as one line of plain text: see textOfHtml. Throws HtmlTooComplex. */
export const textOfMarkup = (markup: string): string => textOfHtml(parseHtml(markup));
