import { execFile } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** A reader's program, subscribed to one feed. */
export interface FeedReader {
  poll(): Promise<void>;
  /** The titles of all items that it has, as it shows them. */
  titles(): Promise<string[]>;
  /** Everything that it has kept of their texts. */
  texts(): Promise<string>;
}

/** Runs a program whose home is a folder of its own, and gives its output. */
async function run(home: string, program: string, ...args: string[]): Promise<string> {
  const env = { PATH: process.env.PATH, HOME: home, LC_ALL: 'C.UTF-8', TERM: 'dumb' };
  const running = promisify(execFile)(program, args, { env, timeout: 30_000 });
  running.child.stdin?.end();
  const { stdout, stderr } = await running;
  if (stderr) throw new Error(`${program} ${args.join(' ')}: ${stderr}`);
  return stdout;
}

/** newsboat, which keeps its items in an SQLite database. */
export function newsboat(url: string, home: string): FeedReader {
  const [urls, cache, config] = [join(home, 'urls'), join(home, 'cache.db'), join(home, 'config')];
  writeFileSync(urls, `${url}\n`);
  writeFileSync(config, 'use-proxy no\ndownload-retries 1\n');
  return {
    poll: async () => {
      await run(home, 'newsboat', '-q', '-u', urls, '-c', cache, '-C', config, '-x', 'reload');
    },
    titles: async () => {
      const rows = await run(home, 'sqlite3', '-json', cache, 'select title from rss_item where deleted = 0');
      return JSON.parse(rows).map(({ title }: { title: string }) => title);
    },
    texts: () => run(home, 'sqlite3', '-json', cache, 'select title, url, content from rss_item where deleted = 0'),
  };
}

/** rss2email, which writes a mail for every new item. */
export function rss2email(url: string, home: string): FeedReader {
  const [config, data, mail] = [join(home, 'config'), join(home, 'data.json'), join(home, 'mail')];
  for (const folder of ['cur', 'new', 'tmp']) mkdirSync(join(mail, folder), { recursive: true });
  const delivery = `email-protocol = maildir\nmaildir-path = ${mail}\nmaildir-mailbox =\n`;
  writeFileSync(config, `[DEFAULT]\nto = reader@localhost\nverbose = warning\n${delivery}[feed.news]\nurl = ${url}\n`);
  return {
    poll: async () => {
      await run(home, 'r2e', '-c', config, '-d', data, 'run');
    },
    titles: async () => JSON.parse(await run(home, 'python3', join(__dirname, 'subjects.py'), mail)),
    texts: async () => JSON.parse(await run(home, 'python3', join(__dirname, 'subjects.py'), mail, 'texts')).join('\n'),
  };
}

/** sfeed, which keeps a line with tabs for every item: time, title, link, content, … */
export function sfeed(url: string, home: string): FeedReader {
  const [config, feeds] = [join(home, 'sfeedrc'), join(home, 'feeds')];
  writeFileSync(config, `sfeedpath="${feeds}"\nfeeds() {\n\tfeed news "${url}"\n}\n`);
  const lines = async () => (await run(home, 'cat', join(feeds, 'news'))).trimEnd().split('\n');
  return {
    poll: async () => {
      await run(home, 'sh', '-c', 'sfeed_update "$1" 2>&1', 'sh', config);
    },
    titles: async () => (await lines()).map((line) => line.split('\t')[1] ?? ''),
    texts: async () => (await lines()).join('\n'),
  };
}

/** An entry as feedparser reads it. */
interface ParsedEntry {
  readonly title: string;
  readonly [field: string]: unknown;
}

/** feedparser, the library of rss2email and of many other readers. Debian's Python has it, another Python may lack it. */
export const feedparser = async (url: string, home: string): Promise<{ language: string; entries: ParsedEntry[] }> =>
  JSON.parse(await run(home, '/usr/bin/python3', join(__dirname, 'entries.py'), url));
