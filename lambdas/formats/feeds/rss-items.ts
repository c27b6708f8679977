import { type Extension, Feed, type Item } from 'feed';
import { mapElements, replaceElement } from '../xml/elements';
import { replaceEach } from '../xml/replace-each';
import { HeldText } from '../xml/text-placeholders';
import { declareMediaRss } from './media-rss';

/**
 * The channel's links besides its own address, which is `self` and held. RSS borrows Atom's link element. They replace the self
 * link of the `feed` package.
 */
export function channelLinks(
  held: HeldText,
  self: string,
  links: readonly Readonly<Record<'rel' | 'href', string>>[],
  license: string | undefined,
): Extension[] {
  if (links.length === 0 && license === undefined) return [];
  const own = [{ rel: 'self', href: self }, ...held.hold(links)].map((link) => ({
    _attributes: { ...link, type: 'application/rss+xml' },
  }));
  const rights = license === undefined ? [] : [{ _attributes: held.hold({ rel: 'license', href: license }) }];
  return extensions({ 'atom:link': [...own, ...rights] });
}

/** An item whose texts are held. */
export interface HeldItem {
  readonly held: HeldText;
  readonly item: Item;
  /** Elements at its end, as markup with held texts. */
  readonly lastElements?: readonly string[];
}

/** Elements that the `feed` package does not know, in the form of xml-js. */
export type ExtraElements = Record<string, object>;

/** The package's type allows one object, but it writes a list too. */
export const extensions = (elements: ExtraElements): Extension[] =>
  Object.entries(elements).map(([name, objects]) => ({ name, objects: objects as Extension['objects'] }));

/** Holds the texts of one item and of its extra elements. */
export function holdItem(item: Omit<Item, 'link'> & { link?: string }, elements: ExtraElements): HeldItem {
  const held = new HeldText();
  // The `feed` package requires a link, and omits an empty one.
  return { held, item: { link: '', ...held.hold(item), extensions: extensions(held.hold(elements)) } };
}

/** The package asks for a date, and takes the clock without one. Neither gets into a document. */
const NO_DATE = new Date(0);

/** The line break and the indentation of an item. */
const ITEM_LINE = `\n${' '.repeat(8)}`;

/** The text of each item. Each is released alone, so a text gets into its own item or is an error. */
export function renderItems(items: readonly HeldItem[]): string[] {
  const rss = new Feed({ title: '', updated: NO_DATE });
  for (const { item } of items) rss.addItem(item);
  return mapElements(rss.rss2(), 'item', items, (element, { held, lastElements = [] }) =>
    held.release(
      replaceEach(element, '</item>', [[...lastElements.map((one) => `    ${one}`), '</item>'].join(ITEM_LINE)]),
    ),
  );
}

/**
 * A document of RSS: a channel, whose texts `held` holds, with the texts of its items. `hasContent` says whether one of them
 * has content:encoded.
 */
export function renderChannel(channel: Feed, held: HeldText, items: readonly string[], hasContent: boolean): string {
  // The package declares the namespaces of content:encoded and dc:creator only for content, and it writes extensions of the
  // channel after the items. So one item keeps their place.
  channel.addItem({ title: 'place', link: '', date: NO_DATE, content: hasContent ? 'content' : undefined });
  return declareMediaRss(replaceElement(held.release(channel.rss2()), 'item', items), '<rss version="2.0"');
}
