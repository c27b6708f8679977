import type { Story } from '../../news/story/story';
import { getAll } from '../table/batch-get';
import { keyOf, readGuid, readStory } from '../table/items';
import { guidKey, type Key, storyKey } from '../table/keys';
import type { Table } from '../table/table';

/** The stories that there are of some ids, and whose some guids are. */
export interface ExistingStories {
  story(id: string): Story | undefined;
  idOf(guid: string): string | undefined;
}

/** Looks for stories by ids and guids; strongly consistent, a BatchGetItem for each hundred. */
export async function findExisting(
  table: Table,
  { ids, guids }: { ids: Iterable<string>; guids: Iterable<string> },
): Promise<ExistingStories> {
  const keys: Key[] = [...[...new Set(ids)].map(storyKey), ...[...new Set(guids)].map(guidKey)];
  const items = keys.length > 0 ? await getAll(table, keys) : [];
  const found = new Map(items.map((item) => [keyOf(item).pk, item]));
  return {
    story(id) {
      const item = found.get(storyKey(id).pk);
      return item && readStory(item);
    },
    idOf(guid) {
      const item = found.get(guidKey(guid).pk);
      return item && readGuid(item);
    },
  };
}
