import { MAX_BREAKING_FLAGS } from '../limits';
import type { Story } from '../story/story';
import type { Instant } from '../values/instant';
import type { Edit } from './feed-edit';
import { placeIn } from './feed-place';

/** How many stories in `breaking` have a flag that ends after a moment, with embargoed stories. Each write keeps the count exact. */
export interface FlagCount {
  readonly from: Instant;
  readonly flags: number;
}

/** The count after an edit moves a story in `breaking` from the end of one flag to another. */
export const flagCountAfter = (
  { from, flags }: FlagCount,
  { previousAt, nextAt }: { previousAt?: Instant; nextAt?: Instant },
): FlagCount => ({ from, flags: flags + countedAt(nextAt, from) - countedAt(previousAt, from) });

const countedAt = (end: Instant | undefined, from: Instant): number => (end !== undefined && end > from ? 1 : 0);

/** Whether an edit gives a story a flag that has not ended when the edit is stored, and that it did not have. */
export function addsFlag({ before, after, now, imported }: Edit): boolean {
  const at = imported?.storedAt ?? now;
  return hasFlag(after, at) && !hasFlag(before, at);
}

/** How many flags more, or fewer, an edit leaves in `breaking`: 1, 0 or -1. */
export const flagChange = (edit: Edit): number =>
  Number(hasFlag(edit.after, edit.now)) - Number(hasFlag(edit.before, edit.now));

/** A withdrawn story has no flag. A story under embargo may have one. */
function hasFlag(story: Story | undefined, at: Instant): boolean {
  const place = placeIn('breaking', story);
  return place !== undefined && !place.tombstone && place.at > at;
}

/** Whether `breaking` takes one flag more. The count may have flags that have ended since. */
export const takesFlag = (count: FlagCount | undefined): boolean =>
  count !== undefined && count.flags < MAX_BREAKING_FLAGS;
