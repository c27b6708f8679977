import { parseFeedDate } from '../../dates/feed-date';
import type { FeedItem } from '../feed-item';
import { type ItemContext, storyFromItem } from '../feed-story';
import type { ImportedStory, SkippedEntry, SourceOptions } from '../import-source';

/** The words with which a report names an item. */
export interface ItemName {
  /** Its place in the source. */
  readonly place: string;
  readonly title: string;
}

/** An item as a story. Without a readable date it would appear as news of today: it is left out, unless the user wants that. */
export function datedStory(
  item: FeedItem,
  { place, title }: ItemName,
  context: ItemContext,
  { undated, section, sectionsFrom }: SourceOptions,
): ImportedStory | SkippedEntry {
  const isDated = [item.published, item.updated].some((date) => parseFeedDate(date) !== undefined);
  if (isDated || undated === 'now') return storyFromItem(item, { section, sectionsFrom, ...context });
  return {
    ...{ name: place, kind: 'undated items' },
    why: `"${title}" has no readable date: --undated now imports it as of this moment`,
  };
}
