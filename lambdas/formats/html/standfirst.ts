/** Letters and digits alone: what is left when two texts differ in markup, escapes and spaces only. */
const spelled = (text: string): string => text.replace(/[^\p{L}\p{N}]+/gu, '');

/**
 * A summary that says something which the body does not begin with; empty otherwise. A summary that nobody wrote is made
 * of the first paragraph, and a page that shows both would say it twice. `body` is sanitised HTML.
 */
export function standfirst(summary: string, body: string): string {
  const text = body.replace(/<[^>]*>|&[\w#]+;/g, ' ');
  return spelled(text).startsWith(spelled(summary)) ? '' : summary;
}
