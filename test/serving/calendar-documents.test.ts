import { formatCursor, parseCursor } from '../../lambdas/http/cursor';
import type { ProblemError } from '../../lambdas/http/problem-details';
import type { PublicAnswer } from '../../lambdas/http/representation';
import { type Instant, plusSeconds } from '../../lambdas/news/values/instant';
import { tableForTests } from '../harness/engine';
import { aStory, NOON } from '../news/sample-story';
import { newsroom, putEntries } from '../store/sample-newsroom';
import { isFound, read, servingOf } from './serving-of';

const TODAY = '2026-11-22';
const URL = 'https://news.example';

/** A newsroom with a table of its own, and the pages that readers see of it. */
function system() {
  const table = tableForTests();
  let room: ReturnType<typeof newsroom>;
  let serving: ReturnType<typeof servingOf>;
  beforeAll(() => {
    room = newsroom(table);
    serving = servingOf(room.reader, () => room.now);
  });
  return {
    table,
    get room() {
      return room;
    },
    get serving() {
      return serving;
    },
    upload: (id: string, publishedAt: Instant, fields = {}) =>
      room.upload(aStory({ id, headline: `Story ${id}`, publishedAt, ...fields })),
    archive: (before?: number) => read(serving.archivePage(before)),
    page: (name: string, before?: string) =>
      read(serving.archivePeriod(name, before === undefined ? undefined : parseCursor(before))),
    /** The answer without its document; `404` for a page that says so only when it is read. */
    async status(name: string, before?: string): Promise<number> {
      const answer: PublicAnswer = await serving.archivePeriod(
        name,
        before === undefined ? undefined : parseCursor(before),
      );
      if (answer === undefined) return 404;
      if (!isFound(answer)) throw new Error('no page of the archive moves or goes');
      return answer.rendered().then(
        () => 200,
        ({ problem }: ProblemError) => problem.status,
      );
    },
  };
}

