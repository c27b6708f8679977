import {
  ConditionalCheckFailedException,
  TransactionConflictException,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import type { FeedName } from '../../news/feed/feed';
import { type Edit, visibleBy } from '../../news/feed/feed-edit';
import type { FeedHead } from '../../news/feed/feed-head';
import { advanceHead } from '../../news/feed/head';
import { newPlaceInClosedPart, type SitemapPlace, splitPart } from '../../news/feed/sitemap';
import { MAX_SITEMAP_STORIES } from '../../news/limits';
import { keysBetween } from '../read/key-ranges';
import { sitemapPartAround, sitemapPartAt } from '../read/sitemap-parts';
import { feedHeadItem } from '../table/head-items';
import { keyOf, toKey } from '../table/item';
import { entryKeyParts, feedPartition, sitemapPartKey } from '../table/keys';
import { queryAll, queryOn } from '../table/query-all';
import { type SitemapPart, sitemapPartItem } from '../table/sitemap-items';
import type { Table } from '../table/table';
import type { Action } from '../table/transaction';
import { actionsOn } from '../table/transaction-actions';
import { readHeadsForEdit } from './read-heads-for-edit';

/** A part of the sitemap that has no room for so many stories more. */
export interface FullPart {
  readonly begin: SitemapPlace;
  readonly more: number;
}

/** How many stories a planned transaction has counted in each closed part. They stay counted when it is planned again. */
export type CountedStories = Map<string, number>;

/**
 * Counts the stories that a planned transaction brings into closed parts, before it: a query for each story and a write for
 * each part. `feeds` are the heads as the transaction leaves them. The head of `all` counts the last part itself. Gives a part
 * that is full, or `busy` where another writer splits it. A part has at most as many stories as it counts: a split moves the
 * head of `all`, so every transaction that was planned before it is planned anew.
 */
export async function countInClosedParts(
  table: Table,
  feeds: ReadonlyMap<FeedName, FeedHead>,
  edits: readonly Edit[],
  counted: CountedStories,
): Promise<FullPart | 'busy' | undefined> {
  const sitemap = feeds.get('all')?.sitemap;
  if (!sitemap) return undefined;
  if (sitemap.stories > MAX_SITEMAP_STORIES) return { begin: sitemap.from, more: 0 };
  const places = edits.flatMap((edit) => newPlaceInClosedPart(sitemap, edit) ?? []);
  const query = queryOn(table);
  const parts = new Map<string, { part: SitemapPart; stories: number }>();
  for (const part of await Promise.all(places.map((place) => sitemapPartAround(query, place)))) {
    if (!part) continue;
    const key = `${sitemapPartKey(part.begin).sk} ${part.writeCount}`;
    parts.set(key, { part, stories: (parts.get(key)?.stories ?? 0) + 1 });
  }
  for (const [key, { part, stories }] of parts) {
    const more = stories - (counted.get(key) ?? 0);
    if (more <= 0) continue;
    const outcome = await addStories(table, part, more);
    if (outcome !== 'counted') return outcome === 'full' ? { begin: part.begin, more } : 'busy';
    counted.set(key, stories);
  }
  return undefined;
}

async function addStories(
  { client, name }: Table,
  { begin }: SitemapPart,
  more: number,
): Promise<'counted' | 'full' | 'busy'> {
  try {
    await client.send(
      new UpdateItemCommand({
        TableName: name,
        Key: toKey(sitemapPartKey(begin)),
        UpdateExpression: 'ADD stories :more',
        ConditionExpression: 'stories <= :room',
        ExpressionAttributeValues: { ':more': { N: String(more) }, ':room': { N: String(MAX_SITEMAP_STORIES - more) } },
      }),
    );
    return 'counted';
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return 'full';
    if (error instanceof TransactionConflictException) return 'busy';
    throw error;
  }
}

/**
 * Splits a full part, or closes the last one, in a transaction of its own before the edit. It moves the head of `all`. Its
 * outcome does not matter: another writer may have done it. A query of the part's stories, and a few small reads.
 */
export async function splitFullPart(
  table: Table,
  part: FullPart,
  edit: Edit,
  { version, send }: { version: string; send: (actions: readonly Action<never>[]) => Promise<unknown> },
): Promise<void> {
  const actions = await splittingActions(table, part, edit, version);
  if (actions.length > 0) await send(actions);
}

/** The actions that split a part; none where another writer has done it. */
async function splittingActions(
  table: Table,
  { begin, more }: FullPart,
  edit: Edit,
  version: string,
): Promise<Action<never>[]> {
  const query = queryOn(table);
  const head = (await readHeadsForEdit(table, edit)).feeds.get('all');
  const sitemap = head?.sitemap;
  const part = sitemap && (await sitemapPartAt(query, sitemap, begin));
  if (!part) return [];
  const isLast = part.begin.at === sitemap.from.at && part.begin.id === sitemap.from.id;
  if (!isLast && part.stories + more <= MAX_SITEMAP_STORIES) return [];

  const range = keysBetween(feedPartition('all'), sitemapPartKey(begin).sk, part.end);
  const keys = (await queryAll(query, { ...range, ProjectionExpression: 'pk, sk' })).map((item) => keyOf(item).sk);
  const places = keys.filter((sk) => sk !== part.end).map(entryKeyParts);
  const seenAt = edit.imported?.storedAt ?? edit.now;
  const split = splitPart(places, isLast ? places.filter(({ at }) => at <= seenAt).length : undefined);
  const advanced = advanceHead(head, {
    now: edit.now,
    storedAt: edit.imported?.storedAt,
    isVisible: split.begin !== undefined && split.begin.at <= visibleBy(edit),
    moments: new Map(),
    version,
  });
  const { writeCount, changedAt } = advanced;
  const parts = [{ begin, stories: split.stories }];
  if (split.begin) parts.push({ begin: split.begin, stories: places.length - split.stories });
  const last = (isLast && parts.pop()) || { begin: sitemap.from, stories: sitemap.stories };
  const after: FeedHead = {
    ...head,
    ...advanced,
    sitemap: { version, changedAt, from: last.begin, stories: last.stories, touched: parts.map(({ begin }) => begin) },
  };
  const { put, putOver } = actionsOn(table.name);
  return [
    ...parts.map((one) => ({ action: put(sitemapPartItem({ ...one, writeCount })) })),
    { action: putOver(feedHeadItem(after), head) },
  ];
}
