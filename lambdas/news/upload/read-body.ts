import { type BodyNodes, bodyNodes } from '../html/body-nodes';
import { isElement, type Node } from '../html/fragment';
import { HtmlTooComplex } from '../html/parse-html';
import { withoutComments } from '../html/plain-text';
import { type SanitisedHtml, sanitise } from '../html/sanitise';
import { findUnfinished } from '../html/unfinished-html';
import { LIMITS, MAX_NESTING } from '../limits';
import type { Field } from './field';
import { readCharacters, readString } from './read-text';

const VISIBLE_ELEMENTS = new Set(['img', 'audio', 'video']);
const ENTITY = /&(?:[a-z]{2,8}|#\d{2,7}|#x[\da-f]{2,6});/i;

/** A body as it is stored, and its tree. */
export type SanitisedBody = Pick<SanitisedHtml, 'html' | 'nodes'>;

/**
 * Reads the body as sanitised HTML of at most LIMITS.bodyBytes. `base` resolves relative addresses. Undefined for a body that
 * shows nothing.
 */
export const bodyReader =
  (base: string) =>
  (field: Field): SanitisedBody | undefined => {
    const text = readString(field);
    if (text === undefined || text.trim() === '') return undefined;
    // Markup that the sanitiser removes does not count. HTML of word processors is at most three times its text.
    if (text.length > 3 * LIMITS.bodyBytes) return refuseLength(field, text.length);
    // Before parsing, because a control character could hide a tag.
    const cleaned = readCharacters(field, text);
    const read = sanitiseBody(cleaned, base);
    if (!read) return field.refuse(`nested too deeply: use at most ${MAX_NESTING} levels of elements`);
    if (read.isPlainText) field.warn('plain text converted to paragraphs');
    if (read.isPlainText && withoutComments(cleaned) !== cleaned) field.warn('comments (<!-- … -->) removed');
    if (read.isPlainText && ENTITY.test(cleaned))
      field.warn(
        'plain text with a character reference (&…;), which stays as it is: write the story as HTML to decode it',
      );
    const unfinished = read.isPlainText ? undefined : findUnfinished(cleaned);
    if (unfinished) {
      const { what, characters } = unfinished;
      field.warn(
        `unfinished ${what}: no browser shows the last ${characters} characters; close it, or write < as &lt;`,
      );
    }
    for (const { detail, removed } of read.changes) field.warn(detail, removed);
    if (!read.nodes.some(isVisible)) return undefined;
    const size = Buffer.byteLength(read.html);
    return size > LIMITS.bodyBytes ? refuseLength(field, size) : read;
  };

function sanitiseBody(text: string, base: string): (SanitisedHtml & Pick<BodyNodes, 'isPlainText'>) | undefined {
  try {
    const { nodes, isPlainText } = bodyNodes(text);
    return { ...sanitise(nodes, base), isPlainText };
  } catch (error) {
    if (error instanceof HtmlTooComplex) return undefined;
    throw error;
  }
}

const refuseLength = (field: Field, size: number): undefined =>
  field.refuse(`too long (${size} bytes of UTF-8): write at most ${LIMITS.bodyBytes}`);

const isVisible = (node: Node): boolean =>
  isElement(node)
    ? VISIBLE_ELEMENTS.has(node.name) || node.children.some(isVisible)
    : /[^\p{Cf}\p{Z}\s\p{Default_Ignorable_Code_Point}]/u.test(node);
