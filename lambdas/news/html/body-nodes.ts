import type { Node } from './fragment';
import { holdsHtml } from './html-elements';
import { parseHtml } from './parse-html';
import { paragraphsOf } from './plain-text';

/** Tags of elements that the body of a page ignores, but that show that a text is HTML. */
const OUTSIDE_OF_BODY =
  /<!doctype\s+html|<\/?(?:html|head|body|frameset|frame|caption|col|colgroup|tbody|td|tfoot|th|thead|tr)(?:\s[^<>]*)?\/?>/i;

export interface BodyNodes {
  readonly nodes: readonly Node[];
  readonly isPlainText: boolean;
}

/**
 * The body of a story as a tree. A text that holds an element of HTML is HTML, parsed as browsers do. Any other text is plain
 * text, which stays as it is, in paragraphs. Throws HtmlTooComplex.
 */
export function bodyNodes(text: string): BodyNodes {
  const parsed = text.includes('<') ? parseHtml(text) : [];
  const isPlainText = !holdsHtml(parsed) && !OUTSIDE_OF_BODY.test(text);
  return { nodes: isPlainText ? paragraphsOf(text) : parsed, isPlainText };
}
