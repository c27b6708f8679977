import { newStory } from '../edits/create-story';
import { LIMITS } from '../limits';
import type { Story } from '../story/story';
import { addWarning, Field, type FieldError, type Findings, type Warning } from '../upload/field';
import type { FormerUrl } from '../upload/read-former-urls';
import { readMoment } from '../upload/read-moment';
import { readUpload, type UploadContext } from '../upload/read-upload';
import { earliest, type Instant, latest } from '../values/instant';
import type { StoryEvidence } from './local-guid';
import { readForeignGuid } from './read-guid';

/** A story of another publisher. It has no id yet. */
export interface ForeignStory {
  readonly guid: string;
  /** The id that the import asks for. */
  readonly requestedId?: string;
  readonly headline: string;
  /** Fields that tell a story from one of another publisher. */
  readonly evidence: StoryEvidence;
  /** The story under an id. */
  withId(id: string): Story;
  /** The same story with another guid. */
  withGuid(guid: string): ForeignStory;
  /** The publication there; now for a story that is not published yet. */
  readonly originalAt: Instant;
  readonly warnings: readonly Warning[];
  readonly formerUrls: readonly FormerUrl[];
}

/** Fields of an upload that an import ignores: an imported story is no breaking news. */
const IGNORED_FIELDS = new Set(['breaking', 'breakingUntil', 'significant']);

/** Reads another publisher's story: an upload with `guid` and optional `updatedAt`. Gives the story, or every error. */
export function readForeignStory(
  value: unknown,
  context: UploadContext,
): { story: ForeignStory } | { errors: readonly FieldError[] } {
  const findings: Findings = { errors: [], warnings: [] };
  const field = new Field(value, findings);
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
  const upload = isObject
    ? Object.fromEntries(Object.entries(value).filter(([name]) => !IGNORED_FIELDS.has(name)))
    : value;
  const read = readWithoutRefusedUrls(upload, context);
  const guid = field.at('guid').required(readForeignGuid, 'missing: give the guid that feed readers know');
  const updatedAt = readMoment(field.at('updatedAt'));
  const errors = [...('errors' in read ? read.errors : []), ...findings.errors];
  if ('errors' in read || guid === undefined || errors.length > 0) return { errors };
  return { story: foreignStory(read, { guid, updatedAt, now: context.now }) };
}

/** Reads an upload. Old addresses that cannot lead here are left out, with a warning: no story is lost for one. */
function readWithoutRefusedUrls(upload: unknown, context: UploadContext): ReturnType<typeof readUpload> {
  const read = readUpload(upload, context);
  const { formerUrls } = Object(upload);
  if (!('errors' in read)) return read;
  const refused = read.errors.filter(({ pointer }) => /^#\/formerUrls(?:\/\d+)?$/.test(pointer));
  if (refused.length === 0) return read;
  const isKept = (_: unknown, i: number) => !refused.some(({ pointer }) => pointer === `#/formerUrls/${i}`);
  // Each round leaves some out: first the addresses past the limit, then those that are refused.
  const list = Array.isArray(formerUrls) ? formerUrls : [];
  const kept = list.filter(isKept).slice(0, LIMITS.formerUrls);
  const isShorter = kept.length > 0 && kept.length < list.length;
  const again = readWithoutRefusedUrls({ ...Object(upload), formerUrls: isShorter ? kept : undefined }, context);
  if ('errors' in again) return read;
  const warnings = [...again.warnings];
  for (const { pointer, detail } of refused) addWarning(warnings, { pointer, detail: `left out: ${detail}` });
  return { ...again, warnings };
}

type ReadUpload = Exclude<ReturnType<typeof readUpload>, { errors: unknown }>;

function foreignStory(
  read: ReadUpload,
  { guid, updatedAt, now }: { guid: string; updatedAt: Instant | undefined; now: Instant },
): ForeignStory {
  const { upload, warnings } = read;
  const originalAt = earliest(now, upload.publishedAt);
  return {
    guid,
    requestedId: upload.id,
    headline: upload.headline,
    evidence: upload,
    originalAt,
    warnings,
    formerUrls: upload.formerUrls ?? [],
    withGuid: (other) => foreignStory(read, { guid: other, updatedAt, now }),
    withId(id) {
      const story = newStory(upload, { id, guid, now: originalAt });
      // A clock there may be ahead of ours, but no change lies in the future.
      return { ...story, updatedAt: latest(story.publishedAt, updatedAt && earliest(updatedAt, now)) };
    },
  };
}
