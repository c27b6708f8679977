import { Parser } from 'htmlparser2';

/** The tags of an HTML text that have some attributes, in their order. */
export function tagsIn(
  html: string,
): { readonly name: string; readonly attributes: Readonly<Record<string, string>> }[] {
  const tags: { name: string; attributes: Record<string, string> }[] = [];
  const parser = new Parser({ onopentag: (name, attributes) => void tags.push({ name, attributes }) });
  parser.end(html);
  return tags;
}
