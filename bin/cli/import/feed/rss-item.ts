import type { FeedItem } from '../feed-item';
import { atomText, htmlOf, titleHtml } from './item-text';
import { addressIn, mediaAttachments, numberIn, podcastNotes, secondsIn } from './media-attachments';
import { notPublicXml } from './not-public';
import type { XmlElement } from './xml-element';

/** Elements with the text of an item, the fullest first. All hold HTML, except `atom:content`, which names its type. */
const BODIES = [
  ...[
    'content:encoded',
    'atom:content',
    'xhtml:body',
    'xhtml:div',
    'description',
    'dc:description',
    'dcterms:abstract',
  ],
  ...['itunes:summary', 'media:description', 'atom:summary'],
];
const SUMMARIES = ['description', 'dc:description', 'atom:summary', 'itunes:subtitle'];

/** An item of RSS 0.9x, 1.0 or 2.0, with common modules. */
export function itemFromRss(item: XmlElement, isRdf: boolean): FeedItem {
  const guid = item.first('guid');
  const id = guid?.text.trim() || (isRdf ? item.attribute('rdf:about')?.trim() : undefined) || item.textOf('atom:id');
  const isPermalink = guid !== undefined && !/^false$/i.test(guid.attribute('ispermalink')?.trim() ?? '');
  const linkElement = item.all('link').find((one) => one.text.trim() !== '');
  const atomLink = item.all('atom:link').find((one) => (one.attribute('rel') ?? 'alternate') === 'alternate');
  const link = linkElement
    ? linkElement.resolve(linkElement.text.trim())
    : ((atomLink && addressIn(atomLink, 'href')) ?? (isPermalink || isRdf ? permalinkOf(id) : undefined));
  const title = item.textOf('title', 'dc:title', 'itunes:title', 'media:title');
  const [bodyElement, ...others] = textsOf(item, BODIES);
  const summary = [...textsOf(item, SUMMARIES), ...others].find(
    (one) =>
      one.element !== bodyElement?.element && SUMMARIES.includes(one.element.name) && one.html !== bodyElement?.html,
  );
  return {
    guid: id,
    link,
    title: title === undefined ? undefined : titleHtml(title.slice(0, MAX_TITLE)),
    body: bodyElement?.html,
    summary: summary?.html,
    published: item.textOf(
      'pubdate',
      'dc:date',
      'dcterms:issued',
      'dcterms:created',
      'atom:published',
      'dcterms:available',
    ),
    updated: item.textOf('atom:updated', 'dcterms:modified'),
    categories: categoriesOf(item),
    authors: authorsOf(item),
    attachments: [...enclosuresOf(item), ...mediaAttachments(item)],
    language: item.textOf('dc:language') ?? item.language,
    base: bodyElement?.element.ownBase,
    notes: [...(bodyElement?.notes ?? []), ...podcastNotes(item)],
    skip: notPublicXml(item),
  };
}

interface ItemText {
  readonly element: XmlElement;
  readonly html: string;
  readonly notes: readonly string[];
}

function textsOf(item: XmlElement, names: readonly string[]): ItemText[] {
  return names.flatMap((name) =>
    item.all(name).flatMap((element) => {
      const { html, note } = name.startsWith('atom:') ? atomText(element) : { html: htmlOf(element) };
      return (html ?? '').trim() === '' ? [] : [{ element, html: html ?? '', notes: note === undefined ? [] : [note] }];
    }),
  );
}

function categoriesOf(item: XmlElement): string[] {
  const named = item.textsOf('category', 'dc:subject', 'media:category');
  const ofAtom = item.all('atom:category').map((one) => one.attribute('label') ?? one.attribute('term') ?? '');
  const all = [...named, ...ofAtom].filter((name) => name.trim() !== '');
  // A directory's own categories name the show, and keywords are a list with commas.
  return all.length > 0
    ? all
    : (item.textOf('itunes:keywords', 'media:keywords') ?? '').split(',').filter((word) => word.trim() !== '');
}

function authorsOf(item: XmlElement): FeedItem['authors'] {
  const creators = item.textsOf('dc:creator').map((name) => ({ name }));
  if (creators.length > 0) return creators;
  const authors = item.textsOf('author').map(readAuthor);
  if (authors.length > 0) return authors;
  const persons = item.all('atom:author').map(readPerson);
  if (persons.length > 0) return persons;
  return item.textsOf('itunes:author', 'dcterms:creator').map((name) => ({ name }));
}

/** A person construct of Atom (RFC 4287 §3.2). */
export const readPerson = (person: XmlElement): FeedItem['authors'][number] => ({
  name:
    person.textOf('atom:name', 'name') ??
    person.textOf('atom:email') ??
    (person.children.length > 0 ? undefined : person.text.trim()),
  email: person.textOf('atom:email'),
  url: person.textOf('atom:uri', 'atom:url'),
});

/** The characters of a title that are read: a headline has at most 300. */
const MAX_TITLE = 10_000;

/** The characters of an author that are looked at: an address is short, and a search in a long text is slow. */
const MAX_AUTHOR = 500;

/** The author of RSS: `ann@old.example (Ann Li)`, and what feeds write in its place. */
function readAuthor(text: string): FeedItem['authors'][number] {
  const [, before = '', email = '', after = ''] =
    /^(.*?)<?([^\s<>()]+@[^\s<>()]+)>?(.*)$/s.exec(text.slice(0, MAX_AUTHOR)) ?? [];
  if (email === '') return { name: text };
  const name = `${before} ${after}`.replace(/^[\s("']+|[\s)"']+$/g, '');
  return { name: name === '' ? email : name, email };
}

const enclosuresOf = (item: XmlElement): FeedItem['attachments'] => [
  ...[...item.all('enclosure'), ...item.all('enc:enclosure')].map((one) => ({
    url: addressIn(one, 'url') ?? addressIn(one, 'rdf:resource'),
    type: one.attribute('type') ?? one.attribute('enc:type'),
    length: numberIn(one.attribute('length') ?? one.attribute('enc:length')),
    duration: secondsIn(item.textOf('itunes:duration')),
  })),
  ...item
    .all('atom:link')
    .filter((one) => one.attribute('rel') === 'enclosure')
    .map((one) => ({
      url: addressIn(one, 'href'),
      type: one.attribute('type'),
      length: numberIn(one.attribute('length')),
    })),
];

/** RSS takes a guid for a permalink unless isPermaLink is false, but many such guids are not addresses. */
const permalinkOf = (guid = ''): string | undefined => (/^https?:/i.test(guid) ? guid : undefined);
