import type { Browser, Page } from 'playwright-core';
import { launchChromium } from './browser';
import { type Bulletin, startBulletin } from './bulletin';
import { startSite } from './site';

let bulletin: Bulletin;
let browser: Browser;
let site: Awaited<ReturnType<typeof startSite>>;
let page: Page;
beforeAll(async () => {
  [bulletin, browser, site] = await Promise.all([startBulletin(), launchChromium(), startSite('<h1>A reader</h1>')]);
  page = await browser.newPage();
  await page.goto(site.address);
});
afterAll(async () => {
  await browser?.close();
  await site?.stop();
  await bulletin?.stop();
});
jest.setTimeout(60_000);

/** The parts of an answer that a script on another site's page sees. */
const fetchInPage = (path: string, init: object = {}): Promise<{ status: number; etag: string; text: string }> =>
  page.evaluate(
    `fetch(${JSON.stringify(bulletin.address + path)}, ${JSON.stringify(init)}).then(async (answer) =>
      ({ status: answer.status, etag: answer.headers.get('etag'), text: await answer.text() }))`,
  );

test.each(['/feed.json', '/rss.xml', '/atom.xml', '/api/stories'])(
  'a reader on another site reads %s, and gets a 304 when nothing changed',
  async (path) => {
    const { status, etag, text } = await fetchInPage(path);
    expect(status).toBe(200);
    expect(text).toContain('Kerry Fears Fallout From Fighting in Syrian Town');
    expect(await fetchInPage(path, { headers: { 'if-none-match': etag } })).toEqual({ status: 304, etag, text: '' });
  },
);

test('a reader on another site may send any header', async () => {
  const headers = { 'x-reader': 'one', 'cache-control': 'no-cache', accept: 'application/rss+xml' };
  expect(await fetchInPage('/rss.xml', { headers })).toMatchObject({
    status: 200,
    text: expect.stringContaining('<rss'),
  });
});

test('a page on another site gets nothing from the newsroom, whatever it sends', async () => {
  await expect(fetchInPage('/newsroom/stories', { headers: { authorization: 'Bearer secret' } })).rejects.toThrow(
    'Failed to fetch',
  );
});
