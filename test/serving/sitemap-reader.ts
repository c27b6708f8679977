import type { Table } from '../../lambdas/store/table/table';
import { everyItem, faultsIn } from '../harness/newsroom/audit';
import { aStory } from '../news/sample-story';
import { newsroom } from '../store/sample-newsroom';
import { publication, read, servingOf } from './serving-of';

/** The name of the first part. */
export const FIRST = '19000101T000000Z';

/** A newsroom of its own, whose documents are read as a crawler reads them. */
export function sitemapOf(table: Table) {
  const room = newsroom(table);
  const serving = servingOf(room.reader, () => room.now);
  const locs = (text: string) => [...text.matchAll(/<loc>([^<]*)</g)].map(([, loc = '']) => loc);
  const nameOf = (address: string) => /sitemap-([\w-]+)\.xml$/.exec(address)?.[1] ?? '';
  const storiesIn = (text: string) =>
    locs(text).flatMap((loc) => (loc === `${publication.url}/` ? [] : loc.replace(`${publication.url}/stories/`, '')));
  return {
    room,
    serving,
    part: async (name: string) => storiesIn((await read(serving.sitemap(name))).text),
    parts: async () => locs((await read(serving.sitemap())).text).map(nameOf),
    newsPart: async (name: string) => storiesIn((await read(serving.newsSitemap(name))).text),
    newsParts: async () => locs((await read(serving.newsSitemap())).text).map(nameOf),
    /** Every story that the index leads to, newest first, and the number of each part. */
    async walk() {
      const parts = await this.parts();
      const stories = await Promise.all(parts.map((name) => this.part(name)));
      return { parts, sizes: stories.map(({ length }) => length), ids: stories.flat() };
    },
    faults: async () => faultsIn(await everyItem(table), room.now),
  };
}

/** Publishes stories a minute apart, the last one now. */
export async function publish(room: ReturnType<typeof newsroom>, from: number, to: number): Promise<void> {
  for (let i = from; i < to; i++) {
    room.pass(60);
    await room.upload(aStory({ id: `s-${i}`, publishedAt: room.now }));
  }
}
