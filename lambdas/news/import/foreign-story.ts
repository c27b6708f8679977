import { newStory } from '../edits/edit';
import type { Story } from '../story/story';
import { Field, type FieldError, type Findings, type Warning } from '../upload/field';
import { readMoment } from '../upload/read-moment';
import { readUpload, type UploadContext } from '../upload/read-upload';
import { type Instant, latest } from '../values/instant';
import { readForeignGuid } from './read-guid';

/** A story that was published elsewhere; it gets its id from `idFor`, which is told the one that it asks for. */
export interface ForeignStory {
  readonly guid: string;
  readonly asksFor?: string;
  readonly headline: string;
  /** The story under an id. */
  as(id: string): Story;
  /** When it was published there, or now for one that is still to come. */
  readonly originalAt: Instant;
  readonly warnings: readonly Warning[];
}

/** What says of an upload that it breaks. A story that is brought here is no news. */
const FLAG = new Set(['breaking', 'breakingUntil', 'significant']);

/**
 * A story of another publisher's, as an upload with its `guid`, and `updatedAt` where it was changed since; or all that is
 * wrong with it. It is read as an upload is. It never breaks.
 */
export function readForeignStory(
  value: unknown,
  context: UploadContext,
): { story: ForeignStory } | { errors: readonly FieldError[] } {
  const findings: Findings = { errors: [], warnings: [] };
  const field = new Field(value, findings);
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
  const plain = isObject ? Object.fromEntries(Object.entries(value).filter(([name]) => !FLAG.has(name))) : value;
  const found = readUpload(plain, context);
  const given = field.at('guid').required(readForeignGuid, 'give the guid by which its readers know it');
  const updatedAt = readMoment(field.at('updatedAt'));
  const errors = [...('errors' in found ? found.errors : []), ...findings.errors];
  if ('errors' in found || given === undefined || errors.length > 0) return { errors };
  const { upload, warnings } = found;
  const { now } = context;
  const originalAt = [upload.publishedAt ?? now, now].sort()[0] as Instant;
  return {
    story: {
      ...{ guid: given, headline: upload.headline, originalAt, warnings },
      ...(upload.id !== undefined && { asksFor: upload.id }),
      as(id) {
        const story = newStory(upload, { id, guid: given, now: originalAt });
        // Nobody has changed it later than now, whatever the clock there says.
        return { ...story, updatedAt: latest(story.publishedAt, updatedAt && [updatedAt, now].sort()[0]) as Instant };
      },
    },
  };
}
