import { GUID_SORT_KEY, guidKey } from '../table/keys';
import { guidItem } from '../table/story-items';
import type { Mend } from './mend';
import type { RebuiltStory } from './rebuild-story';
import type { TableScan } from './scan-table';

/** Without its guid a story would be imported twice. With the guid of a lost story, that story could never be imported. */
export function rebuildGuids(stories: Iterable<RebuiltStory>, guids: TableScan['guids']): Mend {
  const owners = new Map([...stories].map(({ id, story: { guid } }) => [guidKey(guid).pk, { guid, id }]));
  const wrong = [...owners].filter(([pk, { id }]) => guids.get(pk) !== id).map(([, owner]) => owner);
  const orphans = [...guids.keys()].filter((pk) => !owners.has(pk));
  return {
    puts: wrong.map(guidItem),
    removals: orphans.map((pk) => ({ pk, sk: GUID_SORT_KEY })),
    mended: [
      ...wrong.map(({ guid, id }) => `guids: ${guid} did not lead to story ${id}`),
      ...orphans.map((pk) => `guids: no story has ${pk}; it was removed`),
    ],
  };
}
