import { withFormerFeeds } from '../feed/former-feeds';
import { status } from '../story/status';
import type { Story } from '../story/story';
import type { Upload } from '../upload/read-upload';
import { type Instant, latest } from '../values/instant';
import { omitUndefined } from '../values/omit-undefined';
import { unlessOver } from './break-story';
import { storyFields } from './create-story';

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

/** A reinstatement dates a story one second ahead. An edit in that second must not date it back before its tombstone. */
const updateTime = (story: Story, now: Instant): Instant => latest(now, story.updatedAt);
