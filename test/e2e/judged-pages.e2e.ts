import type { Browser, BrowserContext, Page } from 'playwright-core';
import { podcastCover } from '../../lambdas/formats/icon/icons';
import { launchChromium, visibleText, watch } from './browser';
import { type Bulletin, startBulletin } from './bulletin';
import { barriersIn, errorsIn, wrongBySchema, wrongInArticles } from './judges';
import { hardStories, ordinaryStories } from './newspaper';

const MEDIA = 'https://media.example';
const SEED_PAGE = '/stories/kerry-fears-fallout-from-fighting-in-syrian-town';
const STORIES = hardStories(MEDIA).map(({ id }) => `/stories/${id}`);

/** Every kind of page that there is. */
const PAGES = [
  '/',
  SEED_PAGE,
  ...STORIES,
  '/stories/withdrawn',
  '/stories/nobody',
  '/feeds',
  '/withdrawn',
  '/breaking',
  '/audio',
  '/sections/world',
  '/tags/harbours',
  '/authors/ann-other',
  '/languages/ar',
  '/languages/de',
  '/rss.xml',
  '/sections/world/atom.xml',
  '/languages/ar/feed.json',
  '/breaking/rss.xml',
  '/podcast.xml',
  '/api/stories/nobody',
  '/archive',
  '/archive?before=2013',
];
const WIDTHS = { XS: 320, SM: 768, MD: 1024, LG: 1440 };
const SCHEMES = ['light', 'dark'] as const;

let bulletin: Bulletin;
let browser: Browser;
let older: string;
/** A month and a day of the archive, the first page of the day and a later one. */
let periods: string[];
beforeAll(async () => {
  [bulletin, browser] = await Promise.all([startBulletin(), launchChromium()]);
  for (const story of [...ordinaryStories(60), ...ordinaryStories(50, { breaking: true }), ...hardStories(MEDIA)]) {
    await bulletin.upload(story);
  }
  const hoax = await bulletin.upload({ id: 'withdrawn', headline: 'Gold in the harbour', body: '<p>Gold.</p>' });
  await bulletin.withdraw(hoax, { reason: 'The source lied.', note: 'There is no gold.' });
  older = /\?before=[\w-]+/.exec(await textOf('/'))?.[0] ?? 'none';
  const [month = 'none'] = /\/archive\/\d{4}-\d\d/.exec(await textOf('/archive')) ?? [];
  const [day = 'none'] = /\/archive\/\d{4}-\d\d-\d\d/.exec(await textOf(month)) ?? [];
  periods = [month, day, `${day}${older}`];
}, 60_000);
afterAll(async () => {
  await browser?.close();
  await bulletin?.stop();
});
jest.setTimeout(120_000);

/** The text that a browser gets. */
const textOf = async (path: string): Promise<string> =>
  (await fetch(bulletin.address + path, { headers: { 'sec-fetch-dest': 'document' } })).text();

let context: BrowserContext;
let page: Page;
let pageEvents: string[];
async function open(options: Parameters<Browser['newContext']>[0]) {
  context = await browser.newContext(options);
  page = await context.newPage();
  await page.route(`${MEDIA}/**`, (route) => route.fulfill({ contentType: 'image/png', body: podcastCover() }));
  pageEvents = watch(page, bulletin.address);
}
afterEach(() => context?.close());

const viewport = (width: number) => ({ width, height: 900 });

test.each(Object.entries(WIDTHS))('every page is as wide as the window at %s, %d pixels', async (_, width) => {
  for (const colorScheme of SCHEMES) {
    await open({ viewport: viewport(width), colorScheme });
    for (const path of [...PAGES, ...periods, `/${older}`]) {
      await page.goto(bulletin.address + path);
      expect([path, await page.evaluate('document.documentElement.scrollWidth')]).toEqual([path, width]);
    }
    expect(pageEvents.filter((line) => !line.startsWith(`image: ${MEDIA}/`))).toEqual([]);
    await context.close();
  }
});

test.each([
  ['light', 'XS'],
  ['dark', 'XS'],
  ['light', 'LG'],
  ['dark', 'LG'],
] as const)('no page has a barrier, %s at %s', async (colorScheme, width) => {
  await open({ viewport: viewport(WIDTHS[width]), colorScheme });
  for (const path of [...PAGES, ...periods, `/${older}`]) {
    await page.goto(bulletin.address + path);
    expect([path, await barriersIn(page)]).toEqual([path, []]);
  }
});

