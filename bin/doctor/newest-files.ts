import { urlIn } from '../../lambdas/news/values/uri';
import type { FetchResult } from '../../lambdas/outgoing/fetch-limited';
import type { Feed, Item } from './feed';
import { ask } from './request';
import { pictureAddresses } from './tags';
import { isThisMachine, isWebAddress } from './value';

/** An enclosure or picture, and the answer to HEAD. */
export interface FileAnswer {
  readonly url: string;
  readonly answer: FetchResult;
}

/** The answers of a run: several feeds of a site name one file. */
export type AskedFiles = Map<string, Promise<FetchResult>>;

/** Of one feed. */
const MAX_FILES = 5;

/** Asks by HEAD for the enclosures and pictures of the newest items, five at most. */
export async function askForNewestFiles(feed: Feed, feedUrl: string, asked: AskedFiles): Promise<FileAnswer[]> {
  return Promise.all(
    newestFiles(feed, feedUrl).map(async (url) => {
      const answer = asked.get(url) ?? ask(url, {}, 'HEAD');
      asked.set(url, answer);
      return { url, answer: await answer };
    }),
  );
}

function newestFiles({ items }: Feed, feedUrl: string): string[] {
  const found = new Set<string>();
  for (const item of [...items].sort((a, b) => timeOf(b) - timeOf(a))) {
    for (const file of filesOf(item)) if (mayAsk(file, feedUrl)) found.add(file);
    if (found.size >= MAX_FILES) break;
  }
  return [...found].slice(0, MAX_FILES);
}

const timeOf = ({ date }: Item): number => Date.parse(date) || 0;

const filesOf = ({ files, pictures, html }: Item): string[] => [
  ...files.map(({ url }) => url),
  ...pictures,
  ...html.flatMap(pictureAddresses),
];

/** No user name or password leaves this machine, and a feed elsewhere sends nobody to a server of this machine. */
function mayAsk(file: string, feedUrl: string): boolean {
  const { username, password } = urlIn(file) ?? {};
  return isWebAddress(file) && username === '' && password === '' && (!isThisMachine(file) || isThisMachine(feedUrl));
}
