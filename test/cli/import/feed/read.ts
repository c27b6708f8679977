import { feedStories } from '../../../../bin/cli/import/feed-archive';
import type { FeedDocument } from '../../../../bin/cli/import/feed-document';
import type { SourceOptions } from '../../../../bin/cli/import/import-source';

const shell = { env: {}, out() {}, err() {} };

/** What an import makes of one document of a feed. */
export async function readStories(
  text: string,
  { address, ...options }: Partial<SourceOptions> & Pick<FeedDocument, 'address'> = {},
) {
  const found = await feedStories({ text, address }, { ...options, onProgress() {}, shell });
  if (!found) throw new Error('no feed');
  return {
    ...found,
    values: found.stories.map(({ value }): Readonly<Record<string, unknown>> => JSON.parse(JSON.stringify(value))),
  };
}

const SPACES =
  'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/" ' +
  'xmlns:dcterms="http://purl.org/dc/terms/" xmlns:atom="http://www.w3.org/2005/Atom" xmlns:xhtml="http://www.w3.org/1999/xhtml" ' +
  'xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd" xmlns:podcast="https://podcastindex.org/namespace/1.0" ' +
  'xmlns:media="http://search.yahoo.com/mrss/"';

/** A feed of RSS 2.0 whose site is https://old.example/. */
export const rss = (items: string, head = ''): string =>
  `<rss version="2.0" ${SPACES}><channel><title>T</title><link>https://old.example/</link><description>D</description>${head}${items}</channel></rss>`;

const DATE = '<pubDate>Wed, 03 Jan 2024 10:00:00 GMT</pubDate>';

/** An item of RSS with a guid, a date and more elements. */
export const item = (guid: string | number, more: string): string =>
  `<item><guid isPermaLink="false">${guid}</guid>${DATE}${more}</item>`;

/** A feed of Atom 1.0. */
export const atom = (entries: string, attributes = ''): string =>
  `<feed xmlns="http://www.w3.org/2005/Atom" ${attributes}><title>T</title><id>urn:x:feed</id><updated>2024-01-02T00:00:00Z</updated>${entries}</feed>`;

export const entry = (id: string | number, more: string): string =>
  `<entry><id>urn:x:${id}</id><updated>2024-01-01T00:00:00Z</updated>${more}</entry>`;