test('axe finds a barrier where there is one', async () => {
  await open({ viewport: viewport(320) });
  await page.setContent('<html><body><img src="x.png"><p style="color: #eee; background: #fff">pale</p></body></html>');
  const rules = (await barriersIn(page)).map((line) => line.split(':')[0]);
  expect(rules).toEqual(expect.arrayContaining(['image-alt', 'color-contrast', 'html-has-lang']));
});

test('every page is HTML by the standard', async () => {
  for (const path of [...PAGES, ...periods, `/${older}`, '/?before=nonsense']) {
    expect([path, await errorsIn(await textOf(path))]).toEqual([path, []]);
  }
  expect(await errorsIn('<!doctype html><html lang="en"><p><div></div>')).not.toEqual([]);
});

test('the metadata for search engines is a NewsArticle by the vocabulary of schema.org', async () => {
  const articles = await Promise.all(
    [SEED_PAGE, ...STORIES].map(async (path) => {
      const [, json] = /<script type="application\/ld\+json">(.*)<\/script>/.exec(await textOf(path)) ?? [];
      return JSON.parse(json ?? '{}');
    }),
  );
  expect(await wrongInArticles(articles)).toBe('');
  expect(articles.some(({ correction }) => correction?.['@type'] === 'CorrectionComment')).toBe(true);
  const wrong = [{ headlines: 'x' }, { author: { '@type': 'Person', nom: 'x' } }, { '@type': 'NewsArtikel' }];
  const said = await wrongInArticles(wrong.map((fields) => ({ ...articles[0], ...fields })));
  for (const line of [3, 4, 5]) expect(said).toContain(`articles.ts(${line},`);
});

test('the sitemaps are valid by their schemas', async () => {
  const pathsIn = (text: string) => [...text.matchAll(/<loc>([^<]*)</g)].map(([, loc]) => new URL(loc ?? '').pathname);
  for (const kind of ['sitemap', 'news-sitemap']) {
    const index = await textOf(`/${kind}.xml`);
    expect(wrongBySchema(index, 'siteindex')).toBe('');
    expect(wrongBySchema(index.replaceAll('sitemap>', 'site>'), 'siteindex')).not.toBe('');
    expect(pathsIn(index)).toEqual([`/${kind}-19000101T000000Z.xml`]);
  }
  const news = await textOf('/news-sitemap-19000101T000000Z.xml');
  expect(wrongBySchema(news, 'urlset')).toBe('');
  expect(news.match(/<news:news>/g)).toHaveLength(hardStories(MEDIA).length - 1);
  expect(wrongBySchema(news.replace(/<news:language>../, '<news:language>english'), 'urlset')).not.toBe('');
  const stories = await textOf('/sitemap-19000101T000000Z.xml');
  expect(wrongBySchema(stories, 'urlset')).toBe('');
  expect(stories.match(/<url>/g)).toHaveLength(60 + 50 + hardStories(MEDIA).length + 1);
  expect(wrongBySchema('<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"/>', 'urlset')).not.toBe('');
});

test('the first page is small, and asks nobody else for anything', async () => {
  const answer = await fetch(bulletin.address, { headers: { 'accept-encoding': 'br' } });
  expect(Number(answer.headers.get('content-length'))).toBeLessThan(30_000);
  await open({ viewport: viewport(1440) });
  await page.goto(bulletin.address);
  expect(pageEvents).toEqual([]);
});

describe('by keyboard alone', () => {
  const FOCUSED = `(() => {
    const element = document.activeElement;
    const { width, height } = element.getBoundingClientRect();
    const isSeen = width > 1 && height > 1 && getComputedStyle(element).outlineStyle !== 'none';
    return [(element.href ?? element.localName), isSeen];
  })()`;

  test.each(['/', '/feeds', '/archive', '/stories/everything', '/stories/elections', '/stories/withdrawn'])(
    'everything on %s is reached in the order in which it is read, and seen to be',
    async (path) => {
      await open({ viewport: viewport(768) });
      await page.goto(bulletin.address + path);
      const all: string[] = await page.evaluate(
        `[...document.querySelectorAll('a[href], audio[controls], .body table')].map((element) => element.href ?? element.localName)`,
      );
      const reached: string[] = [];
      for (let i = 0; reached.length < all.length && i < all.length + 20; i++) {
        await page.keyboard.press('Tab');
        const [what, isVisible]: [string, boolean] = await page.evaluate(FOCUSED);
        // A player has controls of its own, which count as one.
        if (what === 'audio' && reached.at(-1) === 'audio') continue;
        reached.push(what);
        if (what !== 'audio') expect([what, isVisible]).toEqual([what, true]);
      }
      expect(reached).toEqual(all);
    },
  );

  test.each([
    [1, 'main'],
    [2, 'menu'],
    [3, 'subscribe'],
  ])('link %d of a page skips to its %s', async (count, id) => {
    await open({ viewport: viewport(320) });
    await page.goto(bulletin.address + SEED_PAGE);
    for (let i = 0; i < count; i++) await page.keyboard.press('Tab');
    expect(await page.evaluate('getComputedStyle(document.activeElement).clipPath')).toBe('none');
    await page.keyboard.press('Enter');
    expect(await page.evaluate('document.activeElement.id')).toBe(id);
  });
});

