/** Only the letters and digits, for texts that differ in markup, escapes and spaces. */
const lettersOf = (text: string): string => text.replace(/[^\p{L}\p{N}]+/gu, '');

/** What a summary made from the body leaves out: deleted words, the reading aids of a ruby, and footnote marks. */
const NOT_IN_A_SUMMARY = /<(del|s|rt|rp)(?:\s[^>]*)?>[\s\S]*?<\/\1>|<a (?:[^>]* )?href="#[^>]*>[^<]{0,5}<\/a>/g;

/** The summary; empty if the sanitised body begins with it, as where an upload has no summary of its own. */
export function standfirst(summary: string, body: string): string {
  if (body === '') return summary;
  const text = body.replace(NOT_IN_A_SUMMARY, '').replace(/<[^>]*>|&[\w#]+;/g, ' ');
  return lettersOf(text).startsWith(lettersOf(summary)) ? '' : summary;
}
