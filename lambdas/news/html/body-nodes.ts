import { element, type Node } from './fragment';
import { holdsHtml } from './html-elements';
import { parseHtml } from './parse-html';

/** Tags of elements that the body of a page ignores, but that show that a text is HTML. */
const OUTSIDE_OF_BODY =
  /<!doctype\s+html|<\/?(?:html|head|body|frameset|frame|caption|col|colgroup|tbody|td|tfoot|th|thead|tr)(?:\s[^<>]*)?\/?>/i;

/** HTML §13.1.6. A comment is a note that nobody shows. */
const COMMENT = /<!--[\s\S]*?--!?>/g;
const BLANK_LINES = /\n[\t \r]*\n\s*/;

export interface BodyNodes {
  readonly nodes: readonly Node[];
  readonly isPlainText: boolean;
}

/**
 * The body of a story as a tree. A text that holds an element of HTML is HTML, parsed as browsers do. Any other text is plain
 * text: blank lines separate its paragraphs, every character stays, and only comments (`<!-- … -->`) are left out. Throws
 * HtmlTooComplex.
 */
export function bodyNodes(text: string): BodyNodes {
  const parsed = text.includes('<') ? parseHtml(text) : [];
  const isPlainText = !holdsHtml(parsed) && !OUTSIDE_OF_BODY.test(text);
  return { nodes: isPlainText ? paragraphsOf(text) : parsed, isPlainText };
}

const paragraphsOf = (text: string): Node[] =>
  text
    .replace(/\r\n?/g, '\n')
    .replace(COMMENT, '')
    .trim()
    .split(BLANK_LINES)
    .flatMap((paragraph, i) => [...(i === 0 ? [] : ['\n']), element('p', {}, [paragraph])]);
