/**
 * Replaces each `tag` in the document with the next replacement, for elements that the `feed` package cannot write. Use it
 * only while the texts are held (text-placeholders.ts): then no text can look like the tag. Throws an error if the counts differ.
 */
export function replaceEach(document: string, tag: string, replacements: readonly string[]): string {
  const [head, ...rest] = document.split(tag);
  if (rest.length !== replacements.length) {
    throw new Error(`${tag} is ${rest.length} times in the document, not ${replacements.length} times`);
  }
  return head + rest.map((text, index) => replacements[index] + text).join('');
}
