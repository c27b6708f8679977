import { isNoteMark } from '../../news/html/note-links';

/** Only the letters and digits, for texts that differ in markup, escapes and spaces. */
const lettersOf = (text: string): string => text.replace(/[^\p{L}\p{N}]+/gu, '');

/** What a summary made from the body leaves out: deleted words, and the reading aids of a ruby. */
const NOT_IN_A_SUMMARY = /<(del|s|rt|rp)(?:\s[^>]*)?>[\s\S]*?<\/\1>/g;
const LINK_TO_NOTE = /<a (?:[^>]* )?href="#[^>]*>([^<]*)<\/a>/g;

/** The summary; empty if the sanitised body begins with it, as where an upload has no summary of its own. */
export function standfirst(summary: string, body: string): string {
  if (body === '') return summary;
  const text = body
    .replace(NOT_IN_A_SUMMARY, '')
    .replace(LINK_TO_NOTE, (link, mark: string) => (isNoteMark(mark) ? '' : link))
    .replace(/<[^>]*>|&[\w#]+;/g, ' ');
  return lettersOf(text).startsWith(lettersOf(summary)) ? '' : summary;
}
