import { LIMITS } from '../limits';
import type { Story } from '../story/story';
import { summaryOf } from '../story/summary';
import type { Instant } from '../values/instant';
import { omitUndefined } from '../values/omit-undefined';
import { Field, type FieldError, type Findings, type Warning } from './field';
import { READ_ONLY_FIELDS, UPLOAD_FIELDS } from './field-names';
import { addressReader } from './read-address';
import { bodyReader } from './read-body';
import { readBreakingUntil, readYesOrNo } from './read-breaking';
import { readAudio, readImage } from './read-media';
import { readMoment } from './read-moment';
import { readAuthors, readLanguage, readStoryId, readTags } from './read-names';
import { lineReader, linesReader, nameReader } from './read-text';
import { isObjectOf } from './unknown-fields';

export type { FieldError, Warning } from './field';

/** Characters of a headline that search results and readers show; the rest is cut. */
const HEADLINE_SHOWN = 110;

/** A story as an editor gave it: cleaned, checked and safe for every format. The system adds the rest. */
export interface Upload
  extends Pick<Story, 'headline' | 'body' | 'summary' | 'section' | 'tags' | 'authors' | 'language'>,
    Pick<Story, 'breakingUntil' | 'audio' | 'image' | 'canonicalUrl'> {
  readonly id?: string;
  readonly publishedAt?: Instant;
  /** Left out where the upload says nothing of it, so that a revision keeps the flag that there is. */
  readonly breaking?: boolean;
  readonly correction?: { readonly note: string };
  /** Whether a revision moves `updatedAt`. */
  readonly significant?: boolean;
  /** Why a revision was made, for its history. */
  readonly reason?: string;
}

/** What an upload is read with. */
export interface UploadContext {
  readonly now: Instant;
  /** BCP 47, of a story that names none. */
  readonly language: string;
  /** How long a story breaks that does not say until when: an ISO 8601 duration, `PT4H`. */
  readonly breakingFor: string;
  /** Of the story that the upload replaces, whose date stays where the upload names none. */
  readonly publishedAt?: Instant;
  /** The publication's address: what relative addresses are relative to, in a story without `canonicalUrl`. */
  readonly baseUrl: string;
}

/**
 * What anybody sent, as an upload with everything that was changed in it, or with all that is wrong with it.
 * Never throws for whatever JSON can hold; throws a RangeError if the context's `breakingFor` is no duration.
 */
export function readUpload(
  value: unknown,
  context: UploadContext,
): { upload: Upload; warnings: Warning[] } | { errors: FieldError[] } {
  const findings: Findings = { errors: [], warnings: [] };
  const story = new Field(value, findings);
  if (!isObjectOf(story, UPLOAD_FIELDS, READ_ONLY_FIELDS)) return { errors: findings.errors };

  const canonicalUrl = addressReader(`${context.baseUrl}/`)(story.at('canonicalUrl'));
  const base = canonicalUrl ?? `${context.baseUrl}/`;
  const publishedAt = readMoment(story.at('publishedAt'));
  const breaking = readYesOrNo(story.at('breaking'));
  const headline = story.at('headline').required(lineReader(LIMITS.headline), 'write a headline');
  const html = story.at('body').required(bodyReader(base), 'write the story as HTML');
  const upload = {
    id: readStoryId(story.at('id')),
    summary: linesReader(LIMITS.summary)(story.at('summary')),
    section: nameReader(LIMITS.name)(story.at('section')),
    tags: readTags(story.at('tags')),
    authors: readAuthors(story.at('authors'), base),
    language: readLanguage(story.at('language')) ?? context.language,
    publishedAt,
    breaking,
    breakingUntil: readBreakingUntil(story.at('breakingUntil'), breaking, {
      ...context,
      publishedAt: publishedAt ?? context.publishedAt,
    }),
    audio: readAudio(story.at('audio'), base),
    image: readImage(story.at('image'), base),
    canonicalUrl,
    correction: correction(story.at('correction')),
    significant: readYesOrNo(story.at('significant')),
    reason: linesReader(LIMITS.note)(story.at('reason')),
  };
  if (headline === undefined || html === undefined || findings.errors.length > 0) return { errors: findings.errors };

  if (headline.length > HEADLINE_SHOWN) {
    story.at('headline').warn(`over ${HEADLINE_SHOWN} characters: search results and readers cut it`);
  }
  if (upload.summary === undefined) story.at('summary').warn('no summary: made of the first paragraph');
  const summary = upload.summary ?? summaryOf(html);
  return { upload: omitUndefined({ ...upload, headline, body: html, summary }), warnings: findings.warnings };
}

function correction(field: Field): { note: string } | undefined {
  if (field.isAbsent || !isObjectOf(field, ['note'], ['at'])) return undefined;
  const note = field.at('note').required(linesReader(LIMITS.note), 'say what was corrected');
  return note === undefined ? undefined : { note };
}
