import type { Node } from './fragment';
import { isHtml } from './html-elements';
import { parseHtml } from './parse-html';
import { escapeAngledAddresses, paragraphsOf } from './plain-text';

export interface BodyNodes {
  readonly nodes: readonly Node[];
  readonly isPlainText: boolean;
}

/**
 * The body of a story as a tree. A text that holds an element of HTML is HTML, parsed as browsers do, except that an address
 * between angle brackets is text. Any other text is plain text, which stays as it is, in paragraphs. Throws HtmlTooComplex.
 */
export function bodyNodes(text: string): BodyNodes {
  const html = escapeAngledAddresses(text);
  const parsed = html.includes('<') ? parseHtml(html) : [];
  const isPlainText = !isHtml(html, parsed);
  return { nodes: isPlainText ? paragraphsOf(text) : parsed, isPlainText };
}

/** A text that is known to be HTML, in a form that `bodyNodes` takes for HTML. Throws HtmlTooComplex. */
export const asHtmlBody = (html: string): string =>
  html !== '' && bodyNodes(html).isPlainText ? `<p>${html}</p>` : html;
