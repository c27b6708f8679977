import type { Browser, Page } from 'playwright-core';
import { XSS_VECTORS } from '../news/html/xss-vectors';
import { dangersIn, launchChromium, visibleText, watch } from './browser';
import { type Bulletin, startBulletin } from './bulletin';

let bulletin: Bulletin;
let browser: Browser;
let page: Page;
let pageEvents: string[];
beforeAll(async () => {
  [bulletin, browser] = await Promise.all([startBulletin(), launchChromium()]);
  page = await browser.newPage();
  pageEvents = watch(page, bulletin.address);
});
afterAll(async () => {
  await browser?.close();
  await bulletin?.stop();
});
afterEach(() => {
  pageEvents.length = 0;
});
jest.setTimeout(60_000);

/** A story that says the same in every field that takes text. */
const saying = (text: string) => ({
  headline: `Hostile ${text}`,
  summary: text,
  body: `<p>Before.</p>${text}<p>After.</p>`,
  section: text.slice(0, 100),
  tags: [text.slice(0, 100)],
  authors: [{ name: text.slice(0, 100) }],
  image: { url: `${bulletin.address}/health`, type: 'image/png', alt: text, credit: text },
  correction: { note: text },
});

/** Events of a page that no story may cause. Pictures and sound may come from anywhere. */
const harm = () => pageEvents.filter((line) => !/^(?:image|media): https:\/\/e\.example\//.test(line));

test.each(XSS_VECTORS.map((vector) => [vector]))('nothing runs of %j', async (vector) => {
  const { url } = await bulletin.upload(saying(vector));
  const answer = await page.goto(url);
  expect(answer?.status()).toBe(200);
  expect(await visibleText(page, 'h1')).toMatch(/^Hostile/);
  expect(await dangersIn(page)).toEqual([]);
  expect(harm()).toEqual([]);
});

test.each(['/', '/feeds'])('nothing runs on %s, which names them all', async (path) => {
  await page.goto(bulletin.address + path);
  expect(await visibleText(page, 'main')).toContain('alert(1)');
  expect(await dangersIn(page)).toEqual([]);
  expect(pageEvents).toEqual([]);
});
