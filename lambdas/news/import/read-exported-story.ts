import { type FeedKind, feedOf } from '../feed/feed';
import { MAX_FORMER_FEEDS } from '../feed/former-feeds';
import { canonicalTag, isPlainTag } from '../language/subtags';
import { LIMITS, MAX_REVISIONS } from '../limits';
import { parseStory, type Story } from '../story/story';
import type { Field, Findings } from '../upload/field';
import { readMoment } from '../upload/read-moment';
import { lineReader, linesReader } from '../upload/read-text';
import { readUpload, type UploadContext } from '../upload/read-upload';
import type { Instant } from '../values/instant';
import { omitUndefined } from '../values/omit-undefined';
import { readForeignGuid } from './read-guid';

/** The fields of a story that are checked like those of an upload. */
const UPLOADED_FIELDS = [
  ...['id', 'headline', 'summary', 'body', 'section', 'tags', 'authors', 'publishedAt'],
  ...['audio', 'image', 'canonicalUrl', 'formerUrls'],
];

/** Reads a story of an export; undefined, with every error in `findings`, if it is not valid. */
export function readExportedStory(field: Field, context: UploadContext, findings: Findings): Story | undefined {
  let stored: Story;
  try {
    stored = parseStory(field.value);
  } catch (error) {
    return field.refuse(error instanceof Error ? error.message : 'not a valid story');
  }
  const fields: Record<string, unknown> = stored;
  const read = readUpload(Object.fromEntries(UPLOADED_FIELDS.map((name) => [name, fields[name]])), context);
  if ('errors' in read) {
    findings.errors.push(...read.errors.map((error) => ({ ...error, pointer: `#/story${error.pointer.slice(1)}` })));
    return undefined;
  }
  const { id = '', publishedAt = '', summary, formerUrls, ...content } = read.upload;
  readForeignGuid(field.at('guid'));
  if (stored.revision > MAX_REVISIONS) field.at('revision').refuse(`too large: write at most ${MAX_REVISIONS}`);
  return omitUndefined({
    ...content,
    // readUpload makes a missing summary. A stored story may have an empty one, and keeps it.
    summary: stored.summary === '' ? '' : (summary ?? ''),
    formerUrls: formerUrls?.map(({ address }) => address),
    language: field.at('language').required(readStoredLanguage, 'missing: give the language') ?? '',
    id,
    publishedAt,
    guid: stored.guid,
    revision: stored.revision,
    updatedAt: field.at('updatedAt').required(readMoment, NO_TIME) ?? publishedAt,
    breakingUntil: stored.breakingUntil === null ? null : readMoment(field.at('breakingUntil')),
    correction: stored.correction && readCorrection(field.at('correction')),
    withdrawal: stored.withdrawal && readWithdrawal(field.at('withdrawal')),
    formerFeeds: stored.formerFeeds && readFormerFeeds(field.at('formerFeeds'), stored.formerFeeds),
  });
}

/** The language as the other publication stored it, also one that IANA's registry lacks. */
function readStoredLanguage(field: Field): string | undefined {
  const tag = lineReader(LIMITS.language)(field);
  if (tag === undefined || isPlainTag(tag)) return tag;
  return canonicalTag(tag) ?? field.refuse('not a BCP 47 language tag: write it as in the export');
}

const NO_TIME = 'missing: give the time';
const readAt = (field: Field): Instant => field.at('at').required(readMoment, NO_TIME) ?? '';
const readNote = (field: Field): string => field.required(linesReader(LIMITS.note), 'empty: write the text') ?? '';

const readCorrection = (field: Field): Story['correction'] => ({ at: readAt(field), note: readNote(field.at('note')) });

const readWithdrawal = (field: Field): Story['withdrawal'] => ({
  at: readAt(field),
  until: readMoment(field.at('until')),
  reason: readNote(field.at('reason')),
  note: linesReader(LIMITS.note)(field.at('note')),
});

const FEED = /^(?:breaking|audio|(section|tag|author|language)#(.{1,800}))$/u;

const isFeedName = (name: string): boolean => {
  const [, kind, slug = ''] = FEED.exec(name) ?? [];
  return kind === undefined ? FEED.test(name) : feedOf(kind as FeedKind, slug) === name;
};

/** Reads the feeds in which the story was formerly: at most MAX_FORMER_FEEDS, with names that a feed can have. */
function readFormerFeeds(field: Field, stored: NonNullable<Story['formerFeeds']>): NonNullable<Story['formerFeeds']> {
  if (stored.length > MAX_FORMER_FEEDS || !stored.every(({ feed }) => isFeedName(feed)))
    field.refuse(`too many feeds or a wrong name: give at most ${MAX_FORMER_FEEDS}, by names like section#world`);
  return stored.map(({ feed }, i) => ({ feed, at: readAt(field.at(i)) }));
}
