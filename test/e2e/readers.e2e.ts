import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Bulletin, startBulletin, type Uploaded } from './bulletin';
import { feedparser, newsboat, rss2email, sfeed } from './feed-readers';

const SEED = 'Kerry Fears Fallout From Fighting in Syrian Town';
const BEFORE = 'Council approves the budget';
const AFTER = 'Council rejects the budget';
const OTHERS = [
  '<b>AT&T]]></b> & "quotes" ]]> ]]>',
  'الانتخابات: فرز الأصوات يبدأ الليلة',
  'ראש הממשלה: 3 שרים מתפטרים (עדכון)',
  'Storm 🌊 reaches the coast, 👩‍👩‍👧 & others leave',
];

/** A title without its emphasis. Nothing in RSS says whether a title is text or HTML, and rss2email takes `<b>` for HTML. */
const words = (title: string): string => title.replace(/<\/?b>|\*\*| /g, '');
const whole = (title: string): string => title;

const SUBSCRIPTIONS = [
  { name: 'newsboat', reader: newsboat, file: 'rss.xml', compared: whole, afterEdit: AFTER },
  { name: 'newsboat', reader: newsboat, file: 'atom.xml', compared: whole, afterEdit: AFTER },
  // A mail that was sent stays as it is.
  { name: 'rss2email', reader: rss2email, file: 'rss.xml', compared: words, afterEdit: BEFORE },
  { name: 'rss2email', reader: rss2email, file: 'atom.xml', compared: whole, afterEdit: BEFORE },
];

let bulletin: Bulletin;
let home: string;
let council: Uploaded;
beforeEach(async () => {
  home = mkdtempSync(join(tmpdir(), 'bulletin-'));
  bulletin = await startBulletin();
  const body = '<p>It happened here.</p>';
  for (const headline of OTHERS) await bulletin.upload({ headline, body });
  council = await bulletin.upload({ headline: BEFORE, body });
});
afterEach(async () => {
  await bulletin?.stop();
  rmSync(home, { recursive: true });
});
jest.setTimeout(60_000);

test.each(SUBSCRIPTIONS)(
  '$name shows each story of $file once, its title whole, however often it polls',
  async (row) => {
    const { poll, titles } = row.reader(`${bulletin.address}/${row.file}`, home);
    const stories = [SEED, BEFORE, ...OTHERS].map(row.compared).sort();
    await poll();
    expect((await titles()).map(row.compared).sort()).toEqual(stories);
    await poll();
    await poll();
    expect((await titles()).map(row.compared).sort()).toEqual(stories);
    // newsboat 2.21 keeps the validators of its second poll, not of its first.
    expect((await bulletin.polls(3)).at(-1)).toBe('304');
  },
);

test.each(SUBSCRIPTIONS)('to $name an edited story of $file is the same story', async (row) => {
  const { poll, titles } = row.reader(`${bulletin.address}/${row.file}`, home);
  await poll();
  await poll();
  await bulletin.edit(council, { headline: AFTER });
  await poll();
  expect((await bulletin.polls(3)).at(-1)).toBe('200');
  const shown = [SEED, row.afterEdit, ...OTHERS].map(row.compared).sort();
  expect((await titles()).map(row.compared).sort()).toEqual(shown);
});

