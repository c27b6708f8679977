/**
 * Replaces each part of a text between a begin and its end. `begin` is a global pattern, whose first group names the part. A begin
 * without end stays, and parts inside of others belong to those. Takes time in proportion to the text, also where no end is.
 */
export function replaceEnclosed(
  text: string,
  begin: RegExp,
  endOf: (name: string) => RegExp,
  replace: (whole: string, inside: string) => string,
): string {
  const unclosed = new Set<string>();
  let [result, at] = ['', 0];
  for (const match of text.matchAll(begin)) {
    const name = match[1]?.toLowerCase() ?? '';
    if (match.index < at || unclosed.has(name)) continue;
    const from = match.index + match[0].length;
    const close = endOf(name);
    close.lastIndex = from;
    const end = close.exec(text);
    if (!end) {
      unclosed.add(name);
      continue;
    }
    const to = end.index + end[0].length;
    result += text.slice(at, match.index) + replace(text.slice(match.index, to), text.slice(from, end.index));
    at = to;
  }
  return result + text.slice(at);
}

const COMMENT_END = /-->/g;

/** Replaces each comment of some HTML. */
export const replaceComments = (html: string, replace: (inside: string) => string): string =>
  replaceEnclosed(
    html,
    /<!--/g,
    () => COMMENT_END,
    (_, inside) => replace(inside),
  );
