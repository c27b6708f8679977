import type { Story } from '../../news/story/story';
import type { Instant } from '../../news/values/instant';
import { type FormerUrlOwners, findFormerUrlOwners } from '../read/former-url-owners';
import { getAll } from '../table/batch-get';
import { type Item, keyOf } from '../table/item';
import { guidKey, type Key, storyKey } from '../table/keys';
import { readGuid, readStory } from '../table/story-items';
import type { Table } from '../table/table';

/** Which of these ids exist, and which story owns each guid. */
export interface ExistingStories {
  story(id: string): Story | undefined;
  idOf(guid: string): string | undefined;
  /** By the address. */
  readonly formerUrlOwners: FormerUrlOwners;
}

/** What an import asks about. */
export interface WantedStories {
  readonly ids: Iterable<string>;
  readonly guids: Iterable<string>;
  readonly formerUrls?: readonly string[];
}

/**
 * Reads stories by id, and owners by guid and by former address; strongly consistent, a BatchGetItem for each hundred. Former
 * addresses and the stories that claim them take requests of their own.
 */
export async function findExisting(
  table: Table,
  { ids, guids, formerUrls = [] }: WantedStories,
  now: Instant,
): Promise<ExistingStories> {
  const keys: Key[] = [...[...new Set(ids)].map(storyKey), ...[...new Set(guids)].map(guidKey)];
  const [stored, formerUrlOwners] = await Promise.all([
    keys.length > 0 ? getAll(table, keys) : [],
    findFormerUrlOwners(table, formerUrls, now),
  ]);
  const items = new Map(stored.map((item) => [keyOf(item).pk, item]));
  const read = <T>({ pk }: Key, readItem: (item: Item) => T): T | undefined => {
    const item = items.get(pk);
    return item && readItem(item);
  };
  return {
    story: (id) => read(storyKey(id), readStory),
    idOf: (guid) => read(guidKey(guid), readGuid),
    formerUrlOwners,
  };
}
