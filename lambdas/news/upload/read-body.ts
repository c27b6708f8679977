import { isElement, type Node, parseFragment } from '../html/fragment';
import { sanitise } from '../html/sanitise';
import { LIMITS, MAX_NESTING } from '../limits';
import type { Field } from './field';
import { readString } from './read-text';

const TAG = /<[a-z/!?]/i;
const BLANK_LINES = /\r?\n[\t \r]*\n\s*/;
const SHOWN = new Set(['img', 'audio', 'video']);

/** The body of a story as sanitised HTML of at most LIMITS.bodyBytes. Text without a single tag is made into paragraphs. */
export const bodyReader =
  (base: string) =>
  (field: Field): string | undefined => {
    const given = readString(field);
    if (given === undefined) return undefined;
    // What the sanitiser takes away does not count, but word processors' HTML is no more than three times the text.
    if (given.length > 3 * LIMITS.bodyBytes) return tooLong(field, given.length);
    const marked = TAG.test(given) ? given : paragraphs(given);
    const clean = sanitise(marked, base);
    if (!clean) return field.refuse(`nest elements at most ${MAX_NESTING} deep`);
    if (!parseFragment(clean.html).some(isSeen)) {
      const left = given.trim() === '' ? 'there is no text' : 'nothing of this is left after sanitising';
      return field.refuse(`write the story as HTML or plain text; ${left}`);
    }
    if (marked !== given) field.warn('plain text made into paragraphs');
    for (const change of clean.changes) field.warn(change);
    const size = Buffer.byteLength(clean.html);
    return size > LIMITS.bodyBytes ? tooLong(field, size) : clean.html;
  };

const tooLong = (field: Field, size: number): undefined =>
  field.refuse(`write at most ${LIMITS.bodyBytes} bytes of UTF-8; these are ${size}`);

const paragraphs = (text: string): string =>
  text
    .trim()
    .split(BLANK_LINES)
    .map((paragraph) => `<p>${paragraph}</p>`)
    .join('\n');

const isSeen = (node: Node): boolean =>
  isElement(node) ? SHOWN.has(node.name) || node.children.some(isSeen) : /[^\p{Cf}\p{Z}\s]/u.test(node);
