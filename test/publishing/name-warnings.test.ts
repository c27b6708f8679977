import type { NewsroomRequest } from '../../lambdas/http/newsroom-operations';
import { LIMITS, WARNING_BYTES } from '../../lambdas/news/limits';
import { createNameWarnings } from '../../lambdas/publishing/name-warnings';
import { createPublishing } from '../../lambdas/publishing/publishing';
import { createReader } from '../../lambdas/store/read/reader';
import { createExporter } from '../../lambdas/store/transfer/exporter';
import { createImporter } from '../../lambdas/store/transfer/importer';
import { createWriter } from '../../lambdas/store/write/writer';
import { tableForTests } from '../harness/engine';
import { aStory, NOON } from '../news/sample-story';
import { aHead } from '../store/mock-table';
import { countingIds } from '../store/sample-newsroom';

const table = tableForTests();
const ids = countingIds(table.name);
const clock = () => NOON;

/** The operations of a newsroom whose reader is partly another one. */
function publishingWith(reader: Partial<ReturnType<typeof createReader>> = {}) {
  const needs = { table, clock, ids, wait: async () => {}, random: () => 0.5 };
  return createPublishing({
    reader: { ...createReader(table), ...reader },
    writer: createWriter(needs),
    importer: createImporter(needs),
    exporter: createExporter(table),
    clock,
    ids,
    breakingFor: 'PT4H',
    timeZone: 'UTC',
    withdrawnFor: 'P30D',
    publication: { title: 'B', description: '', language: 'en', url: 'https://news.example', lifetime: 60 },
  });
}

let requests = 0;
const upload = async (fields: object, publishing = publishingWith(), more: Partial<NewsroomRequest> = {}) => {
  const value = { headline: `Story ${++requests}`, summary: 'A', body: '<p>A</p>', ...fields };
  const bearer = { token: 't', name: 'Ann', scopes: ['write'] };
  const body = JSON.stringify(value);
  return publishing.upload({ method: 'POST', path: '/', body, bearer, dryRun: false, ...more }, value);
};

const NAMES = {
  section: 'Local',
  tags: Array.from({ length: LIMITS.tags }, (_, n) => `Subject ${'abcdefg'[n]}`),
  authors: ['Ann Byline', 'Bob Byline', 'Cy Byline'].map((name) => ({ name })),
  language: 'de',
};

test('the first story of all reads no register, though it opens every feed', async () => {
  const feedsBeside = jest.fn(async () => []);
  expect(await upload(NAMES, publishingWith({ feedsBeside }))).toMatchObject({ status: 201, warnings: [] });
  expect(feedsBeside).not.toHaveBeenCalled();
});

test('an upload into open feeds reads their heads and writes, and reads no register', async () => {
  table.forget();
  expect(await upload(NAMES)).toMatchObject({ status: 201, warnings: [] });
  expect(table.traffic.requests).toEqual({ BatchGetItem: 1, TransactWriteItems: 1 });
});

test('each new name costs two queries, all at once', async () => {
  table.forget();
  const section = { section: 'Locla' };
  expect(await upload({ ...NAMES, ...section })).toMatchObject({
    warnings: [{ pointer: '#/section', detail: 'opens a new section: Locla (there is Local)' }],
  });
  expect(table.traffic.requests.Query).toBe(2);
  table.forget();
  await upload({ ...NAMES, tags: ['One', 'Two', 'Three'], authors: [{ name: 'Dee' }] });
  expect(table.traffic.requests.Query).toBe(8);
});

describe('a register that cannot be read', () => {
  const broken = { feedsBeside: () => Promise.reject(new Error('throttled')) };

  test('costs the warning, and not the upload', async () => {
    expect(await upload({ section: 'Lokals' }, publishingWith(broken))).toMatchObject({ status: 201, warnings: [] });
  });

  test('costs a dry run its warnings only', async () => {
    const dryRun = { dryRun: true };
    const section = { section: 'Locals' };
    expect(await upload(section, publishingWith(), dryRun)).toMatchObject({ status: 200, warnings: [{}] });
    expect(await upload(section, publishingWith(broken), dryRun)).toMatchObject({ status: 200, warnings: [] });
    const headless = { feedHeads: () => Promise.reject(new Error('throttled')) };
    expect(await upload(section, publishingWith(headless), dryRun)).toMatchObject({ status: 200, warnings: [] });
  });
});

describe('the warnings of an edit', () => {
  const beside = jest.fn(async () => [
    { name: 'section#local' as const, title: 'Local', guid: '', openedAt: NOON, writeCount: 1 },
  ]);
  const reader = { ...createReader(table), feedsBeside: beside };
  const after = aStory({ section: 'Locla' });
  const heads = new Map([
    ['all', aHead()],
    ['language#en', aHead({ name: 'language#en' })],
  ] as const);
  beforeEach(() => beside.mockClear());

  test('read the register once, however often the writer plans the edit', async () => {
    const warnings = createNameWarnings({ reader }, { after, now: NOON, value: {} }, []);
    const [first, second] = [await warnings.fromHeads(heads), await warnings.fromHeads(heads)];
    expect(first).toEqual([{ pointer: '#/section', detail: 'opens a new section: Locla (there is Local)' }]);
    expect(second).toEqual(first);
    expect(beside).toHaveBeenCalledTimes(1);
    // Another writer opened it meanwhile.
    const opened = new Map([...heads, ['section#locla', aHead({ name: 'section#locla', title: 'Locla' })] as const]);
    expect(await warnings.fromHeads(opened)).toEqual([]);
  });

  test('are equal for a feed under embargo and a feed that does not exist', async () => {
    const warningsFor = (feeds: typeof heads) =>
      createNameWarnings({ reader }, { after, now: NOON, value: {} }, []).fromHeads(feeds);
    const hidden = aHead({ name: 'section#locla', title: 'Loclà', openedAt: '2026-11-22T12:00:01Z' });
    expect(await warningsFor(new Map([...heads, ['section#locla', hidden] as never]))).toEqual(
      await warningsFor(heads),
    );
    expect(await warningsFor(heads)).toHaveLength(1);
  });

  test('of a dry run without a new name read nothing', async () => {
    const feedHeads = jest.fn();
    const edit = { before: after, after, now: NOON, value: {} };
    const others = [{ pointer: '#/body', detail: 'changed' }];
    expect(await createNameWarnings({ reader: { ...reader, feedHeads } }, edit, others).fromStore()).toEqual(others);
    expect(feedHeads).not.toHaveBeenCalled();
  });

  test('never have more bytes than a revision stores', async () => {
    const others = [{ pointer: '#/body', detail: 'x'.repeat(WARNING_BYTES - 50) }];
    expect(await createNameWarnings({ reader }, { after, now: NOON, value: {} }, others).fromHeads(heads)).toEqual(
      others,
    );
  });
});
