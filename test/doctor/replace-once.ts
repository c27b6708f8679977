/** A document with another text in place of a part. Throws if the part is not in the document. */
export function replaceOnce(document: string, from: string | RegExp, to: string): string {
  const changed = document.replace(from, to);
  if (changed === document) throw new Error(`${from} is not in the document`);
  return changed;
}