/** The names of the months or days that a page links to. */
const periodsIn = (text: string) => [
  ...new Set([...text.matchAll(/(?:<li>|<h2[^>]*>)<a href="[^"]*\/archive\/([\d-]+)"/g)].map(([, name]) => name)),
];
const headlinesIn = (text: string) => [...text.matchAll(/>Story ([\w-]+)<\/a>/g)].map(([, name]) => name);
const linkIn = (text: string, rel: 'prev' | 'next', nav: 'Archive' | 'Further pages') => {
  const [, links = ''] = new RegExp(`aria-label="${nav}">([^]*?)</nav>`).exec(text) ?? [];
  return new RegExp(`rel="${rel}" href="${URL}([^"]*)"`).exec(links)?.[1];
};
const cursorAt = (at: Instant) => formatCursor({ at, id: 'z' });
const cursorIn = (text: string, rel: 'prev' | 'next') => linkIn(text, rel, 'Further pages')?.split('?before=')[1];

describe('before the first story', () => {
  const { archive, status } = system();

  test('the archive is empty, and no day is there', async () => {
    expect((await archive()).text).toContain('There are no stories yet.');
    for (const name of [TODAY, '2026-11', '2026-10']) expect(await status(name)).toBe(404);
  });
});

describe('the months and days', () => {
  const newspaper = system();
  const { upload, archive, page, status, table } = newspaper;

  beforeAll(async () => {
    await upload('today', `${TODAY}T08:00:00Z`);
    await upload('april', '2026-04-17T23:59:59Z');
    await upload('april-early', '2026-04-03T00:00:00Z', { language: 'ar' });
    for (const i of [1, 2, 3]) await upload(`april-${i}`, `2026-04-17T0${i}:00:00Z`);
    await upload('old', '2025-12-31T23:59:59Z');
    await upload('oldest', '2021-01-01T00:00:00Z');
    await upload('embargo', plusSeconds(NOON, 30));
    await upload('embargo-of-next-month', '2026-12-01T00:00:00Z');
  });

  test('months with stories are listed newest first, by year', async () => {
    const { text, links } = await archive();
    expect(periodsIn(text)).toEqual(['2026-11', '2026-04', '2025-12']);
    expect([...text.matchAll(/<h2>(\d+)</g)].map(([, year]) => year)).toEqual(['2026', '2025']);
    expect(links.join()).toContain(`${URL}/rss.xml`);
  });

  test('older months are behind the link, as far back as there are stories', async () => {
    const { text } = await archive();
    expect(linkIn(text, 'next', 'Further pages')).toBe('/archive?before=2022');
    expect(text).toContain('>Older months: 2021</a>');
    const older = await archive(2022);
    expect(periodsIn(older.text)).toEqual(['2021-01']);
    expect(linkIn(older.text, 'next', 'Further pages')).toBeUndefined();
    expect(linkIn(older.text, 'prev', 'Further pages')).toBe('/archive');
  });

  test('a month lists its days with the newest three headlines of each, and its neighbours', async () => {
    const { text } = await page('2026-04');
    expect(periodsIn(text)).toEqual(['2026-04-17', '2026-04-03']);
    expect(headlinesIn(text)).toEqual(['april', 'april-3', 'april-2', 'april-early']);
    expect(linkIn(text, 'prev', 'Archive')).toBe('/archive/2025-12');
    // A month that is over names no neighbour that is not: it would change with every story.
    expect(linkIn(text, 'next', 'Archive')).toBeUndefined();
    expect(linkIn((await page('2026-11')).text, 'prev', 'Archive')).toBe('/archive/2026-04');
    expect(linkIn((await page('2021-01')).text, 'next', 'Archive')).toBe('/archive/2025-12');
  });

  test('a day has its stories, newest first, and its neighbours', async () => {
    const { text } = await page('2026-04-17');
    expect(headlinesIn(text)).toEqual(['april', 'april-3', 'april-2', 'april-1']);
    expect(linkIn(text, 'prev', 'Archive')).toBe('/archive/2026-04-03');
    expect(linkIn((await page('2026-04-03')).text, 'next', 'Archive')).toBe('/archive/2026-04-17');
    expect(linkIn((await page(TODAY)).text, 'prev', 'Archive')).toBe('/archive/2026-04-17');
    expect(linkIn((await page('2021-01-01')).text, 'prev', 'Archive')).toBeUndefined();
    expect(text).not.toContain('rel="next"');
  });

  test.each(['2026', 'x', '', '2026-13', '2026-02-30', '1899-12', '1899-12-31', '2026-11-23', '2026-12', '2027-01-01'])(
    '%s is a 404 without a read',
    async (name) => {
      table.forget();
      expect(await newspaper.serving.archivePeriod(name)).toBeUndefined();
      expect(table.traffic.requests).toEqual({});
    },
  );

  test.each(['2026-11-21', '2026-10', '2026-04-16', '1900-01', '1900-01-01'])(
    '%s, without stories, is a 404',
    async (name) => {
      expect(await status(name)).toBe(404);
    },
  );

  test('an older page of a day without stories is a 404 too, at every cursor', async () => {
    for (const at of ['2026-11-21T00:00:00Z', '2026-11-21T12:00:00Z', '2026-11-21T23:59:59Z'])
      expect(await status('2026-11-21', cursorAt(at))).toBe(404);
    // Here a page above has a story, and the link leads there.
    expect(await status(TODAY, cursorAt(`${TODAY}T07:00:00Z`))).toBe(200);
  });

  test.each([
    ['2026-04-17', '2026-04-16T23:59:59Z'],
    ['2026-04-17', '2026-04-18T00:00:00Z'],
    ['2026-04', '2026-04-17T12:00:00Z'],
    ['2026-11', `${TODAY}T09:00:00Z`],
  ])('%s below a cursor of %s is a 404 without a read', async (name, at) => {
    table.forget();
    expect(await newspaper.serving.archivePeriod(name, parseCursor(cursorAt(at)))).toBeUndefined();
    expect(table.traffic.requests).toEqual({});
  });

  test('an unchanged page costs one small read', async () => {
    for (const get of [archive, () => page('2026-11'), () => page('2026-04'), () => page('2026-04-17')]) {
      const first = await get();
      table.forget();
      expect(await get()).toEqual(first);
      expect(table.traffic).toEqual({ requests: { GetItem: 1 }, capacity: 0.5, roundTrips: 1 });
    }
  });
});

describe('embargoes, withdrawals and the end of a month', () => {
  const newspaper = system();
  const { upload, archive, page, status } = newspaper;

  test('an embargo shows nothing before its second, and ends every lifetime and ETag at it', async () => {
    const { room } = newspaper;
    await upload('first', '2026-10-02T00:00:00Z');
    room.at('2026-11-22T11:00:00Z');
    await upload('embargo', '2026-11-22T11:00:40Z');
    const before = await archive();
    expect(periodsIn(before.text)).toEqual(['2026-10']);
    expect(before.maxAge).toBe(40);
    expect([await status(TODAY), await status('2026-11')]).toEqual([404, 404]);
    expect(await status(TODAY, cursorAt('2026-11-22T10:00:00Z'))).toBe(404);
    room.at('2026-11-22T11:00:39Z');
    expect((await archive()).etag).toBe(before.etag);
    expect(await status(TODAY)).toBe(404);
    room.at('2026-11-22T11:00:40Z');
    const after = await archive();
    expect(after.etag).not.toBe(before.etag);
    expect(periodsIn(after.text)).toEqual(['2026-11', '2026-10']);
    expect(headlinesIn((await page(TODAY)).text)).toEqual(['embargo']);
    expect(await status(TODAY, cursorAt('2026-11-22T10:00:00Z'))).toBe(200);
    expect(periodsIn((await page('2026-11')).text)).toEqual([TODAY]);
  });

  test('a withdrawal removes its month and day at once, and a reinstatement brings them back', async () => {
    const { room } = newspaper;
    const story = await upload('hoax', '2026-09-09T09:00:00Z');
    const october = await page('2026-10');
    expect(linkIn(october.text, 'prev', 'Archive')).toBe('/archive/2026-09');
    expect(headlinesIn((await page('2026-09-09')).text)).toEqual(['hoax']);
    const gone = await room.withdraw(story);
    expect(periodsIn((await archive()).text)).toEqual(['2026-11', '2026-10']);
    expect([await status('2026-09'), await status('2026-09-09')]).toEqual([404, 404]);
    expect(linkIn((await page('2026-10')).text, 'prev', 'Archive')).toBeUndefined();
    await room.reinstate(gone);
    expect(headlinesIn((await page('2026-09-09')).text)).toEqual(['hoax']);
  });

  test('a month that is over changes with the archive alone', async () => {
    const names = ['2026-10', '2026-10-02'];
    const etags = async () => (await Promise.all(names.map((name) => page(name)))).map(({ etag }) => etag);
    const before = await etags();
    await upload('news', '2026-11-22T10:00:00Z');
    expect(await etags()).toEqual(before);
    await upload('back', '2026-10-02T05:00:00Z');
    expect((await etags()).filter((etag) => before.includes(etag))).toEqual([]);
    expect(headlinesIn((await page('2026-10-02')).text)).toEqual(['back', 'first']);
  });

  test('flags are shown while a month goes on, and not in a month that is over', async () => {
    const { room } = newspaper;
    const banner = '<p class="breaking"';
    const flagged = await upload('flag', '2026-11-22T10:30:00Z');
    await room.flag(flagged, plusSeconds(room.now, 60));
    const today = await page(TODAY);
    expect(today.text).toContain(banner);
    expect(today.text).toContain('>Breaking</a>');
    expect([today.maxAge, today.sMaxAge]).toEqual([60, 10]);
    expect((await archive()).text).toContain('>Breaking</a>');
    room.pass(60);
    expect((await page(TODAY)).text).not.toContain(banner);
    expect((await archive()).text).not.toContain('>Breaking</a>');
    await upload('late-flag', '2026-10-02T06:00:00Z', { breakingUntil: null });
    const closed = await page('2026-10-02');
    expect(headlinesIn(closed.text)).toContain('late-flag');
    expect(closed.text).not.toContain('class="breaking"');
    expect(closed.text).not.toContain('>Breaking</a>');
  });

  test('at the end of a month its pages are made anew, and lead to each other', async () => {
    const { room } = newspaper;
    room.at('2026-11-30T23:59:59Z');
    const before = await page(TODAY);
    const october = await page('2026-10');
    expect(linkIn(october.text, 'next', 'Archive')).toBeUndefined();
    room.at('2026-12-01T00:00:00Z');
    expect((await page(TODAY)).etag).not.toBe(before.etag);
    expect(linkIn((await page('2026-10')).text, 'next', 'Archive')).toBe('/archive/2026-11');
    expect((await page('2026-10')).etag).not.toBe(october.etag);
  });
});

describe('a day of 250 stories', () => {
  const { table, upload, page } = system();
  const ids = Array.from({ length: 250 }, (_, i) => String(i));

  beforeAll(async () => {
    await upload('day-after', '2026-11-15T00:00:00Z');
    await upload('day-before', '2026-11-13T23:59:59Z');
    // Two stories in each second.
    const stories = ids.map((id, i) =>
      aStory({
        id: `n-${String(999 - i)}`,
        headline: `Story ${id}`,
        publishedAt: plusSeconds('2026-11-14T23:00:00Z', -Math.floor(i / 2)),
      }),
    );
    await putEntries(table, 'all', stories);
  });

  test('has each story once, 100 on a page, and its pages lead back the same way', async () => {
    const found: string[][] = [];
    const texts: string[] = [];
    let cursor: string | undefined;
    do {
      const { text } = await page('2026-11-14', cursor);
      texts.push(text);
      found.push(headlinesIn(text).map(String));
      cursor = cursorIn(text, 'next');
    } while (cursor !== undefined);
    expect(found.map(({ length }) => length)).toEqual([100, 100, 50]);
    expect(found.flat()).toEqual(ids);
    const [first = '', second = '', last = ''] = texts;
    expect(linkIn(first, 'prev', 'Further pages')).toBeUndefined();
    // Fewer than a page lie above the hundredth story: the first page has them.
    expect(linkIn(second, 'prev', 'Further pages')).toBe('/archive/2026-11-14');
    const back = await page('2026-11-14', cursorIn(last, 'prev'));
    expect(headlinesIn(back.text)).toEqual(found[1]);
  });

  test('leads to the day before from its last page, and to the day after from each', async () => {
    const { text } = await page('2026-11-14');
    expect(linkIn(text, 'prev', 'Archive')).toBeUndefined();
    expect(linkIn(text, 'next', 'Archive')).toBe('/archive/2026-11-15');
    const second = (await page('2026-11-14', cursorIn(text, 'next'))).text;
    const last = (await page('2026-11-14', cursorIn(second, 'next'))).text;
    expect(linkIn(last, 'prev', 'Archive')).toBe('/archive/2026-11-13');
    expect(second).toMatch(/14 November 2026, <?[^<]*22:58<\/time> to <time[^>]*>22:59<\/time> UTC/);
  });

  test('shows nothing of other days to a cursor at its ends', async () => {
    const above = await page('2026-11-14', cursorAt('2026-11-14T23:59:59Z'));
    expect(headlinesIn(above.text)).toEqual(ids.slice(0, 100));
    const below = await page('2026-11-14', cursorAt('2026-11-14T00:00:00Z'));
    expect(headlinesIn(below.text)).toEqual([]);
    expect(below.text).toContain('There are no older stories.');
    expect(cursorIn(below.text, 'next')).toBeUndefined();
  });
});

describe('a month ends with an embargo, and nothing is written', () => {
  const newspaper = system();
  const END = '2026-12-01T00:00:00Z';

  test.each(['2026-11', TODAY])('the ETag of %s changes, also where the month ends during a request', async (name) => {
    const { room, upload } = newspaper;
    room.at(NOON);
    await upload(`news-${name}`, `${TODAY}T08:00:00Z`);
    await upload(`embargo-${name}`, END);
    // Dated back: the last version of the feed is one of its archive too.
    await upload(`back-${name}`, '2026-10-02T05:00:00Z');
    const etagAt = async (...moments: [Instant, ...Instant[]]) => {
      const left = [...moments];
      const clock = () => (left.length > 1 ? left.shift() : left[0]) as Instant;
      const serving = servingOf(room.reader, clock);
      return (await read(serving.archivePeriod(name))).etag;
    };
    const justBefore = plusSeconds(END, -1);
    const before = await etagAt(justBefore);
    // The period is checked before the end, and the head is read after it.
    const across = await etagAt(justBefore, justBefore, END);
    const after = await etagAt(END);
    expect(new Set([before, across, after]).size).toBe(3);
    const [version] = before.split('.');
    for (const etag of [across, after]) expect(etag.split('.')[0]).toBe(version);
    expect(across.split('.')[1]).toBe(after.split('.')[1]);
  });
});

describe('half of a transaction', () => {
  const newspaper = system();
  beforeAll(async () => {
    for (const month of ['09', '10', '11']) await newspaper.upload(month, `2026-${month}-20T08:00:00Z`);
    await newspaper.upload('day-after', '2026-11-21T08:00:00Z');
    newspaper.room.at('2026-12-02T00:00:00Z');
  });

  /** A page while a replica lags behind in one query: the query finds nothing, and shows half of a transaction. */
  const pageBehind = (name: string, query: 'firstStory' | 'lastStory', late: { times: number }) => {
    const { reader } = newspaper.room;
    let { times } = late;
    const behind = {
      ...reader,
      [query]: async (...request: Parameters<typeof reader.firstStory>) =>
        times-- > 0 ? { matchesHead: false } : reader[query](...request),
    };
    return read(servingOf(behind, () => newspaper.room.now).archivePeriod(name));
  };

  test.each([
    ['the day after', '2026-11-20', 'firstStory', 'next', '/archive/2026-11-21'],
    ['the month after', '2026-10', 'firstStory', 'next', '/archive/2026-11'],
    ['the month before', '2026-10', 'lastStory', 'prev', '/archive/2026-09'],
  ] as const)('%s: the page is read again, and never kept without its neighbour', async (_, name, query, rel, link) => {
    const again = await pageBehind(name, query, { times: 1 });
    expect(linkIn(again.text, rel, 'Archive')).toBe(link);
    expect(again.isKept).toBe(true);
    const half = await pageBehind(name, query, { times: Number.POSITIVE_INFINITY });
    expect(linkIn(half.text, rel, 'Archive')).toBeUndefined();
    expect(half.isKept).toBe(false);
  });
});

describe('a history of 126 years', () => {
  const { table, upload, archive, page } = system();
  const years = ['2026', '2025', '2014', '2013', '1950', '1900'];

  beforeAll(async () => {
    await upload('now', `${TODAY}T00:00:00Z`);
    await putEntries(
      table,
      'all',
      years.slice(1).map((year) => aStory({ id: year, publishedAt: `${year}-01-01T00:00:00Z` })),
    );
  });

  test('is listed in pages that skip the years without stories, within the bounds of a request', async () => {
    const found: (string | undefined)[] = [];
    let address: string | undefined = '/archive';
    const newer: (string | undefined)[] = [];
    while (address !== undefined) {
      const before = address.split('before=')[1];
      table.forget();
      const { text } = await archive(before === undefined ? undefined : Number(before));
      expect(table.traffic.capacity).toBeLessThanOrEqual(64.5);
      expect(table.traffic.roundTrips).toBe(3);
      found.push(...periodsIn(text));
      newer.push(linkIn(text, 'prev', 'Further pages'));
      address = linkIn(text, 'next', 'Further pages');
    }
    expect(found).toEqual(['2026-11', ...years.slice(1).map((year) => `${year}-01`)]);
    // The page before each holds the first year above it.
    expect(newer).toEqual([undefined, '/archive', '/archive?before=2018', '/archive?before=1955']);
    expect(periodsIn((await archive(2018)).text)).toEqual(['2014-01', '2013-01']);
  });

  test('has nothing before 1900, and a year that is to come begins with the newest', async () => {
    expect((await archive(1900)).text).toContain('There are no older stories.');
    expect(periodsIn((await archive(9999)).text)).toEqual(periodsIn((await archive()).text));
  });

  test('days and months find their neighbours at any distance', async () => {
    expect(linkIn((await page('2013-01')).text, 'prev', 'Archive')).toBe('/archive/1950-01');
    expect(linkIn((await page('1950-01-01')).text, 'next', 'Archive')).toBe('/archive/2013-01-01');
  });
});
