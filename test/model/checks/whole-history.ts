import type { Answer } from '../bulletin';
import { BREAKING, type Feed, NEWEST } from '../newsroom/feeds';
import type { Newsroom } from '../newsroom/newsroom';
import { ADDRESS } from '../newsroom/newsroom';
import type { Readers } from '../newsroom/readers';
import { iso } from '../newsroom/time';
import { equal } from './equal';

type Get = (path: string) => Promise<Answer>;

const FILES = ['rss.xml', 'atom.xml', 'feed.json'] as const;
type File = (typeof FILES)[number];

/** How a format names its stories and its older document. */
const FORMS: Record<File, { readonly guid: RegExp; readonly older: RegExp }> = {
  'rss.xml': { guid: /<guid isPermaLink="false">([^<]+)</g, older: /rel="prev-archive" href="([^"]+)"/ },
  'atom.xml': { guid: /<id>([^<]+)<\/id>\s*<link rel="alternate"/g, older: /rel="prev-archive" href="([^"]+)"/ },
  'feed.json': { guid: /\{"id":"([^"]+)"/g, older: /"next_url":"([^"]+)"/ },
};

/** Walks one feed from its own document to the oldest, in one format, and compares its stories with the model. */
export async function checkHistory(get: Get, readers: Readers, { now, looks }: Newsroom): Promise<void> {
  const open = readers.feeds.filter((feed) => feed !== BREAKING && readers.isOpen(feed, now));
  const feed = open[looks % open.length];
  const file = FILES[looks % FILES.length] as File;
  if (feed === undefined) return;
  const { newest, older } = await walkFeed(get, feed, file);
  const all = readers.stories(feed, now).map(({ guid }) => guid);
  const what = `${iso(now)} the history of ${feed}/${file}`;
  equal(`${what}: stories met twice`, older.length - new Set(older).size, 0);
  // JSON Feed goes on after its last story; RSS and Atom may repeat some of the newest, beside which tombstones stand.
  if (file === 'feed.json') equal(what, older, all.slice(NEWEST));
  else equal(what, [...new Set([...newest.filter((guid) => all.includes(guid)), ...older])].sort(), [...all].sort());
}

async function walkFeed(get: Get, feed: Feed, file: File): Promise<{ newest: string[]; older: string[] }> {
  const documents: string[][] = [];
  let next: string | undefined = `${feed}/${file}`;
  while (next !== undefined) {
    const { status, text } = await get(next);
    if (status !== 200) throw new Error(`${next}: ${status}`);
    documents.push([...text.matchAll(FORMS[file].guid)].map(([, guid = '']) => guid));
    next = FORMS[file].older.exec(text)?.[1]?.replace(ADDRESS, '');
    if (documents.length > 1_000) throw new Error(`${feed}/${file} leads round and round`);
  }
  const [newest = [], ...older] = documents;
  return { newest, older: older.flat() };
}
