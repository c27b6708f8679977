/** Only the letters and digits, for texts that differ in markup, escapes and spaces. */
const lettersOf = (text: string): string => text.replace(/[^\p{L}\p{N}]+/gu, '');

/**
 * The summary, or an empty text if the body begins with it. An upload without a summary gets its first paragraph as the
 * summary, and a page would show that text twice. `body` is sanitised HTML.
 */
export function standfirst(summary: string, body: string): string {
  const text = body.replace(/<[^>]*>|&[\w#]+;/g, ' ');
  return lettersOf(text).startsWith(lettersOf(summary)) ? '' : summary;
}
