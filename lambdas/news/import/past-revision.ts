import { type FeedKind, feedOf } from '../feed/feed';
import { MAX_FORMER_FEEDS } from '../feed/former-feeds';
import { LIMITS, MAX_REVISIONS, WARNING_BYTES } from '../limits';
import { parseStory, type Story } from '../story/story';
import { Field, type FieldError, type Findings, type Warning } from '../upload/field';
import { readMoment } from '../upload/read-moment';
import { lineReader, linesReader } from '../upload/read-text';
import { readUpload, type UploadContext } from '../upload/read-upload';
import { isObjectOf } from '../upload/unknown-fields';
import type { Instant } from '../values/instant';
import { omitUndefined } from '../values/omit-undefined';
import { readForeignGuid } from './read-guid';

/** A revision that was made in another newsroom of Bulletin's, or in this one before its table was emptied. */
export interface PastRevision {
  readonly story: Story;
  readonly originalAt: Instant;
  /** Who made it. */
  readonly by: string;
  readonly reason?: string;
  readonly request?: string;
  readonly warnings?: readonly Warning[];
  /** The revision that it follows, where those between are lost; 0 for none. */
  readonly follows?: number;
}

const FIELDS = ['at', 'by', 'reason', 'request', 'warnings', 'story', 'follows'];

/** Fields of a story that are read as an upload's. */
const CONTENT = ['id', 'headline', 'summary', 'body', 'section', 'tags', 'authors', 'language', 'publishedAt'];
const MEDIA = ['audio', 'image', 'canonicalUrl'];

/**
 * A revision as an export has it, or all that is wrong with it. What was uploaded of it is read as an upload is; an export
 * that nobody touched comes out as it was.
 */
export function readPastRevision(
  value: unknown,
  context: UploadContext,
): { revision: PastRevision } | { errors: readonly FieldError[] } {
  const findings: Findings = { errors: [], warnings: [] };
  const field = new Field(value, findings);
  if (!isObjectOf(field, FIELDS)) return { errors: findings.errors };
  const story = field.at('story').required((it) => readStory(it, context, findings), 'give the story');
  const originalAt = field.at('at').required(readMoment, 'say when it was made');
  const by = field.at('by').required(lineReader(LIMITS.name), 'say who made it');
  const reason = linesReader(LIMITS.note)(field.at('reason'));
  const request = lineReader(64)(field.at('request'));
  const follows = precursor(field.at('follows'), story);
  const { warnings } = Object(value);
  if (story === undefined || originalAt === undefined || by === undefined || findings.errors.length > 0)
    return { errors: findings.errors };
  const made = { story, by, originalAt: [originalAt, context.now].sort()[0] as Instant };
  return { revision: { ...made, ...omitUndefined({ reason, request, warnings: told(warnings), follows }) } };
}

function precursor(field: Field, story: Story | undefined): number | undefined {
  if (field.isAbsent) return undefined;
  const { value } = field;
  const isBefore = Number.isInteger(value) && Number(value) >= 0 && Number(value) < (story?.revision ?? MAX_REVISIONS);
  return isBefore ? Number(value) : field.refuse('give the number of a revision before it, or 0');
}

function readStory(field: Field, context: UploadContext, findings: Findings): Story | undefined {
  let stored: Story;
  try {
    stored = parseStory(field.value);
  } catch (error) {
    return field.refuse(error instanceof Error ? error.message : 'not a story');
  }
  const fields: Record<string, unknown> = stored;
  const uploaded = Object.fromEntries([...CONTENT, ...MEDIA].map((name) => [name, fields[name] ?? undefined]));
  const found = readUpload(uploaded, context);
  if ('errors' in found) {
    findings.errors.push(...found.errors.map((error) => ({ ...error, pointer: `#/story${error.pointer.slice(1)}` })));
    return undefined;
  }
  const { id = '', publishedAt = '', summary, ...content } = found.upload;
  const [flag, correction, withdrawal] = ['breakingUntil', 'correction', 'withdrawal'].map((name) => field.at(name));
  readForeignGuid(field.at('guid'));
  if (stored.revision > MAX_REVISIONS) field.at('revision').refuse(`write a number up to ${MAX_REVISIONS}`);
  return omitUndefined({
    ...content,
    // An upload without one gets one; a story may have none.
    summary: stored.summary === '' ? '' : (summary ?? ''),
    ...{ id, publishedAt, guid: stored.guid, revision: stored.revision },
    updatedAt: field.at('updatedAt').required(readMoment, WHEN) ?? publishedAt,
    breakingUntil: stored.breakingUntil === null ? null : flag && readMoment(flag),
    correction: stored.correction && correction && { at: at(correction), note: text(correction.at('note')) },
    withdrawal:
      stored.withdrawal && withdrawal
        ? omitUndefined({
            at: at(withdrawal),
            until: readMoment(withdrawal.at('until')),
            reason: text(withdrawal.at('reason')),
            note: linesReader(LIMITS.note)(withdrawal.at('note')),
          })
        : undefined,
    left: stored.left && left(field.at('left'), stored.left),
  });
}

const WHEN = 'say when it was';
const at = (field: Field): Instant => field.at('at').required(readMoment, WHEN) ?? '';
const text = (field: Field): string => field.required(linesReader(LIMITS.note), 'say what it was') ?? '';

const FEED = /^(?:breaking|audio|(section|tag|author|language)#(.{1,800}))$/u;

/** The feeds that a story left: as many as one remembers, by names that feeds can have. */
function left(field: Field, stored: NonNullable<Story['left']>): NonNullable<Story['left']> {
  const isName = (name: string) => {
    const [, kind, slug] = FEED.exec(name) ?? [];
    return kind === undefined ? FEED.test(name) : feedOf(kind as FeedKind, slug ?? '') === name;
  };
  if (stored.length > MAX_FORMER_FEEDS || !stored.every(({ feed }) => isName(feed)))
    field.refuse(`give at most ${MAX_FORMER_FEEDS} feeds by their names, such as section#world`);
  return stored.map(({ feed }, i) => ({ feed, at: at(field.at(i)) }));
}

/** What was told of it when it was uploaded. It is for the newsroom alone, and is left out where it is anything else. */
function told(warnings: unknown): Warning[] | undefined {
  if (!Array.isArray(warnings)) return undefined;
  const said = warnings.flatMap((warning: unknown) => {
    const { pointer, detail } = Object(warning);
    return typeof pointer === 'string' && typeof detail === 'string' ? [{ pointer, detail }] : [];
  });
  return Buffer.byteLength(JSON.stringify(said)) <= WARNING_BYTES ? said : undefined;
}
