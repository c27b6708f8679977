import type { AnyFeed } from 'feedsmith';

/** A file of an item: sound, a picture, or a kind that a story cannot hold. */
export interface Attachment {
  readonly url?: string;
  readonly type?: string;
  /** Bytes. */
  readonly length?: number;
  /** Seconds. */
  readonly duration?: number;
  readonly alt?: string;
  readonly credit?: string;
  /** Pixels. */
  readonly width?: number;
  readonly height?: number;
}

/** An item in the same form for every format. Nothing is cleaned yet; addresses may be relative to `base`. */
export interface FeedItem {
  readonly guid?: string;
  readonly link?: string;
  /** The id that the story shall have. */
  readonly id?: string;
  readonly section?: string;
  /** Addresses that led to the story before, besides `link`. */
  readonly formerUrls?: readonly string[];
  /** HTML or text. */
  readonly title?: string;
  readonly body?: string;
  readonly summary?: string;
  readonly published?: string;
  readonly updated?: string;
  readonly categories: readonly string[];
  readonly authors: readonly { readonly name?: string; readonly email?: string; readonly url?: string }[];
  readonly attachments: readonly Attachment[];
  readonly language?: string;
  readonly base?: string;
}

type FeedOf<Format extends AnyFeed['format']> = Extract<AnyFeed, { format: Format }>['feed'];
type RssItem = NonNullable<FeedOf<'rss'>['items']>[number];
type RdfItem = NonNullable<FeedOf<'rdf'>['items']>[number];
type AtomEntry = NonNullable<FeedOf<'atom'>['entries']>[number];
type JsonItem = NonNullable<FeedOf<'json'>['items']>[number];

const present = (values: readonly (string | undefined)[] = []): string[] => values.filter((name) => name !== undefined);
const people = (creators: readonly string[] = []) => creators.map((name) => ({ name }));
const pick = <T>(first: readonly T[] | undefined, otherwise: readonly T[]): readonly T[] =>
  first?.length ? first : otherwise;

/** RSS 2.0 and its ancestors, with common modules: content, dc, itunes, media, atom. */
export const itemFromRss = (item: RssItem): FeedItem => ({
  guid: item.guid?.value,
  link: item.link ?? (item.guid?.isPermaLink === false ? undefined : permalinkOf(item.guid?.value)),
  title: item.title ?? item.itunes?.title,
  body: item.content?.encoded ?? item.description ?? item.itunes?.summary ?? item.media?.description?.value,
  summary: item.content?.encoded === undefined ? item.itunes?.subtitle : item.description,
  published: item.pubDate ?? item.dc?.dates?.[0] ?? item.dcterms?.created?.[0] ?? item.atom?.published,
  updated: item.atom?.updated ?? item.dcterms?.modified?.[0],
  categories: present([...(item.categories ?? []).map(({ name }) => name), ...(item.dc?.subjects ?? [])]),
  authors: pick<FeedItem['authors'][number]>(item.dc?.creators && people(item.dc.creators), [
    ...(item.authors ?? []).map(({ name, email }) => ({ name: name ?? email, email })),
    ...(item.authors || !item.itunes?.author ? [] : people([item.itunes.author])),
  ]),
  attachments: [
    ...(item.enclosures ?? []).map((enclosure) => ({ ...enclosure, duration: item.itunes?.duration })),
    ...mediaAttachments(item.media),
    ...(item.itunes?.image ? [{ url: item.itunes.image, type: 'image/*' }] : []),
  ],
  language: item.dc?.languages?.[0],
});

/** RSS 1.0: the guid is the resource of the item. */
export const itemFromRdf = (item: RdfItem): FeedItem => ({
  guid: item.rdf?.about ?? item.link,
  link: item.link,
  title: item.title,
  body: item.content?.encoded ?? item.description,
  summary: item.content?.encoded === undefined ? undefined : item.description,
  published: item.dc?.dates?.[0],
  categories: present(item.dc?.subjects),
  authors: people(item.dc?.creators),
  attachments: mediaAttachments(item.media),
  language: item.dc?.languages?.[0],
});

/** Atom, also with the extensions of YouTube and others. */
export function itemFromAtom(entry: AtomEntry, feed: FeedOf<'atom'>): FeedItem {
  const links = entry.links ?? [];
  const content = entry.content?.value ?? entry.media?.groups?.[0]?.description?.value;
  return {
    guid: entry.id,
    link: links.find(({ rel = 'alternate' }) => rel === 'alternate')?.href,
    title: entry.title?.value,
    body: content ?? entry.summary?.value,
    summary: content === undefined ? undefined : entry.summary?.value,
    published: entry.published ?? entry.updated,
    updated: entry.updated,
    categories: present((entry.categories ?? []).map(({ term, label }) => label ?? term)),
    authors: pick(entry.authors, feed.authors ?? []).map(({ name, email, uri }) => ({ name, email, url: uri })),
    attachments: [
      ...links.filter(({ rel }) => rel === 'enclosure').map(({ href, type, length }) => ({ url: href, type, length })),
      ...mediaAttachments(entry.media),
    ],
    language: entry.content?.xml?.lang ?? entry.xml?.lang,
    base: entry.content?.xml?.base ?? entry.xml?.base,
  };
}

/** JSON Feed 1.0 and 1.1. */
export const itemFromJson = (item: JsonItem, feed: FeedOf<'json'>): FeedItem => ({
  guid: item.id,
  link: item.url ?? item.external_url,
  title: item.title,
  body: item.content_html ?? item.content_text,
  summary: item.summary,
  published: item.date_published ?? item.date_modified,
  updated: item.date_modified,
  categories: present(item.tags),
  authors: pick(item.authors, feed.authors ?? []),
  attachments: [
    ...(item.attachments ?? []).map((attachment) => ({
      ...{ url: attachment.url, type: attachment.mime_type, length: attachment.size_in_bytes },
      duration: attachment.duration_in_seconds,
    })),
    ...[item.image ?? item.banner_image].flatMap((url) => (url === undefined ? [] : [{ url, type: 'image/*' }])),
  ],
  language: item.language,
});

function mediaAttachments(media: RssItem['media']): Attachment[] {
  const contents = [...(media?.contents ?? []), ...(media?.groups?.[0]?.contents ?? [])];
  const pictures = [...(media?.thumbnails ?? []), ...(media?.groups?.[0]?.thumbnails ?? [])];
  return [
    ...contents.map(({ url, type, medium, fileSize, duration, description, credits, width, height }) => ({
      ...{ url, length: fileSize, duration, alt: description?.value, credit: credits?.[0]?.value, width, height },
      type: type ?? (medium && `${medium === 'document' ? 'application' : medium}/*`),
    })),
    ...pictures.map(({ url }) => ({ url, type: 'image/*' })),
  ];
}

/** RSS takes a guid for a permalink unless isPermaLink is false, but many such guids are not addresses. */
const permalinkOf = (guid = ''): string | undefined => (/^https?:/i.test(guid) ? guid : undefined);
