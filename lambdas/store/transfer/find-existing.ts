import type { Story } from '../../news/story/story';
import { getAll } from '../table/batch-get';
import { type Item, keyOf } from '../table/item';
import { guidKey, type Key, storyKey } from '../table/keys';
import { readGuid, readStory } from '../table/story-items';
import type { Table } from '../table/table';

/** Which of these ids exist, and which story owns each guid. */
export interface ExistingStories {
  story(id: string): Story | undefined;
  idOf(guid: string): string | undefined;
}

/** Reads stories by id and owners by guid; strongly consistent, a BatchGetItem for each hundred. */
export async function findExisting(
  table: Table,
  { ids, guids }: { ids: Iterable<string>; guids: Iterable<string> },
): Promise<ExistingStories> {
  const keys: Key[] = [...[...new Set(ids)].map(storyKey), ...[...new Set(guids)].map(guidKey)];
  const stored = keys.length > 0 ? await getAll(table, keys) : [];
  const items = new Map(stored.map((item) => [keyOf(item).pk, item]));
  const read = <T>({ pk }: Key, readItem: (item: Item) => T): T | undefined => {
    const item = items.get(pk);
    return item && readItem(item);
  };
  return {
    story: (id) => read(storyKey(id), readStory),
    idOf: (guid) => read(guidKey(guid), readGuid),
  };
}
