import { guidKey } from '../table/keys';
import type { RebuiltStory } from './rebuild-story';
import type { TableScan } from './scan-table';

/** The writes that make every guid lead to its story, and to no story that is gone. */
export interface GuidMend {
  readonly puts: readonly { readonly guid: string; readonly id: string }[];
  /** Partition keys. */
  readonly removals: readonly string[];
  readonly mended: readonly string[];
}

/** Without its guid a story would be imported twice. With the guid of a lost story, that story could never be imported. */
export function rebuildGuids(stories: Iterable<RebuiltStory>, guids: TableScan['guids']): GuidMend {
  const owners = new Map([...stories].map(({ id, story: { guid } }) => [guidKey(guid).pk, { guid, id }]));
  const puts = [...owners].filter(([pk, { id }]) => guids.get(pk) !== id).map(([, owner]) => owner);
  const removals = [...guids.keys()].filter((pk) => !owners.has(pk));
  return {
    puts,
    removals,
    mended: [
      ...puts.map(({ guid, id }) => `guids: ${guid} did not lead to story ${id}`),
      ...removals.map((pk) => `guids: no story has ${pk}; it was removed`),
    ],
  };
}