test('a story about which only Arabic is known is read from right to left', async () => {
  await open({ viewport: viewport(1024) });
  await page.goto(`${bulletin.address}/stories/elections`);
  const alignmentOf = (selector: string) =>
    page.evaluate(`(() => {
      const range = document.createRange();
      range.selectNodeContents(document.querySelector('${selector}'));
      const { left, right } = document.querySelector('.story').getBoundingClientRect();
      const text = range.getBoundingClientRect();
      return [text.left > left + 10, Math.abs(text.right - right) < 1];
    })()`);
  for (const selector of ['h1', '.kicker', '.by']) expect(await alignmentOf(selector)).toEqual([true, true]);
});

test('a withdrawn story says so, with the note for readers and not a word of what was said of it in the newsroom', async () => {
  await open({ viewport: viewport(768) });
  expect((await page.goto(`${bulletin.address}/stories/withdrawn`))?.status()).toBe(410);
  expect(await visibleText(page, 'h1')).toBe('This story was withdrawn');
  expect(await visibleText(page, 'main')).toContain('There is no gold.');
  expect(await page.content()).not.toMatch(/The source lied|Gold in the harbour/);
});

test('neighbours lead from story to story, and older pages to the last of them', async () => {
  await open({ viewport: viewport(1024) });
  await page.goto(`${bulletin.address}/stories/ordinary-a-7`);
  const [id] = /ordinary-\w-\d+$/.exec(page.url()) ?? [];
  await page.getByRole('link', { name: /^Previous in/ }).click();
  expect(page.url()).not.toContain(`${id}`);
  await page.getByRole('link', { name: /^Next in/ }).click();
  expect(page.url()).toMatch(new RegExp(`/stories/${id}$`));
  await page.goto(bulletin.address);
  let pages = 1;
  for (const link = page.getByRole('link', { name: 'Older stories' }); (await link.count()) > 0; pages++)
    await link.click();
  expect(pages).toBe(3);
  expect(await visibleText(page, '.stories article:last-child h3')).toBe(
    'Kerry Fears Fallout From Fighting in Syrian Town',
  );
});

test('on paper there is the story, and neither menu nor player', async () => {
  await open({ viewport: viewport(1024) });
  await page.emulateMedia({ media: 'print' });
  await page.goto(`${bulletin.address}/stories/everything`);
  for (const selector of ['#menu', '.skip', '.sound', '.neighbours', 'footer']) {
    expect(await page.locator(selector).first().isVisible()).toBe(false);
  }
  expect(await page.evaluate('getComputedStyle(document.querySelector(".breaking")).color')).toBe('rgb(0, 0, 0)');
});

test('nothing moves, least of all for who prefers that', async () => {
  await open({ viewport: viewport(1024), reducedMotion: 'reduce' });
  for (const path of ['/', SEED_PAGE]) {
    await page.goto(bulletin.address + path);
    const moving = `[...document.querySelectorAll('*')].filter((element) => {
      const { animationName, transitionDuration, scrollBehavior } = getComputedStyle(element);
      return animationName !== 'none' || transitionDuration !== '0s' || scrollBehavior !== 'auto';
    }).length`;
    expect(await page.evaluate(moving)).toBe(0);
  }
});

test.each(['/icon.svg', '/favicon.ico', '/apple-touch-icon.png', '/podcast-cover.png'])(
  '%s is an image to a browser',
  async (path) => {
    const answer = await fetch(bulletin.address + path);
    const bytes = Buffer.from(await answer.arrayBuffer()).toString('base64');
    await open({ viewport: viewport(320) });
    const width = `new Promise((resolve) => {
      const image = new Image();
      image.onload = () => resolve(image.naturalWidth);
      image.onerror = () => resolve(0);
      image.src = 'data:${answer.headers.get('content-type')};base64,${bytes}';
    })`;
    expect(await page.evaluate(width)).toBeGreaterThan(0);
  },
);
