import type { FeedName } from '../../lambdas/news/feed/feed';
import type { FeedHead } from '../../lambdas/news/feed/feed-head';
import { COMMIT_MARGIN, MAX_MOMENTS, momentsAround } from '../../lambdas/news/feed/head';
import { momentsOf } from '../../lambdas/news/story/status';
import type { Story } from '../../lambdas/news/story/story';
import { type Instant, plusSeconds } from '../../lambdas/news/values/instant';
import type { RegisterHead } from '../../lambdas/store/table/head-items';
import { tableForTests } from '../harness/engine';
import { aStory, NOON } from '../news/sample-story';
import { newsroom, putEntries } from './sample-newsroom';

const table = tableForTests();
let room: ReturnType<typeof newsroom>;
beforeEach(() => {
  room = newsroom(table);
});

const noon = (seconds: number): Instant => plusSeconds(NOON, seconds);
const headOf = async (feed: FeedName) => (await room.head(feed)) as FeedHead;

/** The moments around `now` as a fresh process finds them. */
const readMoments = async (feed: FeedName, now: Instant) =>
  momentsAround(await room.reader.momentsFrom(now, await headOf(feed)), now);

/** The moments as the stories themselves have them. */
function momentsOfStories(stories: readonly Story[], now: Instant) {
  const all = stories.flatMap(momentsOf).sort();
  const [passed, next] = [all.filter((at) => at <= now).at(-1), all.find((at) => at > now)];
  return { ...(passed && { passed }), ...(next && { next }) };
}

describe('a feed with hundreds of coming moments', () => {
  // Some embargoed to one second, a dozen with flags, ten seconds between the others.
  const stories = Array.from({ length: 150 }, (_, i) =>
    aStory({
      id: `coming-${i}`,
      section: 'Coming',
      publishedAt: noon(1_000 + 10 * (i > 20 && i < 40 ? 20 : i)),
      ...(i % 12 === 0 && { breakingUntil: noon(1_005 + 17 * i) }),
    }),
  );
  const feed = 'section#coming';
  const end = noon(4_000);

  beforeAll(async () => {
    const writing = newsroom(table);
    for (const story of stories.slice(0, 10)) await writing.upload(story);
    await putEntries(table, feed, stories.slice(10));
    await putEntries(
      table,
      'breaking',
      stories.slice(10).filter(({ breakingUntil }) => breakingUntil),
    );
    // The head as it is when each of them was uploaded: it lists the soonest.
    expect((await writing.head(feed))?.moments).toHaveLength(MAX_MOMENTS);
  });

  test('is still one small read while the listed moments last', async () => {
    table.forget();
    const head = (await room.reader.feedHead(feed, { consistent: false })) as FeedHead;
    expect(await room.reader.momentsFrom(noon(1_000), head)).toBe(head);
    expect(table.traffic).toEqual({ requests: { GetItem: 1 }, capacity: 0.5, roundTrips: 1 });
  });

  test('takes four small queries after that, which last for as many moments', async () => {
    const head = await headOf(feed);
    const now = noon(1_500);
    table.forget();
    const listed = await room.reader.momentsFrom(now, head);
    expect(table.traffic.requests).toEqual({ Query: 4 });
    expect(table.traffic.capacity).toBeLessThan(20);
    table.forget();
    expect(await room.reader.momentsFrom(plusSeconds(now, 30), listed)).toBe(listed);
    expect(table.traffic.requests).toEqual({});
    expect(listed).toMatchObject({ writeCount: head.writeCount, version: head.version, changedAt: head.changedAt });
  });

  test('knows the moments around every second, with or without an earlier read', async () => {
    let remembered = await headOf(feed);
    for (let now = NOON; now < end; now = plusSeconds(now, now < noon(950) ? 900 : 29)) {
      remembered = await room.reader.momentsFrom(now, remembered);
      const known = momentsAround(remembered, now);
      const { passed, next } = momentsOfStories(stories, now);
      expect(known?.passed).toBe(passed);
      // It may stop at a moment where its list ends, never go past one.
      if (next === undefined) expect(known?.next).toBeUndefined();
      else expect(known?.next !== undefined && known.next > now && known.next <= next).toBe(true);
    }
    for (const seconds of [1_001, 1_090, 1_203, 1_777, 2_490, 3_900]) {
      const now = noon(seconds);
      expect((await readMoments(feed, now))?.passed).toBe(momentsOfStories(stories, now).passed);
    }
  });
});

