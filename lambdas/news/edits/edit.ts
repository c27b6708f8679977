import { withFormerFeeds } from '../feed/former-feeds';
import { isBreaking, type Story, status } from '../story/story';
import type { Upload } from '../upload/read-upload';
import { type Instant, latest, plusSeconds } from '../values/instant';

/** The story that an upload makes. Without `publishedAt` it is published now; one that lies ahead is an embargo. */
export function newStory(upload: Upload, { id, guid, now }: { id: string; guid: string; now: Instant }): Story {
  const publishedAt = upload.publishedAt ?? now;
  return { ...content(upload, now), id, guid, publishedAt, updatedAt: publishedAt, revision: 1 };
}

/** Why an edit cannot be: what may happen to a story depends on what it is. */
export type EditRefusal = 'withdrawn' | 'not withdrawn' | 'already published';

/**
 * The next revision of a story, replaced by an upload: absent fields go, but its dates and its breaking flag stay.
 * A published story can be dated back and never forward, which would take it from those who have read it.
 */
export function reviseStory(story: Story, upload: Upload, now: Instant): Story | EditRefusal {
  const was = status(story, now);
  if (was === 'withdrawn') return 'withdrawn';
  const publishedAt = upload.publishedAt ?? story.publishedAt;
  if (was === 'published' && publishedAt > now) return 'already published';
  const { correction, ...fields } = content(upload, now);
  // The same note sent back is the same correction.
  const kept = correction?.note === story.correction?.note ? story.correction : correction;
  const flag = upload.breaking === undefined ? flagOf(story, now) : flagOf(fields, now);
  const { breakingUntil: _flag, ...rest } = fields;
  const after = {
    ...rest,
    ...flag,
    ...(kept && { correction: kept }),
    id: story.id,
    guid: story.guid,
    publishedAt,
    updatedAt:
      was === 'scheduled' ? publishedAt : upload.significant === false ? story.updatedAt : updatedBy(story, now),
    revision: story.revision + 1,
  };
  return withFormerFeeds(story, after, now);
}

/** The next revision of a story that breaks until a moment, or until an editor clears it (null). */
export function breakStory(story: Story, until: Instant | null, now: Instant): Story | EditRefusal {
  if (status(story, now) === 'withdrawn') return 'withdrawn';
  return { ...story, breakingUntil: until, revision: story.revision + 1 };
}

/** The next revision of a story that breaks no more. */
export function clearBreaking(story: Story, now: Instant): Story | EditRefusal {
  if (status(story, now) === 'withdrawn') return 'withdrawn';
  const { breakingUntil: _flag, ...rest } = story;
  return withFormerFeeds(story, { ...rest, revision: story.revision + 1 }, now);
}

/** In the second of a reinstatement a story is dated a second ahead: an edit does not take it back behind its tombstone. */
const updatedBy = (story: Story, now: Instant): Instant => latest(now, story.updatedAt) as Instant;

/** Why a story is withdrawn: the newsroom's reason, and what readers are told. */
export interface Withdrawal {
  readonly reason: string;
  readonly note?: string;
}

/**
 * The next revision of a story, withdrawn: feeds will tell of it for `toldFor` seconds. Of one that is withdrawn already,
 * the reason and the note are replaced, and its times stay.
 */
export function withdrawStory(
  story: Story,
  { reason, note }: Withdrawal,
  { now, toldFor }: { now: Instant; toldFor: number },
): Story {
  const { at, until } = story.withdrawal ?? { at: now, until: plusSeconds(now, toldFor) };
  const withdrawal = { at, ...(until && { until }), reason, ...(note !== undefined && { note }) };
  return { ...story, withdrawal, revision: story.revision + 1 };
}

/**
 * The next revision of a withdrawn story, as it was before. RFC 6721 §3: readers heed a tombstone unless the entry was
 * updated after it.
 */
export function reinstateStory(story: Story, now: Instant): Story | EditRefusal {
  const { withdrawal, breakingUntil: _flag, ...rest } = story;
  if (!withdrawal) return 'not withdrawn';
  const updatedAt = latest(now, plusSeconds(withdrawal.at, 1)) as Instant;
  const after = {
    ...rest,
    ...flagOf(story, now),
    updatedAt: story.publishedAt > now ? story.publishedAt : updatedAt,
    revision: story.revision + 1,
  };
  return withFormerFeeds(story, after, now);
}

/** A flag that has ended is not carried into the next revision. */
const flagOf = (story: Pick<Story, 'breakingUntil'>, now: Instant): Pick<Story, 'breakingUntil'> =>
  isBreaking({ ...story, publishedAt: now }, now) ? { breakingUntil: story.breakingUntil } : {};

function content(upload: Upload, now: Instant) {
  const {
    id: _id,
    publishedAt: _at,
    breaking: _flag,
    significant: _weight,
    reason: _why,
    correction,
    ...fields
  } = upload;
  return { ...fields, ...(correction && { correction: { at: now, note: correction.note } }) };
}
