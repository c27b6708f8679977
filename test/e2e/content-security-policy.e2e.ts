import type { Browser, Page } from 'playwright-core';
import { dangersIn, launchChromium, watch } from './browser';
import { type Bulletin, startBulletin } from './bulletin';
import { startSite } from './site';

let bulletin: Bulletin;
let browser: Browser;
let page: Page;
beforeAll(async () => {
  [bulletin, browser] = await Promise.all([startBulletin(), launchChromium()]);
});
beforeEach(async () => {
  page = await browser.newPage();
});
afterEach(() => page.close());
afterAll(async () => {
  await browser?.close();
  await bulletin?.stop();
});
jest.setTimeout(60_000);

/** A page of ours with markup that no story can hold: its effects, and the effects that the policy stopped. */
async function openWith(markup: string): Promise<{ did: string[]; stopped: string[] }> {
  const refused = new Set<string>();
  page.on('requestfailed', (request) => {
    if (request.failure()?.errorText === 'csp') refused.add(`${request.resourceType()}: ${request.url()}`);
  });
  const did = watch(page, bulletin.address);
  await page.route(bulletin.address, async (route) => {
    const response = await route.fetch();
    const page = await response.text();
    await route.fulfill({ response, body: page.replace('</main>', `${markup}</main>`) });
  });
  await page.goto(bulletin.address);
  return { did, stopped: did.filter((line) => refused.has(line) || line.includes('Content Security Policy')) };
}

test.each([
  ['a script', '<script>alert(1)</script>'],
  ['a script from elsewhere', '<script src="https://evil.example/x.js"></script>'],
  ['a handler', '<img src="data:," onerror="alert(1)">'],
  ['a frame', '<iframe src="https://evil.example/"></iframe>'],
  ['a plug-in', '<object data="https://evil.example/x"></object>'],
  ['a style', '<p style="background: url(https://evil.example/x)">x</p>'],
  ['a stylesheet', '<link rel="stylesheet" href="https://evil.example/x.css">'],
  ['a base', '<base href="https://evil.example/">'],
])('were %s let through, the policy would stop it', async (_, markup) => {
  const { did, stopped } = await openWith(markup);
  expect(stopped).not.toEqual([]);
  expect(stopped).toEqual(did);
});

test('a picture from elsewhere is asked for, as stories have them', async () => {
  const { did, stopped } = await openWith('<img src="https://pictures.example/x.png" alt="">');
  expect(did).toEqual(['image: https://pictures.example/x.png']);
  expect(stopped).toEqual([]);
});

test('where there is no policy all this runs, and the test notices', async () => {
  const site = await startSite(
    '<script src="https://evil.example/x.js"></script><script>alert(1)</script><img src="data:," onerror="alert(2)">',
  );
  const did = watch(page, site.address);
  await page.goto(site.address);
  expect(did).toEqual(['script: https://evil.example/x.js', 'dialog: 1', 'dialog: 2']);
  expect(await dangersIn(page)).toHaveLength(3);
  await site.stop();
});
