import { readFileSync } from 'node:fs';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { podcastCover } from '../../lambdas/formats/icon/icons';
import { RICH_UPLOAD } from '../formats/rich-story';
import { launchChromium, visibleText, watch } from './browser';
import { type Bulletin, startBulletin } from './bulletin';
import { barriersIn, errorsIn } from './judges';

const SEED = 'Kerry Fears Fallout From Fighting in Syrian Town';
const SEED_PAGE = '/stories/kerry-fears-fallout-from-fighting-in-syrian-town';
const ARABIC = 'الانتخابات: فرز الأصوات يبدأ الليلة';

const NAMES = ['محمد أحمد', 'فاطمة علي', 'Ann Li'];
const TAGS = ['سوريا', 'العراق', 'Iraq', 'C++'];

const PAGES = [
  { path: '/', status: 200, heading: 'Bulletin', text: SEED },
  { path: SEED_PAGE, status: 200, heading: SEED, text: 'civilians are under near-constant assault' },
  { path: '/archive', status: 200, heading: 'Archive', text: 'Older months: 2013' },
  { path: '/archive?before=2016', status: 200, heading: 'Archive', text: 'June 2013' },
  { path: '/archive/2013-06', status: 200, heading: 'June 2013', text: SEED },
  { path: '/archive/2013-06-03', status: 200, heading: '3 June 2013', text: SEED },
  { path: '/feeds', status: 200, heading: 'Feeds', text: 'Middle East' },
  {
    path: '/stories/never-written',
    status: 404,
    heading: 'There is nothing here',
    text: 'The address may be misspelt',
  },
  { path: '/stories/elections', status: 200, heading: ARABIC, text: 'بدأ فرز الأصوات' },
];

let bulletin: Bulletin;
let browser: Browser;
beforeAll(async () => {
  [bulletin, browser] = await Promise.all([startBulletin(), launchChromium()]);
  await bulletin.upload({ id: 'elections', headline: ARABIC, body: '<p>بدأ فرز الأصوات.</p>', language: 'ar' });
  await bulletin.upload(RICH_UPLOAD);
  const names = { authors: NAMES.map((name) => ({ name })), tags: TAGS };
  for (const language of ['en', 'ar']) {
    await bulletin.upload({ id: `names-${language}`, headline: 'Names', body: '<p>x</p>', language, ...names });
  }
});
afterAll(async () => {
  await browser?.close();
  await bulletin?.stop();
});
jest.setTimeout(60_000);

let context: BrowserContext;
let page: Page;
let pageEvents: string[];
async function open(path: string, options: Parameters<Browser['newContext']>[0]) {
  context = await browser.newContext(options);
  page = await context.newPage();
  pageEvents = watch(page, bulletin.address);
  return page.goto(bulletin.address + path);
}
afterEach(() => context.close());

const phone = { viewport: { width: 320, height: 640 } };
const desktop = { viewport: { width: 1024, height: 768 } };

describe.each([
  ['320 pixels wide', phone],
  ['1024 pixels wide', desktop],
  ['without JavaScript', { ...phone, javaScriptEnabled: false }],
])('%s', (_, options) => {
  test.each(PAGES)('$path is whole, quiet and as wide as the window', async ({ path, status, heading, text }) => {
    expect((await open(path, options))?.status()).toBe(status);
    expect(await visibleText(page, 'h1')).toBe(heading);
    expect(await visibleText(page, 'main')).toContain(text);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(options.viewport.width);
    expect(pageEvents).toEqual([]);
  });

  test.each(['/', SEED_PAGE])('%s says in words that the story is breaking', async (path) => {
    await open(path, options);
    // The stylesheet sets it in capitals; the words are the same.
    expect((await visibleText(page, '.breaking')).toLowerCase()).toMatch(/^breaking news(?: until further notice)?$/);
    // The stylesheet is known by its hash: this is how it shows that Chromium agrees.
    expect(await page.evaluate('getComputedStyle(document.querySelector(".breaking")).color')).toBe(
      'rgb(255, 255, 255)',
    );
  });
});

test('a front page leads to a story, and a story to the page of its section', async () => {
  await open('/', desktop);
  await page.getByRole('link', { name: SEED }).click();
  expect(page.url()).toBe(bulletin.address + SEED_PAGE);
  const section = await page.getByRole('link', { name: 'Middle East', exact: true }).getAttribute('href');
  expect(section).toBe(`${bulletin.address}/sections/middle-east`);
});

