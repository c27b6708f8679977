import { isElement, type Node, parseFragment } from '../html/fragment';
import { sanitise } from '../html/sanitise';
import { LIMITS, MAX_NESTING } from '../limits';
import type { Field } from './field';
import { readString } from './read-text';

const TAG = /<[a-z/!?]/i;
const BLANK_LINES = /\r?\n[\t \r]*\n\s*/;
const VISIBLE_ELEMENTS = new Set(['img', 'audio', 'video']);

/** Reads the body as sanitised HTML of at most LIMITS.bodyBytes. A text without any tag is converted to paragraphs. */
export const bodyReader =
  (base: string) =>
  (field: Field): string | undefined => {
    const text = readString(field);
    if (text === undefined) return undefined;
    // Markup that the sanitiser removes does not count. HTML of word processors is at most three times its text.
    if (text.length > 3 * LIMITS.bodyBytes) return refuseLength(field, text.length);
    const html = TAG.test(text) ? text : toParagraphs(text);
    const clean = sanitise(html, base);
    if (!clean) return field.refuse(`nested too deeply: use at most ${MAX_NESTING} levels of elements`);
    if (!parseFragment(clean.html).some(isVisible)) {
      const problem = text.trim() === '' ? 'empty' : 'nothing is left after sanitising';
      return field.refuse(`${problem}: write the story as HTML or plain text`);
    }
    if (html !== text) field.warn('plain text converted to paragraphs');
    for (const change of clean.changes) field.warn(change);
    const size = Buffer.byteLength(clean.html);
    return size > LIMITS.bodyBytes ? refuseLength(field, size) : clean.html;
  };

const refuseLength = (field: Field, size: number): undefined =>
  field.refuse(`too long (${size} bytes of UTF-8): write at most ${LIMITS.bodyBytes}`);

const toParagraphs = (text: string): string =>
  text
    .trim()
    .split(BLANK_LINES)
    .map((paragraph) => `<p>${paragraph}</p>`)
    .join('\n');

const isVisible = (node: Node): boolean =>
  isElement(node) ? VISIBLE_ELEMENTS.has(node.name) || node.children.some(isVisible) : /[^\p{Cf}\p{Z}\s]/u.test(node);
