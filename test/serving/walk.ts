import type { FeedFile } from '../../lambdas/formats/addresses';
import { readXml } from '../formats/read-xml';
import { publication, read, type servingOf } from './serving-of';

/** A document of a feed or of its history, read by a reader that follows the links. */
export interface Walked {
  /** The document's own address. */
  readonly self: string;
  /** The ids of its stories, in their order. */
  readonly guids: string[];
  readonly older?: string;
  readonly newer?: string;
  readonly current?: string;
  readonly isArchive: boolean;
  readonly updated?: string;
  readonly text: string;
}

type Serving = ReturnType<typeof servingOf>;

/** Reads the document at an address: of a section, `/sections/world/…`, or of all stories. */
export async function documentAt(serving: Serving, address: string): Promise<Walked> {
  const path = decodeURIComponent(address.replace(publication.url, ''));
  const [, folder, slug, name, file = ''] =
    /^(?:\/(sections)\/([^/]+))?(?:\/archive\/([^/]+))?\/([^/]+)$/.exec(path) ?? [];
  const found = name === undefined ? serving.feed(folder, slug, file) : serving.archive(folder, slug, name, file);
  const { text } = await read(found);
  return { self: address, ...(file === 'feed.json' ? asJson(text) : asXml(text, file as FeedFile)) };
}

function asJson(text: string) {
  const { items, next_url } = JSON.parse(text) as { items: { id: string; title: string }[]; next_url?: string };
  const guids = items.map(({ id }) => id);
  return { guids, isArchive: false, text, ...(next_url !== undefined && { older: next_url }) };
}

function asXml(text: string, file: FeedFile) {
  const root = readXml(text);
  const isRss = file === 'rss.xml';
  const feed = isRss ? root.one('rss').one('channel') : root.one('feed');
  const links = new Map(
    feed.all(isRss ? 'atom:link' : 'link').map(({ attributes: { rel = '', href = '' } }) => [rel, href]),
  );
  return {
    guids: isRss
      ? feed.all('item').flatMap((item) => item.texts('guid'))
      : feed.all('entry').flatMap((entry) => entry.texts('id')),
    ...(links.has('prev-archive') && { older: links.get('prev-archive') }),
    ...(links.has('next-archive') && { newer: links.get('next-archive') }),
    ...(links.has('current') && { current: links.get('current') }),
    isArchive: feed.all('fh:archive').length === 1,
    updated: isRss ? feed.one('lastBuildDate').text : feed.one('updated').text,
    self: links.get('self') ?? '',
    text,
  };
}

/** Every document from the feed to the oldest archive document. Calls `meanwhile` after each. */
export async function walk(serving: Serving, address: string, meanwhile: () => Promise<unknown> = async () => {}) {
  const documents: Walked[] = [];
  for (let next: string | undefined = address; next !== undefined; ) {
    if (documents.some(({ self }) => self === next)) throw new Error(`${next} comes a second time`);
    const document: Walked = await documentAt(serving, next);
    documents.push(document);
    await meanwhile();
    next = document.older;
  }
  return documents;
}
