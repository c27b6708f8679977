import { guidKey } from '../keys';
import type { TrueStory } from './stories';
import type { Survey } from './survey';

/** What has to be done so that every story that was brought here is found by its guid, and none that is not there. */
export interface GuidMend {
  readonly puts: readonly { readonly guid: string; readonly id: string }[];
  /** Partition keys. */
  readonly removals: readonly string[];
  readonly mended: readonly string[];
}

/** A guid of a story that is not there would keep it from ever being brought again. */
export function trueGuids(stories: readonly TrueStory[], guids: Survey['guids']): GuidMend {
  const brought = stories.filter(({ history: [first] }) => first?.story.revision === 1 && first.imported);
  const puts = brought
    .map(({ id, story: { guid } }) => ({ id, guid }))
    .filter(({ id, guid }) => guids.get(guidKey(guid).pk) !== id);
  const known = new Set(stories.map(({ story: { guid } }) => guidKey(guid).pk));
  const removals = [...guids.keys()].filter((pk) => !known.has(pk));
  return {
    ...{ puts, removals },
    mended: [
      ...puts.map(({ guid, id }) => `guids: story ${id} was not found by ${guid}`),
      ...removals.map((pk) => `guids: no story calls for ${pk}; it was removed`),
    ],
  };
}
