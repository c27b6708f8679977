import { precondition } from '../../lambdas/http/conditional';
import type { PublicAnswer } from '../../lambdas/http/representation';
import type { Story } from '../../lambdas/news/story/story';
import { plusSeconds } from '../../lambdas/news/values/instant';
import { tableForTests } from '../harness/engine';
import { aStory, NOON, nextOf } from '../news/sample-story';
import { newsroom, putEntries } from '../store/sample-newsroom';
import { isFound, read, servingOf } from './serving-of';

const table = tableForTests();
const room = newsroom(table);
let renderings = 0;
const serving = servingOf(counting(room.reader), () => room.now);

/** A reader that counts the reads of pages, stories and registers. */
function counting(reader: typeof room.reader): typeof room.reader {
  const countCalls =
    <A extends unknown[], R>(readIt: (...args: A) => R) =>
    (...args: A): R => {
      renderings++;
      return readIt(...args);
    };
  return {
    ...reader,
    page: countCalls(reader.page),
    story: countCalls(reader.story),
    register: countCalls(reader.register),
  };
}

let story: Story;
const ONE_SMALL_READ = { requests: { GetItem: 1 }, capacity: 0.5, roundTrips: 1 };

/** Only the excerpt of the changed story is read: the process holds the others. */
const FEED_COST = { GetItem: 1, Query: 1, BatchGetItem: 1 };

/** A document, and the cost of rendering it after a change, beside the read of its head. */
const documents: [string, () => Promise<PublicAnswer>, Record<string, number>][] = [
  ['a feed', () => serving.feed(undefined, undefined, 'rss.xml'), FEED_COST],
  ['a section', () => serving.feed('sections', 'world', 'atom.xml'), FEED_COST],
  ['breaking news', () => serving.feed('breaking', undefined, 'feed.json'), FEED_COST],
  ['a feed for people', () => serving.feedPage('sections', 'world'), { GetItem: 1, Query: 1 }],
  // The second query finds the newer page.
  ['a later page for people', () => serving.front({ at: plusSeconds(NOON, -500), id: 'x' }), { GetItem: 1, Query: 2 }],
  ['the podcast', () => serving.podcast(), FEED_COST],
  [
    'the page of a feed in a browser',
    () => serving.subscribePage('sections', 'world', 'rss.xml'),
    { GetItem: 1, Query: 1 },
  ],
  ['the page of the podcast', () => serving.subscribePage('audio', undefined, 'podcast.xml'), { GetItem: 1, Query: 1 }],
  ['a list', () => serving.list({ filter: { section: 'world' }, limit: 20 }), { GetItem: 1, Query: 1 }],
  [
    'a later page',
    () => serving.list({ filter: {}, limit: 20, after: { at: plusSeconds(NOON, -500), id: 'x' } }),
    { GetItem: 1, Query: 1 },
  ],
  ['a story page', () => serving.story('polled'), { GetItem: 2 }],
  ['a story', () => serving.storyJson('polled'), { GetItem: 2 }],
  ['the front page', () => serving.front(), { GetItem: 2, Query: 2 }],
];

const audio = { url: 'https://media.example/a.mp3', type: 'audio/mpeg' };

beforeAll(async () => {
  story = await room.upload(aStory({ id: 'polled', section: 'World', publishedAt: NOON, breakingUntil: null, audio }));
  // An embargoed story, so that there is a coming moment.
  await room.upload(aStory({ id: 'coming', section: 'World', publishedAt: '2030-01-01T00:00:00Z' }));
  room.pass(60);
});

let stored = 1;
/** Stores older stories up to this number; every tenth is in the section. */
async function store(count: number) {
  const older = Array.from({ length: count - stored }, (_, i) =>
    aStory({ id: `older-${stored + i}`, section: 'World', publishedAt: plusSeconds(NOON, -stored - i) }),
  );
  await putEntries(table, 'all', older);
  await putEntries(
    table,
    'section#world',
    older.filter((_, i) => i % 10 === 0),
  );
  stored = count;
}

describe.each([100, 10_000])('with %i stories stored', (count) => {
  beforeAll(() => store(count), 60_000);

  test.each(documents)('%s costs one small read while unchanged, with and without validators', async (_name, ask) => {
    const first = await read(ask());
    renderings = 0;

    table.forget();
    expect(await read(ask())).toEqual(first);
    expect(table.traffic).toEqual(ONE_SMALL_READ);

    const validators: [string, string][] = [
      ['if-none-match', first.etag],
      ['if-modified-since', new Date(first.lastModified ?? 0).toUTCString()],
    ];
    for (const validator of validators) {
      table.forget();
      const found = await ask();
      expect(isFound(found) && precondition(new Headers([validator]), found.validators)).toBe(304);
      expect(table.traffic).toEqual(ONE_SMALL_READ);
    }
    expect(renderings).toBe(0);
  });

  test.each(documents)('%s costs its page once after a change', async (_name, ask, cost) => {
    await read(ask());
    const before = story;
    story = nextOf(story, { headline: `Revision ${story.revision + 1}` });
    await room.writer.revise(before, story, { by: 'ann' });
    room.pass(5);

    table.forget();
    const anew = await read(ask());
    if (!_name.includes('later')) expect(anew.text).toContain(story.headline);
    expect(table.traffic.requests).toEqual(cost);
    expect(table.traffic.capacity).toBeLessThan(20);

    table.forget();
    expect((await read(ask())).etag).toBe(anew.etag);
    expect(table.traffic).toEqual(ONE_SMALL_READ);
  });
});

test('an edit of an embargoed story costs readers only the read of the head', async () => {
  await read(serving.feed('sections', 'world', 'rss.xml'));
  const coming = (await room.reader.story('coming')) as Story;
  await room.edit(coming, { headline: 'Rewritten' });
  table.forget();
  await read(serving.feed('sections', 'world', 'rss.xml'));
  expect(table.traffic).toEqual(ONE_SMALL_READ);
});
