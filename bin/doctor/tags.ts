import { defaultTreeAdapter, parse } from 'parse5';
import { hasScheme } from './value';

interface Tag {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
}

/** Pages nest a few dozen deep. The parser slows down with thousands of open elements. */
const MAX_DEPTH = 1_000;

class TooDeep extends Error {}

/** The addresses of links and pictures in an HTML text that are relative, without fragments (#note), which need no base. */
export const relativeAddresses = (html: string): string[] =>
  openingTags(html)
    .flatMap(({ attributes: { href, src } }) => [href, src])
    .filter((address) => address !== undefined)
    .map((address) => address.trim())
    .filter((address) => address !== '' && !address.startsWith('#') && !hasScheme(address));

/** The addresses of the pictures in an HTML text, as they stand. */
export const pictureAddresses = (html: string): string[] =>
  openingTags(html).flatMap(({ name, attributes: { src } }) => (name === 'img' && src ? [src.trim()] : []));

/** The opening tags of an HTML text, in order, with those that browsers add. Stops at 1,000 open elements. */
export function openingTags(html: string): Tag[] {
  const tags: Tag[] = [];
  let open = 0;
  const treeAdapter = {
    ...defaultTreeAdapter,
    createElement(...[name, namespace, attributes]: Parameters<typeof defaultTreeAdapter.createElement>) {
      tags.push({ name, attributes: Object.fromEntries(attributes.map((one) => [one.name, one.value])) });
      return defaultTreeAdapter.createElement(name, namespace, attributes);
    },
    onItemPush() {
      if (++open > MAX_DEPTH) throw new TooDeep();
    },
    onItemPop: () => void open--,
  };
  try {
    parse(html, { treeAdapter, scriptingEnabled: false });
  } catch (error) {
    if (!(error instanceof TooDeep)) throw error;
  }
  return tags;
}
