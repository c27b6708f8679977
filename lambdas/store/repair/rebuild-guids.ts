import { guidKey } from '../table/keys';
import type { RebuiltStory } from './rebuild-story';
import type { TableScan } from './scan-table';

/** What has to be done so that every story is found by its guid, and none that is not there. */
export interface GuidMend {
  readonly puts: readonly { readonly guid: string; readonly id: string }[];
  /** Partition keys. */
  readonly removals: readonly string[];
  readonly mended: readonly string[];
}

/** A story that is not found by its guid would be imported once more; one that is not there, never again. */
export function rebuildGuids(stories: readonly RebuiltStory[], guids: TableScan['guids']): GuidMend {
  const owners = new Map(stories.map(({ id, story: { guid } }) => [guidKey(guid).pk, { guid, id }]));
  const puts = [...owners].filter(([pk, { id }]) => guids.get(pk) !== id).map(([, owner]) => owner);
  const removals = [...guids.keys()].filter((pk) => !owners.has(pk));
  return {
    ...{ puts, removals },
    mended: [
      ...puts.map(({ guid, id }) => `guids: story ${id} was not found by ${guid}`),
      ...removals.map((pk) => `guids: no story calls for ${pk}; it was removed`),
    ],
  };
}
