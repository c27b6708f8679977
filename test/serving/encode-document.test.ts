import { brotliCompressSync, brotliDecompressSync, constants, gunzipSync, gzipSync } from 'node:zlib';
import { BROTLI_QUALITY, encodeDocument } from '../../lambdas/serving/encode-document';
import { createReader } from '../../lambdas/store/read/reader';
import { tableForTests } from '../harness/engine';
import { proseStories } from '../harness/prose-stories';
import { NOON } from '../news/sample-story';
import { newsroom } from '../store/sample-newsroom';
import { isFound, servingOf } from './serving-of';

const TEXT = '<p>Crews worked through the night.</p>'.repeat(500);

describe('a document in its content codings', () => {
  test('is the text itself in each', async () => {
    const { bytes } = encodeDocument(TEXT);
    expect(Buffer.from(await bytes('identity')).toString()).toBe(TEXT);
    expect(gunzipSync(await bytes('gzip')).toString()).toBe(TEXT);
    expect(brotliDecompressSync(await bytes('br')).toString()).toBe(TEXT);
  });

  test('has the brotli of the measured quality', async () => {
    const quality = { params: { [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY } };
    expect(Buffer.from(await encodeDocument(TEXT).bytes('br'))).toEqual(brotliCompressSync(TEXT, quality));
    expect(BROTLI_QUALITY).toBe(6);
  });

  test('is compressed once for each coding', async () => {
    const { bytes } = encodeDocument(TEXT);
    expect(await bytes('br')).toBe(await bytes('br'));
    expect(await bytes('gzip')).toBe(await bytes('gzip'));
  });
});

describe('brotli of real prose, 50 stories of it', () => {
  const table = tableForTests();
  const stories = proseStories(50, NOON);
  const id = stories[25]?.id ?? '';
  beforeAll(async () => {
    const room = newsroom(table);
    for (const story of [...stories].reverse()) await room.upload(story);
  });

  test('is at most 0.95 of the gzip of level 6, in feeds, pages and JSON alike', async () => {
    const serving = servingOf(createReader(table), () => NOON);
    const documents = {
      rss: serving.feed(undefined, undefined, 'rss.xml'),
      atom: serving.feed(undefined, undefined, 'atom.xml'),
      jsonFeed: serving.feed(undefined, undefined, 'feed.json'),
      front: serving.front(),
      story: serving.story(id),
      feeds: serving.feeds(),
      opml: serving.opml('all'),
      newsSitemap: serving.newsSitemap(),
      list: serving.list({ filter: {}, limit: 50 }),
      storyJson: serving.storyJson(id),
      changes: serving.changes({ limit: 50 }),
    };
    const tooLarge: string[] = [];
    for (const [name, answer] of Object.entries(documents)) {
      const found = await answer;
      if (!isFound(found)) throw new Error(`${name} is not there`);
      const { bytes } = await found.rendered();
      const gzip = gzipSync(await bytes('identity'), { level: 6 }).byteLength;
      const share = (await bytes('br')).byteLength / gzip;
      if (share > 0.95) tooLarge.push(`${name}: ${share}`);
    }
    expect(tooLarge).toEqual([]);
  });
});
