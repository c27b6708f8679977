import { LIMITS, MAX_REVISIONS, WARNING_BYTES } from '../limits';
import type { Story } from '../story/story';
import { checkObject } from '../upload/check-object';
import { Field, type FieldError, type Findings, type Warning } from '../upload/field';
import { readMoment } from '../upload/read-moment';
import { lineReader, linesReader } from '../upload/read-text';
import type { UploadContext } from '../upload/read-upload';
import { earliest, type Instant } from '../values/instant';
import { readExportedStory } from './read-exported-story';

/** A revision of another newsroom with Bulletin, or of this newsroom before its table was emptied. */
export interface PastRevision {
  readonly story: Story;
  readonly originalAt: Instant;
  /** Who made it. */
  readonly by: string;
  readonly reason?: string;
  readonly request?: string;
  readonly warnings?: readonly Warning[];
  /** The previous revision, if the revisions between are lost; 0 if there is none. */
  readonly follows?: number;
}

const FIELDS = ['at', 'by', 'reason', 'request', 'warnings', 'story', 'follows'];

/** Reads a revision from an export, or gives every error. A revision of an unchanged export stays exactly as it was. */
export function readPastRevision(
  value: unknown,
  context: UploadContext,
): { revision: PastRevision } | { errors: readonly FieldError[] } {
  const findings: Findings = { errors: [], warnings: [] };
  const field = new Field(value, findings);
  if (!checkObject(field, FIELDS)) return { errors: findings.errors };
  const story = field.at('story').required((it) => readExportedStory(it, context, findings), 'missing: give the story');
  const at = field.at('at').required(readMoment, 'missing: give the time of the revision');
  const by = field.at('by').required(lineReader(LIMITS.name), 'missing: give the name of who made the revision');
  const reason = linesReader(LIMITS.note)(field.at('reason'));
  const request = lineReader(64)(field.at('request'));
  const follows = readFollows(field.at('follows'), story);
  if (story === undefined || at === undefined || by === undefined || findings.errors.length > 0)
    return { errors: findings.errors };
  const originalAt = earliest(at, context.now);
  return {
    revision: { story, by, originalAt, reason, request, warnings: readWarnings(Object(value).warnings), follows },
  };
}

function readFollows(field: Field, story: Story | undefined): number | undefined {
  if (field.isAbsent) return undefined;
  const { value } = field;
  const isEarlier = Number.isInteger(value) && Number(value) >= 0 && Number(value) < (story?.revision ?? MAX_REVISIONS);
  return isEarlier ? Number(value) : field.refuse('not an earlier revision: give the number of one, or 0');
}

/** Reads the warnings of the upload, which only the newsroom sees. Undefined for any other value. */
function readWarnings(value: unknown): Warning[] | undefined {
  if (!Array.isArray(value)) return undefined;
  const warnings = value.flatMap((warning: unknown) => {
    const { pointer, detail, removed } = Object(warning);
    if (typeof pointer !== 'string' || typeof detail !== 'string') return [];
    return [{ pointer, detail, ...(Number.isSafeInteger(removed) && removed > 0 && { removed }) }];
  });
  return Buffer.byteLength(JSON.stringify(warnings)) <= WARNING_BYTES ? warnings : undefined;
}
