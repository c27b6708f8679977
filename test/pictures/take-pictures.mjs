// Takes the two pictures of the README: the front page of twenty stories, and its feed in newsboat.
//   npm run pictures
// It needs (Debian) chromium, newsboat, tmux, pngquant and fonts-dejavu. Nothing leaves this machine.
// The stories are invented for this and in the public domain (CC0 1.0).
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { chromium } from 'playwright-core';
import { startServer } from '../proof/checkout.mjs';
import { openTerminal, screenToHtml } from './terminal.mjs';

const PICTURES = join(import.meta.dirname, '../../docs/pictures');
const stories = JSON.parse(await readFile(join(import.meta.dirname, 'stories.json'), 'utf8'));
const run = promisify(execFile);

const CONFIG = `
use-proxy no
auto-reload no
show-read-articles yes
articlelist-format "%4i %f  %D   %t"
datetime-format "%d %b %H:%M"
articlelist-title-format "newsboat - %T (%u unread, %t total)"
itemview-title-format "newsboat - %T"
text-width 96
color listnormal white default
color listnormal_unread white default bold
color listfocus black yellow
color listfocus_unread black yellow bold
color info black blue bold
color article white default
highlight article "^(Feed|Title|Author|Date|Link):" yellow default bold
highlight article "https?://[^ ]+" cyan default
`;

/** The list of stories and the first of them, as newsboat shows the feed at an address. */
async function readFeed(address, home) {
  await writeFile(join(home, 'urls'), `${address}\n`);
  await writeFile(join(home, 'config'), CONFIG);
  const files = `-u ${join(home, 'urls')} -C ${join(home, 'config')} -c ${join(home, 'cache.db')}`;
  await run('newsboat', [...files.split(' '), '-x', 'reload'], { env: { PATH: process.env.PATH, HOME: home } });
  const terminal = await openTerminal(100, 25, `newsboat -q ${files}`, home);
  try {
    await terminal.waitForText('Courier');
    await terminal.press('Enter');
    const list = await terminal.waitForText(stories.at(-1).headline.slice(0, 40));
    await terminal.press('Enter');
    return [list, await terminal.waitForText('Title:')];
  } finally {
    await terminal.close();
  }
}

const windows = (screens) => `<!doctype html><meta charset="utf-8"><style>
body { margin: 0; padding: 24px; background: #cfd6e0; display: grid; gap: 24px; width: max-content }
pre { margin: 0; padding: 14px 18px; background: #1e2430; border-radius: 8px; box-shadow: 0 6px 20px #0005;
  font: 15px/1.3 'DejaVu Sans Mono', monospace }
</style>${screens.map((screen) => `<pre>${screenToHtml(screen)}</pre>`).join('\n')}`;

/** Writes a picture with at most 32 colours: a page of text needs no more, and a quarter of the bytes. */
async function save(name, png) {
  const file = join(PICTURES, name);
  await writeFile(file, png);
  await run('pngquant', ['--force', '--strip', '--speed', '1', '--output', file, '32', file]);
  process.stdout.write(`docs/pictures/${name}: ${(await readFile(file)).length} bytes\n`);
}

await mkdir(PICTURES, { recursive: true });
const home = await mkdtemp(join(tmpdir(), 'bulletin-pictures-'));
const server = await startServer(join(import.meta.dirname, '../..'), '2026-11-20T18:00:00Z', {
  BULLETIN_TITLE: 'The Wendle Courier',
  BULLETIN_DESCRIPTION: 'News of the town, the river and both its banks',
});
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost'],
});
try {
  for (const story of stories.toReversed()) {
    const { status, bytes } = await server.ask('POST', '/newsroom/stories', { body: story });
    if (status !== 201) throw new Error(`${story.headline}: ${status} ${bytes}`);
  }
  const page = await browser.newPage({ viewport: { width: 1120, height: 800 }, colorScheme: 'light' });
  await page.goto(`${server.address}/`);
  await save('front-page.png', await page.screenshot({ fullPage: true }));
  // A page of its own: the front page's Content-Security-Policy takes no other styles.
  const drawing = await browser.newPage({ viewport: { width: 1000, height: 800 } });
  await drawing.setContent(windows(await readFeed(`${server.address}/rss.xml`, home)));
  await save('reader.png', await drawing.locator('body').screenshot());
} finally {
  await browser.close();
  await server.stop();
  await rm(home, { recursive: true });
}
