/**
 * `document` with `replacements` in the places of `tag`, in order: for what `feed` cannot express. In a document whose
 * texts are held (see held-text.ts) no text can look like the tag. Throws an error when the counts disagree.
 */
export function replaceEach(document: string, tag: string, replacements: readonly string[]): string {
  const [head, ...rest] = document.split(tag);
  if (rest.length !== replacements.length) {
    throw new Error(`${tag} is ${rest.length} times in the document, not ${replacements.length} times`);
  }
  return head + rest.map((text, index) => replacements[index] + text).join('');
}
