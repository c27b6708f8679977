import { setTimeout as wait } from 'node:timers/promises';
import { instant } from '../../lambdas/news/values/instant';
import { type Ask, bytesOf } from '../harness/functions';
import type { Editors, StoredStory } from './editors';
import type { Ledger } from './ledger';

/** The paths of readers; a path that stands here more often gets more requests. */
const PATHS = [
  '/rss.xml',
  '/rss.xml',
  '/rss.xml',
  '/atom.xml',
  '/atom.xml',
  '/feed.json',
  '/sections/world/rss.xml',
  '/',
  '/api/stories',
  '/breaking/rss.xml',
] as const;

/** Milliseconds between two polls. */
const PAUSE = 20;

interface Needs {
  readonly ask: Ask;
  readonly editors: Editors;
  readonly book: Ledger;
  /** How many faults there were so far. */
  faults(): number;
  /** Whether a 503 is promised. */
  readonly mayFail: boolean;
}

/** A reader that polls one address with the validators of its last copy, and holds the promises to every answer. */
export async function subscriber(n: number, needs: Needs, until: AbortSignal): Promise<void> {
  const path = PATHS[n % PATHS.length] ?? '/rss.xml';
  const kind = path.startsWith('/breaking') ? 'breaking' : 'latest';
  let copy = { etag: '', text: '' };
  while (!until.aborted) {
    const before = {
      at: Date.now(),
      faults: needs.faults(),
      lastStored: needs.editors.stored.at(-1),
      breaking: needs.editors.breaking,
    };
    const started = performance.now();
    const conditions: Record<string, string> = copy.etag === '' ? {} : { 'if-none-match': copy.etag };
    const answer = await needs.ask({ path, headers: { 'accept-encoding': 'br', ...conditions } });
    needs.book.countAnswer(`poll ${answer.statusCode}`, performance.now() - started);
    if (answer.statusCode === 200)
      copy = { etag: String(answer.headers?.etag ?? ''), text: bytesOf(answer).text.toString() };
    else if (answer.statusCode !== 304) {
      if (answer.statusCode !== 503 || !needs.mayFail || !answer.headers?.['retry-after'])
        needs.book.recordBroken(`${path} was answered ${answer.statusCode}: ${answer.body}`);
      await wait(PAUSE);
      continue;
    }
    hold(copy.text, before);
    await wait(PAUSE);
  }

  function hold(
    text: string,
    before: { at: number; faults: number; lastStored?: StoredStory; breaking: Editors['breaking'] },
  ) {
    const { book, editors, faults } = needs;
    const embargoed = editors.stored.find(({ id }) => id === 'embargoed');
    if (embargoed && instant(Date.now()) < embargoed.publishedAt && text.includes('About embargoed'))
      book.recordBroken(`${path} showed an embargoed story`);
    // While the store does not answer, readers get the last state that the process knew.
    if (faults() !== before.faults) return book.countNote('answers while the store failed');
    if (kind === 'breaking') {
      const { breaking } = before;
      const shows = breaking && text.includes(`About ${breaking.id}<`);
      if (breaking && before.at > breaking.at && Date.now() < breaking.until && !shows)
        book.recordBroken(`${path} lacks a story that breaks`);
      if (breaking && before.at >= breaking.until && shows) book.recordBroken(`${path} shows a flag that has ended`);
      return book.countNote('answers proven fresh');
    }
    const newest = before.lastStored;
    if (newest && newest.publishedAt <= instant(before.at) && !text.includes(`About ${newest.id}`))
      book.recordBroken(`${path} lacks ${newest.id}, which was answered as stored before it was asked`);
    // Beyond the newest 50 it is in no feed any more.
    const isAmongNewest = (story: StoredStory) =>
      editors.stored.filter(({ publishedAt }) => publishedAt >= story.publishedAt).length < 45;
    if (
      embargoed &&
      embargoed.publishedAt <= instant(before.at) &&
      isAmongNewest(embargoed) &&
      path !== '/api/stories'
    ) {
      if (!text.includes('About embargoed')) book.recordBroken(`${path} lacks a story whose embargo has lifted`);
    }
    book.countNote('answers proven fresh');
  }
}
