import type { Instant } from './instant';
import { isBreaking, type Story, status } from './story';
import type { Upload } from './upload';

/** The story that an upload makes. Without `publishedAt` it is published now; one that lies ahead is an embargo. */
export function newStory(upload: Upload, { id, guid, now }: { id: string; guid: string; now: Instant }): Story {
  const publishedAt = upload.publishedAt ?? now;
  return { ...content(upload, now), id, guid, publishedAt, updatedAt: publishedAt, revision: 1 };
}

/** Why an edit cannot be: what may happen to a story depends on what it is. */
export type Refusal = 'withdrawn' | 'already published';

/**
 * The next revision of a story, replaced by an upload: absent fields go, but its dates and its breaking flag stay.
 * A published story can be dated back and never forward, which would take it from those who have read it.
 */
export function revised(story: Story, upload: Upload, now: Instant): Story | Refusal {
  const was = status(story, now);
  if (was === 'withdrawn') return 'withdrawn';
  const publishedAt = upload.publishedAt ?? story.publishedAt;
  if (was === 'published' && publishedAt > now) return 'already published';
  const { correction, ...fields } = content(upload, now);
  // The same note sent back is the same correction.
  const kept = correction?.note === story.correction?.note ? story.correction : correction;
  const flag = upload.breaking === undefined ? flagOf(story, now) : flagOf(fields, now);
  const { breakingUntil: _flag, ...rest } = fields;
  return {
    ...rest,
    ...flag,
    ...(kept && { correction: kept }),
    id: story.id,
    guid: story.guid,
    publishedAt,
    updatedAt: was === 'scheduled' ? publishedAt : upload.significant === false ? story.updatedAt : now,
    revision: story.revision + 1,
  };
}

/** The next revision of a story that breaks until a moment, or until an editor clears it (null). */
export function broken(story: Story, until: Instant | null, now: Instant): Story | Refusal {
  if (status(story, now) === 'withdrawn') return 'withdrawn';
  return { ...story, breakingUntil: until, revision: story.revision + 1 };
}

/** The next revision of a story that breaks no more. */
export function cleared(story: Story, now: Instant): Story | Refusal {
  if (status(story, now) === 'withdrawn') return 'withdrawn';
  const { breakingUntil: _flag, ...rest } = story;
  return { ...rest, revision: story.revision + 1 };
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
