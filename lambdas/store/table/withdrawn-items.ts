import { makeFeedEntry } from '../../news/story/make-feed-entry';
import type { Story } from '../../news/story/story';
import { entryItem } from './entry-items';
import type { Item } from './item';
import { withdrawnKey } from './keys';

/** A withdrawn story as the newsroom lists it. */
export const withdrawnItem = (story: Story): Item =>
  entryItem(
    withdrawnKey(story.publishedAt, story.id),
    { ...makeFeedEntry({ ...story, withdrawal: undefined }), withdrawal: story.withdrawal },
    story.revision,
  );
