import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Bulletin, startBulletin, type Uploaded } from './bulletin';
import { newsboat, rss2email } from './feed-readers';

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
  { name: 'newsboat', reader: newsboat, file: 'rss.xml', compared: whole, edited: AFTER },
  { name: 'newsboat', reader: newsboat, file: 'atom.xml', compared: whole, edited: AFTER },
  // A mail that was sent stays as it is.
  { name: 'rss2email', reader: rss2email, file: 'rss.xml', compared: words, edited: BEFORE },
  { name: 'rss2email', reader: rss2email, file: 'atom.xml', compared: whole, edited: BEFORE },
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
  const shown = [SEED, row.edited, ...OTHERS].map(row.compared).sort();
  expect((await titles()).map(row.compared).sort()).toEqual(shown);
});