test('a story of last April is three clicks away from the front page', async () => {
  const headline = 'The river falls';
  const today = new Date();
  const year = today.getUTCFullYear() - (today.getUTCMonth() < 4 ? 1 : 0);
  await bulletin.upload({ id: 'april', headline, body: '<p>Slowly.</p>', publishedAt: `${year}-04-17T09:00:00Z` });
  for (const third of [headline, `17 April ${year}`]) {
    await open('/', desktop);
    for (const name of ['Archive', `April ${year}`, third]) await page.getByRole('link', { name, exact: true }).click();
    expect(await visibleText(page, 'main')).toContain(headline);
    expect(pageEvents).toEqual([]);
    if (third === headline) await context.close();
  }
});

test.each([
  ['320', phone],
  ['1024', desktop],
])(
  'in a window of %s pixels, the links to earlier and later days stand at the two ends, and the list between',
  async (_, options) => {
    const year = new Date().getUTCFullYear() - 1;
    const days = [28, 29, 30].map((date) => `${year}-09-${date}`);
    for (const day of days) {
      const id = `at-the-end-${day}-${options.viewport.width}`;
      await bulletin.upload({ id, headline: 'A day', body: '<p>x</p>', publishedAt: `${day}T09:00:00Z` });
    }
    /** Of each link: its name, whether it is in the first line, and the end at which it stands. */
    const linksOf = async (name: string): Promise<[string, boolean, string][]> => {
      await page.goto(`${bulletin.address}/archive/${name}`);
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(options.viewport.width);
      return page.evaluate(`(() => {
      const nav = document.querySelector('nav[aria-label=Archive]');
      const line = nav.getBoundingClientRect();
      return [...nav.querySelectorAll('a')].map((link) => {
        const range = document.createRange();
        range.selectNodeContents(link);
        const { left, right } = range.getBoundingClientRect();
        const [before, after] = [left - line.left, line.right - right].map(Math.round);
        const place = before < 2 ? 'start' : after < 2 ? 'end' : Math.abs(before - after) < 4 ? 'middle' : before + ' ' + after;
        return [link.innerText, link.getBoundingClientRect().top - line.top < 2, place];
      });
    })()`);
    };
    await open('/archive', options);
    expect(await linksOf(days[1] ?? '')).toEqual([
      [`Earlier: 28 September ${year}`, true, 'start'],
      [`September ${year}`, true, 'middle'],
      [`Later: 30 September ${year}`, true, 'end'],
    ]);
    expect(await linksOf('2013-06')).toMatchObject([
      ['All months', true, 'middle'],
      [expect.stringMatching(/^Later: /), true, 'end'],
    ]);
    expect(await linksOf(new Date().toISOString().slice(0, 7))).toMatchObject([
      [expect.stringMatching(/^Earlier: /), true, 'start'],
      ['All months', true, 'middle'],
    ]);
  },
);

test('while a story breaks, the menu leads to it, and its page says how to follow breaking news', async () => {
  for (const from of ['/', SEED_PAGE, '/archive']) {
    await open(from, phone);
    await page.getByRole('link', { name: 'Breaking', exact: true }).click();
    expect(page.url()).toBe(`${bulletin.address}/breaking`);
    expect(await visibleText(page, 'main')).toContain(
      `Follow breaking news in a feed reader: ${bulletin.address}/breaking/rss.xml`,
    );
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(phone.viewport.width);
    if (from !== '/archive') await context.close();
  }
});

/** The texts of some links in the order in which their line shows them, from the left. */
const fromTheLeft = (selector: string): Promise<string[]> =>
  page.evaluate(`[...document.querySelectorAll('${selector}')]
    .sort((a, b) => a.getBoundingClientRect().left - b.getBoundingClientRect().left)
    .map((link) => link.innerText)`);

test('names stand in the order of the story, whatever their script, in the direction of the page', async () => {
  await open('/stories/names-en', desktop);
  expect(await fromTheLeft('.by a')).toEqual(NAMES);
  expect(await fromTheLeft('.tags a')).toEqual(TAGS);
  await context.close();
  await open('/stories/names-ar', desktop);
  expect(await fromTheLeft('.by a')).toEqual(NAMES.toReversed());
  expect(await fromTheLeft('.tags a')).toEqual(TAGS.toReversed());
});