describe('a head whose list of moments ends within the margin of a commit', () => {
  test('gets a new list by the write, so that readers need none', async () => {
    for (let i = 0; i <= 2 * MAX_MOMENTS; i++) {
      await room.upload(aStory({ id: `anew-${i}`, section: 'Anew', publishedAt: noon(100 + 10 * i) }));
    }
    const end = noon(100 + 10 * MAX_MOMENTS);
    expect((await headOf('section#anew')).momentsUntil).toBe(end);
    for (const now of [plusSeconds(end, -COMMIT_MARGIN), plusSeconds(end, 3)]) {
      room.at(now);
      await room.upload(aStory({ id: `at-${now.replaceAll(':', '-')}`, section: 'Anew' }));
      const head = await headOf('section#anew');
      expect(head.momentsUntil === undefined || head.momentsUntil > end).toBe(true);
      expect(momentsAround(head, now)?.next).toBe(noon(100 + 10 * (now < end ? 1 : MAX_MOMENTS + 1)));
    }
  });

  test('loses none of the moments that it listed', async () => {
    const flagged = aStory({ id: 'flag', section: 'Margin', breakingUntil: noon(20) });
    await room.upload(flagged);
    const coming = Array.from({ length: 9 }, (_, i) =>
      aStory({ id: `margin-${i}`, section: 'Margin', publishedAt: noon(i < 5 ? 25 + i : 30) }),
    );
    for (const story of coming) await room.upload(story);
    expect((await headOf('section#margin')).momentsUntil).toBe(noon(30));
    await room.upload(aStory({ id: 'another', section: 'Margin' }));
    expect(await readMoments('section#margin', noon(19))).toEqual({ next: noon(20) });
    expect(await readMoments('section#margin', noon(20))).toEqual({ passed: noon(20), next: noon(25) });
    expect((await readMoments('section#margin', noon(30)))?.passed).toBe(noon(30));
  });

  test('dates a write after every moment that may pass before it is committed', async () => {
    for (let i = 0; i <= MAX_MOMENTS; i++) {
      await room.upload(aStory({ id: `one-second-${i}`, section: 'Second', publishedAt: noon(90) }));
    }
    room.at(noon(60));
    await room.upload(aStory({ id: 'one-second', section: 'Second' }));
    const head = await headOf('section#second');
    expect(head).toMatchObject({ moments: [], momentsUntil: noon(90) });
    expect(head.changedAt > noon(90)).toBe(true);
  });
});

test('where the last 25 flags are all of other sections, a section takes the first of them for its own', async () => {
  room.at('2030-01-01T00:00:00Z');
  const at = (seconds: number) => plusSeconds('2030-01-01T00:00:00Z', seconds);
  const own = Array.from({ length: MAX_MOMENTS + 3 }, (_, i) =>
    aStory({
      id: `silent-${i}`,
      section: 'Silent',
      publishedAt: at(100 + i),
      ...(i === 0 && { breakingUntil: at(900) }),
    }),
  );
  for (const story of own) await room.upload(story);
  const others = Array.from({ length: 130 }, (_, i) => aStory({ id: `other-${i}`, breakingUntil: at(500 + i) }));
  await putEntries(table, 'breaking', others);
  // It costs a needless 200 at most. The clock passes no real moment unseen.
  expect(await readMoments('section#silent', at(600))).toEqual({ passed: at(576), next: at(625) });
  expect(await readMoments('section#silent', at(1_000))).toEqual({ passed: at(900) });
});