describe('what was wrong', () => {
  const [WRONG, RIGHT, NOTE] = ['The budget was approved', 'The budget was rejected', 'It was another council'];

  /** A reader that has the wrong text. */
  async function subscribe({ reader, file }: (typeof SUBSCRIPTIONS)[number]) {
    const found = reader(`${bulletin.address}/${file}`, home);
    await bulletin.edit(council, { summary: `${WRONG}.`, body: `<p>${WRONG}, at length.</p>` });
    await found.poll();
    await found.poll();
    expect(await found.texts()).toContain(WRONG);
    return found;
  }
  const editCouncil = (changes: Record<string, unknown>) =>
    bulletin.edit({ ...council, story: { ...council.story, revision: 2 } }, changes);

  test.each(SUBSCRIPTIONS.filter(({ name }) => name === 'newsboat'))(
    'is shown no more by $name, from $file, after an edit, and what is right is',
    async (row) => {
      const { poll, texts } = await subscribe(row);
      await editCouncil({
        summary: `${RIGHT}.`,
        body: `<p>${RIGHT}, at length.</p>`,
        correction: { note: 'Rejected.' },
      });
      await poll();
      expect(await texts()).toContain(RIGHT);
      expect(await texts()).not.toContain(WRONG);
    },
  );

  const [inRss, ...others] = SUBSCRIPTIONS as [(typeof SUBSCRIPTIONS)[number], ...typeof SUBSCRIPTIONS];

  test('is shown no more by newsboat, from rss.xml, after a withdrawal: that and the note stand in its place', async () => {
    const { poll, texts, titles } = await subscribe(inRss);
    await bulletin.withdraw(council, { reason: 'wrong', note: NOTE });
    await poll();
    expect((await titles()).sort()).toEqual([SEED, 'Withdrawn', ...OTHERS].sort());
    expect(await texts()).toContain(NOTE);
    expect(await texts()).not.toMatch(new RegExp(`${WRONG}|${BEFORE}|council-approves`));
  });

  // newsboat 2.21 knows nothing of RFC 6721, and a mail that was sent stays as it is.
  test.each(others)(
    'stays with $name, from $file, after a withdrawal; nothing else is lost or repeated',
    async (row) => {
      const { poll, titles } = await subscribe(row);
      const before = (await titles()).sort();
      await bulletin.withdraw(council, { reason: 'wrong', note: NOTE });
      await poll();
      await poll();
      expect((await titles()).sort()).toEqual(before);
    },
  );

  test.each(SUBSCRIPTIONS)('never reaches a subscriber to $file with $name after a withdrawal', async (row) => {
    await bulletin.edit(council, { body: `<p>${WRONG}, at length.</p>` });
    await bulletin.withdraw(council, { reason: 'wrong', note: NOTE });
    const { poll, texts } = row.reader(`${bulletin.address}/${row.file}`, home);
    await poll();
    expect(await texts()).toContain('It happened here.');
    expect(await texts()).not.toMatch(new RegExp(`${WRONG}|${BEFORE}|council-approves`));
  });
});

describe('a picture beside a sound', () => {
  const IMAGE = { url: 'https://media.example/ferry.jpg', alt: 'A ferry in "fog" & rain', credit: 'Bo Ek / AP' };
  const AUDIO = { url: 'https://media.example/ferry.mp3', type: 'audio/mpeg', length: 4_711, duration: 7 };
  beforeEach(async () => {
    const sized = { ...IMAGE, width: 1600, height: 900 };
    await bulletin.upload({ headline: 'Ferry runs', body: '<p>From noon.</p>', image: sized, audio: AUDIO });
  });

  const READERS = { newsboat, rss2email, sfeed };
  const pairs = Object.entries(READERS).flatMap(([name, reader]) =>
    ['rss.xml', 'atom.xml'].map((file) => ({ name, reader, file })),
  );
  test.each(pairs)('is shown with its credit by $name, from $file', async ({ reader, file }) => {
    const { poll, titles, texts } = reader(`${bulletin.address}/${file}`, home);
    await poll();
    expect((await titles()).filter((title) => title === 'Ferry runs')).toHaveLength(1);
    const shown = await texts();
    for (const part of [IMAGE.url, 'A ferry in', IMAGE.credit, 'From noon.']) expect(shown).toContain(part);
  });

  test.each(['rss.xml', 'atom.xml'])(
    'is read by feedparser from %s: address, size, credit and text alternative',
    async (file) => {
      const { entries } = await feedparser(`${bulletin.address}/${file}`, home);
      const size = { width: '1600', height: '900' };
      expect(entries.find(({ title }) => title === 'Ferry runs')).toMatchObject({
        summary: 'From noon.',
        media_content: [{ url: IMAGE.url, type: 'image/jpeg', medium: 'image', ...size }],
        media_credit: [{ content: IMAGE.credit }],
        media_thumbnail: [{ url: IMAGE.url, ...size }],
        content: [{ value: expect.stringContaining('alt="A ferry in &quot;fog&quot; &amp; rain"') }],
      });
    },
  );

  test('is in the podcast, with its credit', async () => {
    const { entries } = await feedparser(`${bulletin.address}/podcast.xml`, home);
    expect(entries).toMatchObject([
      { image: { href: IMAGE.url }, content: [{ value: expect.stringContaining(IMAGE.credit) }] },
    ]);
  });
});

test('the feed of a language declares it to feedparser', async () => {
  await bulletin.upload({ headline: '新聞', body: '<p>新聞</p>', language: 'zh-Hant' });
  expect(await feedparser(`${bulletin.address}/languages/zh-hant/rss.xml`, home)).toMatchObject({
    language: 'zh-Hant',
  });
});

test('a mail about a withdrawn story has an address, and says when the story was published', async () => {
  await bulletin.withdraw(council, { reason: 'wrong' });
  const { poll, texts } = rss2email(`${bulletin.address}/rss.xml`, home);
  await poll();
  expect(await texts()).not.toContain('URL: None');
  expect(await texts()).toContain(`${bulletin.address}/withdrawn`);
  expect((await texts()).replace(/\s+/g, ' ')).toContain('This story was published on ');
});
