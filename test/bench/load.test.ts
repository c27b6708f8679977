import { spawnSync } from 'node:child_process';
import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { LOAD_HELP, readLoadArguments } from '../../bench/load/arguments';
import { createEditors, type Editors, type StoredStory } from '../../bench/load/editors';
import { ledger } from '../../bench/load/ledger';
import { subscriber } from '../../bench/load/subscriber';
import { instant } from '../../lambdas/news/values/instant';

type Result = APIGatewayProxyStructuredResultV2;

/** One poll of a reader who is answered so, and the promises that it finds broken. */
async function pollOnce(
  answer: Result,
  circumstances: { storedStories?: StoredStory[]; faults?: () => number; mayFail?: boolean } = {},
) {
  const { storedStories = [], faults = () => 0, mayFail = false } = circumstances;
  const book = ledger();
  const editors = { stored: storedStories, breaking: undefined } as unknown as Editors;
  const over = new AbortController();
  const ask = async () => {
    over.abort();
    return answer;
  };
  await subscriber(0, { ask, editors, book, faults, mayFail }, over.signal);
  return book;
}

const answerWith = (text: string): Result => ({ statusCode: 200, headers: { etag: 'W/"1"' }, body: text });
const stored: StoredStory = { id: 'one', at: Date.now() - 1_000, publishedAt: instant(Date.now() - 1_000) };
const storyPublishedIn = (seconds: number): StoredStory => ({
  ...stored,
  id: 'embargoed',
  publishedAt: instant(Date.now() + seconds * 1_000),
});

test('an answer with what was stored before it was asked for is proven fresh', async () => {
  const book = await pollOnce(answerWith('<title>About one</title>'), { storedStories: [stored] });
  expect([book.promises, book.count('answers proven fresh')]).toEqual([[], 1]);
});

test('an answer without it is stale, but not while the store failed', async () => {
  expect((await pollOnce(answerWith('<title>About others</title>'), { storedStories: [stored] })).promises).toEqual([
    '/rss.xml lacks one, which was answered as stored before it was asked',
  ]);
  let faults = 0;
  const book = await pollOnce(answerWith('<title>About others</title>'), {
    storedStories: [stored],
    faults: () => faults++,
  });
  expect([book.promises, book.count('answers proven fresh')]).toEqual([[], 0]);
});

test('an embargoed story is not visible before its second, and visible after it', async () => {
  const early = [stored, storyPublishedIn(60)];
  expect(
    (await pollOnce(answerWith('About one, About embargoed'), { storedStories: early, faults: Math.random })).promises,
  ).toEqual(['/rss.xml showed an embargoed story']);
  const late = [storyPublishedIn(-60), stored];
  expect((await pollOnce(answerWith('About one'), { storedStories: late })).promises).toEqual([
    '/rss.xml lacks a story whose embargo has lifted',
  ]);
});

test('an error is broken unless it is a 503 with Retry-After where the engine fails', async () => {
  const busy = { statusCode: 503, headers: { 'retry-after': '2' }, body: '' };
  expect((await pollOnce(busy)).promises).toHaveLength(1);
  expect((await pollOnce(busy, { mayFail: true })).promises).toHaveLength(0);
  expect((await pollOnce({ statusCode: 503, headers: {} }, { mayFail: true })).promises).toHaveLength(1);
  expect((await pollOnce({ statusCode: 500, headers: {} }, { mayFail: true })).promises).toHaveLength(1);
});

test('a story that was answered as stored has to be listed, once', async () => {
  const lists = async (ids: string[]) => {
    const book = ledger();
    const ask = async ({ method = 'GET' }): Promise<Result> =>
      method === 'POST'
        ? { statusCode: 201, body: JSON.stringify({ story: { publishedAt: stored.publishedAt } }) }
        : { statusCode: 200, body: JSON.stringify({ stories: ids.map((id) => ({ id })), cursor: null }) };
    const editors = createEditors({ ask, book, faults: false });
    await editors.upload('one', {});
    await editors.audit();
    return book.promises;
  };
  expect(await lists(['other', 'one'])).toEqual([]);
  expect(await lists(['other'])).toEqual(['one was answered as stored and is listed 0 times']);
  expect(await lists(['one', 'one'])).toEqual(['one was answered as stored and is listed 2 times']);
});

test('the ledger tells counts, percentiles and the first promises that were broken', () => {
  const book = ledger();
  for (let n = 1; n <= 100; n++) book.countAnswer('poll 304', n);
  for (let n = 0; n < 12; n++) book.recordBroken(`promise ${n}`);
  const lines = book.lines();
  expect(lines[1]?.split(/\s{2,}/)).toEqual(['poll 304', '100', '50.0', '99.0', '100.0']);
  expect(lines.slice(-2)).toEqual(['BROKEN: promise 9', 'BROKEN: and 2 more']);
});

test('a load is bounded in time, and a wrong argument is an error', () => {
  expect(readLoadArguments([])).toEqual({ help: false, faults: false, minutes: 2 });
  expect(readLoadArguments(['--faults', '--minutes', '0.5'])).toEqual({ help: false, faults: true, minutes: 0.5 });
  for (const minutes of ['0', '31', 'long']) {
    expect(() => readLoadArguments(['--minutes', minutes])).toThrow('give a number from 0.1 to 30');
  }
  expect(LOAD_HELP).toContain('--faults');
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--import', 'tsx', 'bench/load.ts', '--fast'], {
    encoding: 'utf8',
  });
  expect([status, stdout]).toEqual([1, '']);
  expect(stderr).toContain('npm run load -- --help');
});