test('breaking news knows a coming publication although a hundred flags end before it', async () => {
  room.at('2040-01-01T00:00:00Z');
  const at = (seconds: number) => plusSeconds('2040-01-01T00:00:00Z', seconds);
  const first = Array.from({ length: MAX_MOMENTS + 2 }, (_, i) =>
    aStory({ id: `first-${i}`, publishedAt: at(10 + i), breakingUntil: at(5_000) }),
  );
  for (const story of first) await room.upload(story);
  const soon = Array.from({ length: 120 }, (_, i) =>
    aStory({ id: `soon-${i}`, publishedAt: at(-1), breakingUntil: at(6_000 + i) }),
  );
  await putEntries(table, 'breaking', [
    ...soon,
    aStory({ id: 'long', publishedAt: at(200), breakingUntil: at(9_000) }),
    aStory({ id: 'for-ever', publishedAt: at(300), breakingUntil: null }),
  ]);
  expect(await readMoments('breaking', at(100))).toEqual({ passed: at(10 + MAX_MOMENTS + 1), next: at(200) });
  expect(await readMoments('breaking', at(250))).toEqual({ passed: at(200), next: at(300) });
  expect(await readMoments('breaking', at(300))).toEqual({ passed: at(300), next: at(5_000) });
});

test('the register knows more coming openings than it lists', async () => {
  room.at('2050-01-01T00:00:00Z');
  const at = (seconds: number) => plusSeconds('2050-01-01T00:00:00Z', seconds);
  const ten = Array.from({ length: 10 }, (_, i) => i);
  for (const i of ten)
    await room.upload(aStory({ id: `opening-${i}`, section: `Opening ${i}`, publishedAt: at(100 + 10 * i) }));
  let remembered = (await room.reader.registerHead({ consistent: true })) as RegisterHead;
  const stored = remembered;
  for (const i of ten) {
    const now = at(105 + 10 * i);
    remembered = await room.reader.openingsFrom(now, remembered);
    for (const head of [remembered, await room.reader.openingsFrom(now, stored)]) {
      expect(momentsAround(head, now)).toMatchObject({ passed: at(100 + 10 * i) });
      if (i < 9) expect((momentsAround(head, now)?.next as Instant) <= at(110 + 10 * i)).toBe(true);
    }
    room.at(now);
    const names = await room.register();
    expect(ten.filter((other) => names.includes(`section#opening-${other}`))).toEqual(ten.slice(0, i + 1));
  }
  // A write while the list is past takes it up anew.
  await room.upload(aStory({ id: 'opening-late', section: 'Opening late' }));
  expect((await room.reader.registerHead({ consistent: true }))?.moments).toEqual([
    { at: at(190), idHash: expect.any(String) },
  ]);
});

test('a feed with more tombstones than listed moments knows the end of each', async () => {
  room.at('2060-01-01T00:00:00Z');
  const at = (seconds: number) => plusSeconds('2060-01-01T00:00:00Z', seconds);
  const ten = Array.from({ length: 10 }, (_, i) => i);
  const stories: Story[] = [];
  for (const i of ten) stories.push(await room.upload(aStory({ id: `buried-${i}`, section: 'Buried' })));
  for (const i of ten) await room.withdraw(stories[i] as Story, { tombstoneSeconds: 100 + 10 * i });
  // One that is to come ends between two of them.
  await room.upload(aStory({ id: 'buried-later', section: 'Buried', publishedAt: at(155) }));
  const feed = 'section#buried';
  const stored = await headOf(feed);
  expect([stored.moments.length, stored.momentsUntil]).toEqual([MAX_MOMENTS, at(155)]);

  const all = [...ten.map((i) => at(100 + 10 * i)), at(155)].sort();
  let remembered = stored;
  for (let seconds = 95; seconds <= 200; seconds += 5) {
    const now = at(seconds);
    remembered = await room.reader.momentsFrom(now, remembered);
    for (const head of [remembered, await room.reader.momentsFrom(now, stored)]) {
      const known = momentsAround(head, now);
      expect([now, known?.passed]).toEqual([now, all.filter((moment) => moment <= now).at(-1)]);
      const next = all.find((moment) => moment > now);
      if (next === undefined) expect(known?.next).toBeUndefined();
      else expect(known?.next !== undefined && known.next > now && known.next <= next).toBe(true);
    }
  }
  // Two queries more than without, and none once the head lists no tombstone.
  table.forget();
  await room.reader.momentsFrom(at(160), stored);
  expect(table.traffic.requests).toEqual({ Query: 6 });
  room.at(at(300));
  await room.upload(aStory({ id: 'buried-last', section: 'Buried' }));
  expect(await headOf(feed)).toMatchObject({ tombstones: [], moments: [{ at: at(190) }] });
  expect((await headOf(feed)).updated).toBe(at(190));
});
