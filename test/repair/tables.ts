import { BatchWriteItemCommand, CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { type Engine, startEngine } from '../../bin/local/engine';
import type { PublicAnswer } from '../../lambdas/http/representation';
import { type Instant, instant } from '../../lambdas/news/values/instant';
import { randomIds } from '../../lambdas/runtime/ids';
import { createReader } from '../../lambdas/store/read/reader';
import { repair } from '../../lambdas/store/repair/repair';
import type { RepairNeeds } from '../../lambdas/store/repair/repair-run';
import { type Item, keyOf } from '../../lambdas/store/table/item';
import { createTableInput, type Table } from '../../lambdas/store/table/table';
import { everyItem } from '../harness/newsroom/audit';
import { LOCAL, newsroom } from '../harness/newsroom/newsroom';
import { isFound, servingOf } from '../serving/serving-of';

/** Items by their key. */
export type Items = ReadonlyMap<string, Item>;

export const addressOf = (item: Item): string => `${keyOf(item).pk} / ${keyOf(item).sk}`;

export const asItems = (items: readonly Item[]): Items => new Map(items.map((item) => [addressOf(item), item]));

const engines: Engine[] = [];

/** Ends the engines of a test; for `afterEach`. */
export async function endEngines(): Promise<void> {
  for (const engine of engines.splice(0)) await engine.stop();
}

/** A newsroom with an empty table, on an engine of its own. */
export async function emptyRoom(clock: () => Instant) {
  const engine = await startEngine();
  engines.push(engine);
  const room = newsroom(engine.endpoint, { clock });
  await room.table.client.send(new CreateTableCommand(createTableInput(room.table.name)));
  return { ...room, endpoint: engine.endpoint };
}

/** A table of its own that holds some items. */
export async function tableOf(items: Iterable<Item>, at: Instant): Promise<Table & { endpoint: string }> {
  const { table, endpoint } = await emptyRoom(() => at);
  await put(table, [...items]);
  return { ...table, endpoint };
}

export async function put({ client, name }: Table, items: readonly Item[]): Promise<void> {
  for (let i = 0; i < items.length; i += 25) {
    const requests = items.slice(i, i + 25).map((Item) => ({ PutRequest: { Item } }));
    await client.send(new BatchWriteItemCommand({ RequestItems: { [name]: requests } }));
  }
}

export const storedItems = async (table: Table): Promise<Items> => asItems(await everyItem(table));

export const runRepair = (table: Table, at: Instant, more: Partial<RepairNeeds> = {}) =>
  repair(table, {
    clock: () => at,
    ids: randomIds,
    wait: async () => {},
    dryRun: false,
    onProgress: () => {},
    ...more,
  });

export const clientOf = (endpoint: string) => new DynamoDBClient({ endpoint, ...LOCAL });

/** The documents at a moment: the text at every address, without validators, and how long it may be cached. */
export async function documentsAt(table: Table, at: Instant): Promise<Map<string, string>> {
  const stories = createReader(table);
  const serving = servingOf(stories, () => at);
  const answers = new Map<string, string>();
  const add = async (path: string, finding: Promise<PublicAnswer>) => {
    const found = await finding;
    if (found === undefined) return;
    if (!isFound(found)) {
      answers.set(path, 'gone');
      return;
    }
    const { kept, bytes } = await found.rendered();
    const { maxAge } = found.lifetimes;
    const text = Buffer.from(await bytes('identity')).toString();
    answers.set(path, `${kept ? `kept for ${maxAge} s` : 'for nobody to keep'}\n${text}`);
  };
  const head = await stories.registerHead({ consistent: true });
  const { feeds } = head ? await stories.register(head, { now: at, limit: 1_000 }) : { feeds: [] };
  for (const { name } of feeds) {
    const [kind, slug] = name.split('#');
    const folder = { section: 'sections', tag: 'tags', author: 'authors', language: 'languages' }[kind ?? ''];
    for (const file of slug === undefined ? ['rss.xml', 'atom.xml', 'feed.json'] : ['atom.xml']) {
      await add(`${name} ${file}`, serving.feed(folder ?? (name === 'all' ? undefined : name), slug, file));
    }
  }
  for (const { id } of (await stories.everyStory({ limit: 100 })).entries) await add(`story ${id}`, serving.story(id));
  await add('front', serving.front());
  await add('opml', serving.opml('all'));
  expect(serving.reports).toEqual([]);
  return answers;
}

/** The ETag of every feed's RSS, of the front page and the register. */
export async function etags(table: Table, at: Instant): Promise<string[]> {
  const serving = servingOf(createReader(table), () => at);
  const found = await Promise.all([
    ...['rss.xml', 'atom.xml', 'feed.json'].map((file) => serving.feed(undefined, undefined, file)),
    serving.feed('breaking', undefined, 'rss.xml'),
    serving.front(),
    serving.opml('all'),
    serving.feeds(),
  ]);
  return found.filter(isFound).map(({ validators }) => validators.etag);
}

export const at = (text: string): Instant => instant(Date.parse(text));
