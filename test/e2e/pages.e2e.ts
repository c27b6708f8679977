import type { Browser, BrowserContext, Page } from 'playwright-core';
import { launchChromium, visibleText, watch } from './browser';
import { type Bulletin, startBulletin } from './bulletin';

const SEED = 'Kerry Fears Fallout From Fighting in Syrian Town';
const SEED_PAGE = '/stories/kerry-fears-fallout-from-fighting-in-syrian-town';
const ARABIC = 'الانتخابات: فرز الأصوات يبدأ الليلة';

const NAMES = ['محمد أحمد', 'فاطمة علي', 'Ann Li'];
const TAGS = ['سوريا', 'العراق', 'Iraq', 'C++'];

const PAGES = [
  { path: '/', status: 200, heading: 'Bulletin', text: SEED },
  { path: SEED_PAGE, status: 200, heading: SEED, text: 'civilians are under near-constant assault' },
  { path: '/feeds', status: 200, heading: 'Feeds', text: 'Middle East' },
  {
    path: '/stories/never-written',
    status: 404,
    heading: 'There is nothing here',
    text: 'There is nothing at this address',
  },
  { path: '/stories/elections', status: 200, heading: ARABIC, text: 'بدأ فرز الأصوات' },
];

let bulletin: Bulletin;
let browser: Browser;
beforeAll(async () => {
  [bulletin, browser] = await Promise.all([startBulletin(), launchChromium()]);
  await bulletin.upload({ id: 'elections', headline: ARABIC, body: '<p>بدأ فرز الأصوات.</p>', language: 'ar' });
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

test.each(['rss.xml', 'atom.xml', 'feed.json'])('a section feed, %s, is shown as text, not saved', async (file) => {
  const answer = await open(`/sections/middle-east/${file}`, desktop);
  expect(answer?.status()).toBe(200);
  expect(await visibleText(page, 'body')).toContain(SEED);
  expect(pageEvents).toEqual([]);
});
