import type { Story } from '../story/story';
import type { Upload } from '../upload/read-upload';
import type { Instant } from '../values/instant';
import { omitUndefined } from '../values/omit-undefined';

/** The first revision of a story. Without `publishedAt` it is published now; with a later one it is under embargo. */
export function newStory(upload: Upload, { id, guid, now }: { id: string; guid: string; now: Instant }): Story {
  const publishedAt = upload.publishedAt ?? now;
  return { ...storyFields(upload, now), id, guid, publishedAt, updatedAt: publishedAt, revision: 1 };
}

/** The fields of an upload that belong to the story. */
export function storyFields(upload: Upload, now: Instant) {
  const { id: _id, publishedAt: _at, breaking: _flag, significant: _weight, reason: _why, ...fields } = upload;
  return omitUndefined({
    ...fields,
    correction: fields.correction && { at: now, note: fields.correction.note },
    formerUrls: fields.formerUrls?.map(({ address }) => address),
  });
}