describe('a person who follows the link to a feed', () => {
  test('comes to a page that explains it, with its address to copy by one click', async () => {
    await open('/', phone);
    await page.getByRole('link', { name: 'RSS', exact: true }).click();
    expect(page.url()).toBe(`${bulletin.address}/rss.xml`);
    expect(await visibleText(page, 'h1')).toBe('Follow Bulletin');
    expect(await visibleText(page, '.feeds')).toContain(ARABIC);
    await page.locator('.address').click();
    expect(await page.evaluate('getSelection().toString()')).toBe(`${bulletin.address}/rss.xml`);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(phone.viewport.width);
    expect(await barriersIn(page)).toEqual([]);
    expect(pageEvents).toEqual([]);
    await page.getByRole('link', { name: ARABIC }).click();
    expect(page.url()).toBe(`${bulletin.address}/stories/elections`);
  });

  test.each([
    ['rss.xml', '<?xml'],
    ['atom.xml', '<?xml'],
    ['feed.json', '{"version":"https://jsonfeed.org'],
  ])('saves the document of %s from its page', async (file, start) => {
    const answer = await open(`/sections/middle-east/${file}`, desktop);
    expect(answer?.headers()['content-type']).toMatch(/^text\/html/);
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: 'Download the document' }).click(),
    ]);
    expect(download.suggestedFilename()).toBe(file);
    const text = readFileSync(await download.path(), 'utf8');
    expect(text.startsWith(start)).toBe(true);
    expect(text).toContain(SEED);
  });

  test.each(['/feed/', '/sections/middle-east/index.xml', '/sections/Middle%20East/atom'])(
    'comes there from the guess %s too',
    async (path) => {
      expect((await open(path, desktop))?.status()).toBe(200);
      expect(await visibleText(page, 'h1')).toMatch(/^Follow Bulletin/);
    },
  );

  test.each(['/nowhere', '/sections/none/rss.xml', '/api/stories/none'])(
    'gets a page where nothing is: %s',
    async (path) => {
      expect((await open(path, desktop))?.status()).toBe(404);
      expect(await visibleText(page, 'h1')).toBe('There is nothing here');
      expect(pageEvents).toEqual([]);
    },
  );
});

describe('a story with picture, sound, film, table, footnotes and tasks', () => {
  const PATH = `/stories/${RICH_UPLOAD.id}`;
  const MEDIA = 'https://media.example';

  async function openStory(width: number) {
    await open('/health', { viewport: { width, height: 640 } });
    await page.route(`${MEDIA}/*.png`, (route) => route.fulfill({ contentType: 'image/png', body: podcastCover() }));
    await page.goto(bulletin.address + PATH);
  }

  test.each([320, 1024])('stays inside a window of %d pixels', async (width) => {
    await openStory(width);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width);
    const outside = `[...document.querySelectorAll('.story *')].filter((element) =>
      !element.closest('table') && element.getBoundingClientRect().right > innerWidth).map(({ outerHTML }) => outerHTML)`;
    expect(await page.evaluate(outside)).toEqual([]);
    expect(await page.evaluate('document.querySelector("table").getBoundingClientRect().right')).toBeLessThan(width);
    expect(await page.evaluate('document.querySelector(".body img").naturalWidth')).toBeGreaterThan(1);
    expect(await visibleText(page, '.body ul')).toBe('☑ Close the bridge\n☐ Open the second lock');
    expect(await barriersIn(page)).toEqual([]);
    expect(pageEvents.filter((line) => !line.includes(`: ${MEDIA}/`))).toEqual([]);
  });

  test('is HTML by the standard', async () => {
    expect(await errorsIn(await (await fetch(bulletin.address + PATH)).text())).toEqual([]);
  });

  test('a footnote link leads to its note, and back', async () => {
    await openStory(320);
    const inView = (id: string) =>
      page.evaluate(`(() => {
        const { top, bottom } = document.querySelector(':target').getBoundingClientRect();
        return [document.querySelector(':target').id === '${id}', top >= 0 && bottom <= innerHeight];
      })()`);
    await page.locator('.body sup a').nth(1).click();
    expect(await inView('note-fn2')).toEqual([true, true]);
    expect(await visibleText(page, ':target')).toContain('said the mayor');
    await page.locator(':target a').click();
    expect(await inView('note-ref2')).toEqual([true, true]);
    expect(page.url()).toBe(`${bulletin.address}${PATH}#note-ref2`);
  });
});
