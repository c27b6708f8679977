import type { FeedItem } from '../feed-item';
import { atomText, atomTitle } from './item-text';
import { addressIn, mediaAttachments, numberIn, podcastNotes } from './media-attachments';
import { notPublicXml } from './not-public';
import { readPerson } from './rss-item';
import type { XmlElement } from './xml-element';

/** Categories whose scheme tells the kind of an entry: they are no words for readers. */
const KIND_SCHEME = /#kind$/;

/** An entry of Atom 1.0 or 0.3, also with the extensions of YouTube and others. */
export function itemFromAtom(entry: XmlElement, feed: XmlElement): FeedItem {
  const links = entry.all('atom:link');
  const source = entry.first('atom:source');
  const content = entry.first('atom:content');
  const described =
    entry.first('media:group', 'media:content')?.textOf('media:description') ?? entry.textOf('media:description');
  const { html = described, note } = content ? atomText(content) : {};
  const body = (html ?? '').trim() === '' ? described : html;
  const summaryElement = entry.first('atom:summary');
  const summary = summaryElement && atomText(summaryElement).html;
  const authors =
    [entry, source, feed].map((one) => one?.all('atom:author') ?? []).find((some) => some.length > 0) ?? [];
  const alternates = links.filter((link) => (link.attribute('rel') ?? 'alternate') === 'alternate');
  const alternate = alternates.find((link) => /html/.test(link.attribute('type') ?? 'text/html')) ?? alternates[0];
  const title = entry.first('atom:title');
  return {
    guid: entry.textOf('atom:id'),
    link: alternate && addressIn(alternate, 'href'),
    title: title ? atomTitle(title) : undefined,
    body: body ?? summary,
    summary: body === undefined ? undefined : summary,
    published: entry.textOf(
      'atom:published',
      'atom:issued',
      'atom:created',
      'dc:date',
      'atom:updated',
      'atom:modified',
    ),
    updated: entry.textOf('atom:updated', 'atom:modified'),
    categories: [
      ...entry
        .all('atom:category')
        .filter((one) => !KIND_SCHEME.test(one.attribute('scheme') ?? ''))
        .map((one) => one.attribute('label') ?? one.attribute('term') ?? one.text),
      ...entry.textsOf('dc:subject'),
    ].filter((name) => name.trim() !== ''),
    authors: authors.length > 0 ? authors.map(readPerson) : entry.textsOf('dc:creator').map((name) => ({ name })),
    attachments: [
      ...links
        .filter((link) => link.attribute('rel') === 'enclosure')
        .map((link) => ({
          url: addressIn(link, 'href'),
          type: link.attribute('type'),
          length: numberIn(link.attribute('length')),
        })),
      ...mediaAttachments(entry),
    ],
    language: content?.language ?? entry.language,
    base: (content ?? summaryElement ?? entry).ownBase,
    notes: [...(note === undefined ? [] : [note]), ...podcastNotes(entry)],
    skip: notPublicXml(entry),
  };
}
