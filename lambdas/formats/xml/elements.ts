import { replaceEach } from './replace-each';

/**
 * The text of each element of a name, with its indentation and line end, from a document of the `feed` package. `write`
 * gets it with the value that it was made from. Use it only while the texts are held, or after their release: then each
 * `<` is markup, and no text can look like the element. Throws an error if there are more or fewer elements than values.
 */
export function mapElements<V>(
  document: string,
  name: string,
  values: readonly V[],
  write: (element: string, value: V) => string,
): string[] {
  const elements = document.match(new RegExp(`^ *<${name}>$[^]*?^ *</${name}>\\n`, 'gm')) ?? [];
  if (elements.length !== values.length)
    throw new Error(`<${name}> is ${elements.length} times in the document, not ${values.length} times`);
  return values.map((value, index) => write(elements[index] ?? '', value));
}

/** The document with `texts` in place of its one element of a name. The rules of `mapElements` hold. */
export function replaceElement(document: string, name: string, texts: readonly string[]): string {
  const [replaced = ''] = mapElements(document, name, [texts], (element) =>
    replaceEach(document, element, [texts.join('')]),
  );
  return replaced;
}
