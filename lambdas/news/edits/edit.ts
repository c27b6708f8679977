import { withFormerFeeds } from '../feed/former-feeds';
import { isBreaking, type Story, status } from '../story/story';
import type { Upload } from '../upload/read-upload';
import { type Instant, latest, plusSeconds } from '../values/instant';
import { omitUndefined } from '../values/omit-undefined';

/** The first revision of a story. Without `publishedAt` it is published now; with a later one it is under embargo. */
export function newStory(upload: Upload, { id, guid, now }: { id: string; guid: string; now: Instant }): Story {
  const publishedAt = upload.publishedAt ?? now;
  return { ...storyFields(upload, now), id, guid, publishedAt, updatedAt: publishedAt, revision: 1 };
}

/** Why the state of a story does not allow an edit. */
export type EditRefusal = 'withdrawn' | 'not withdrawn' | 'already published';

/**
 * The next revision of a story, replaced by an upload. Absent fields go, but the dates and the breaking flag stay. The
 * publication may move to an earlier time. It may not move into the future: readers have seen the story already.
 */
export function reviseStory(story: Story, upload: Upload, now: Instant): Story | EditRefusal {
  const before = status(story, now);
  if (before === 'withdrawn') return 'withdrawn';
  const publishedAt = upload.publishedAt ?? story.publishedAt;
  if (before === 'published' && publishedAt > now) return 'already published';
  const { correction, breakingUntil, ...fields } = storyFields(upload, now);
  const after = omitUndefined({
    ...fields,
    breakingUntil: unlessOver(upload.breaking === undefined ? story.breakingUntil : breakingUntil, now),
    // A note sent back unchanged is the same correction, and keeps its date.
    correction: correction?.note === story.correction?.note ? story.correction : correction,
    id: story.id,
    guid: story.guid,
    publishedAt,
    updatedAt:
      before === 'scheduled' ? publishedAt : upload.significant === false ? story.updatedAt : updateTime(story, now),
    revision: story.revision + 1,
  });
  return withFormerFeeds(story, after, now);
}

/** The next revision of a story with a breaking flag, until a moment or until an editor clears it (null). */
export function breakStory(story: Story, until: Instant | null, now: Instant): Story | EditRefusal {
  if (status(story, now) === 'withdrawn') return 'withdrawn';
  return { ...story, breakingUntil: until, revision: story.revision + 1 };
}

/** The next revision of a story without its breaking flag. */
export function clearBreaking(story: Story, now: Instant): Story | EditRefusal {
  if (status(story, now) === 'withdrawn') return 'withdrawn';
  const { breakingUntil: _flag, ...rest } = story;
  return withFormerFeeds(story, { ...rest, revision: story.revision + 1 }, now);
}

/** A reinstatement dates a story one second ahead. An edit in that second must not date it back before its tombstone. */
const updateTime = (story: Story, now: Instant): Instant => latest(now, story.updatedAt);

/** Why a story is withdrawn: a reason for the newsroom, and a note for readers. */
export interface Withdrawal {
  readonly reason: string;
  readonly note?: string;
}

/**
 * The next revision of a story, withdrawn, with tombstones in its feeds for `tombstoneSeconds`. If the story is withdrawn
 * already, this replaces the reason and the note, and the times stay.
 */
export function withdrawStory(
  story: Story,
  { reason, note }: Withdrawal,
  { now, tombstoneSeconds }: { now: Instant; tombstoneSeconds: number },
): Story {
  const { at, until } = story.withdrawal ?? { at: now, until: plusSeconds(now, tombstoneSeconds) };
  return { ...story, withdrawal: omitUndefined({ at, until, reason, note }), revision: story.revision + 1 };
}

/**
 * The next revision of a withdrawn story, as it was before. It is dated after its tombstone: a reader drops an entry that
 * has a tombstone, unless the entry was updated later (RFC 6721 §3).
 */
export function reinstateStory(story: Story, now: Instant): Story | EditRefusal {
  const { withdrawal, ...rest } = story;
  if (!withdrawal) return 'not withdrawn';
  const updatedAt = latest(now, plusSeconds(withdrawal.at, 1));
  const after = omitUndefined({
    ...rest,
    breakingUntil: unlessOver(story.breakingUntil, now),
    updatedAt: story.publishedAt > now ? story.publishedAt : updatedAt,
    revision: story.revision + 1,
  });
  return withFormerFeeds(story, after, now);
}

/** The end of a breaking flag; undefined if it has passed, so that the next revision does not carry an old flag. */
const unlessOver = (breakingUntil: Story['breakingUntil'], now: Instant): Story['breakingUntil'] =>
  isBreaking({ breakingUntil, publishedAt: now }, now) ? breakingUntil : undefined;

/** The fields of an upload that belong to the story. */
function storyFields(upload: Upload, now: Instant) {
  const { id: _id, publishedAt: _at, breaking: _flag, significant: _weight, reason: _why, ...fields } = upload;
  return omitUndefined({ ...fields, correction: fields.correction && { at: now, note: fields.correction.note } });
}
