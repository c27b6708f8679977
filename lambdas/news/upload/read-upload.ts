import { LIMITS } from '../limits';
import { STATUSES } from '../story/status';
import type { Story } from '../story/story';
import { summaryOf } from '../story/summary';
import type { Instant } from '../values/instant';
import { omitUndefined } from '../values/omit-undefined';
import { checkObject } from './check-object';
import { Field, type FieldError, type Findings, type Warning } from './field';
import { READ_ONLY_FIELDS, UPLOAD_FIELDS } from './field-names';
import { addressReader } from './read-address';
import { bodyReader, type SanitisedBody } from './read-body';
import { type BreakingContext, readBreakingUntil, readYesOrNo } from './read-breaking';
import { type FormerUrl, type FormerUrlContext, moveToFormerUrls, readFormerUrls } from './read-former-urls';
import { readAudio, readImage } from './read-media';
import { readMoment } from './read-moment';
import { readAuthors, readLanguage, readStoryId, readTags } from './read-names';
import { lineReader, linesReader, nameReader } from './read-text';

/** Search results and feed readers cut a headline after about as many characters. */
const SHOWN_HEADLINE_LENGTH = 110;

const NO_BODY: SanitisedBody = { html: '', nodes: [] };
const NOTHING_TO_SHOW =
  'nothing to show: write the story as HTML or plain text, or give a summary, image, audio or canonicalUrl';

/** An uploaded story: cleaned, checked and safe for every format, without the fields that the system adds. */
export interface Upload
  extends Pick<Story, 'headline' | 'body' | 'summary' | 'section' | 'tags' | 'authors' | 'language'>,
    Pick<Story, 'breakingUntil' | 'audio' | 'image' | 'canonicalUrl'> {
  readonly id?: string;
  readonly publishedAt?: Instant;
  /** Absent if the upload does not name it: then a revision keeps the flag of the story. */
  readonly breaking?: boolean;
  readonly correction?: { readonly note: string };
  readonly formerUrls?: readonly FormerUrl[];
  /** Whether a revision moves `updatedAt`. */
  readonly significant?: boolean;
  /** The reason of a revision, for the history. */
  readonly reason?: string;
}

/** With the publication date of the story that the upload replaces: it stays if the upload names no other. */
export interface UploadContext extends BreakingContext, FormerUrlContext {
  /** The default language, BCP 47. */
  readonly language: string;
  /** The language of the story that the upload replaces. An export may have brought one that the registry lacks. */
  readonly storedLanguage?: string;
}

/** Reads an upload, with a warning for each change, or every error. Throws a RangeError for a wrong `breakingFor`. */
export function readUpload(
  value: unknown,
  context: UploadContext,
): { upload: Upload; warnings: Warning[] } | { errors: FieldError[] } {
  const findings: Findings = { errors: [], warnings: [] };
  const story = new Field(value, findings);
  if (!checkObject(story, UPLOAD_FIELDS, READ_ONLY_FIELDS)) return { errors: findings.errors };
  checkStatus(story.at('status'));

  const address = addressReader(`${context.baseUrl}/`)(story.at('canonicalUrl'));
  const base = address ?? `${context.baseUrl}/`;
  const { canonicalUrl, formerUrls } = moveToFormerUrls(
    story.at('canonicalUrl'),
    { canonicalUrl: address, formerUrls: readFormerUrls(story.at('formerUrls'), context) },
    context,
  );
  const publishedAt = readMoment(story.at('publishedAt'));
  const breaking = readYesOrNo(story.at('breaking'));
  const headline = story.at('headline').required(lineReader(LIMITS.headline), 'missing or empty: write a headline');
  const upload = {
    id: readStoryId(story.at('id')),
    summary: linesReader(LIMITS.summary)(story.at('summary')),
    section: nameReader(LIMITS.name)(story.at('section')),
    tags: readTags(story.at('tags')),
    authors: readAuthors(story.at('authors'), base),
    language: readLanguage(story.at('language'), context.storedLanguage) ?? context.language,
    publishedAt,
    breaking,
    breakingUntil: readBreakingUntil(story.at('breakingUntil'), breaking, {
      ...context,
      publishedAt: publishedAt ?? context.publishedAt,
    }),
    audio: readAudio(story.at('audio'), base),
    image: readImage(story.at('image'), base),
    canonicalUrl,
    formerUrls: formerUrls.length > 0 ? formerUrls : undefined,
    correction: readCorrection(story.at('correction')),
    significant: readYesOrNo(story.at('significant')),
    reason: linesReader(LIMITS.note)(story.at('reason')),
  };
  const others = [upload.summary, upload.image, upload.audio, upload.canonicalUrl];
  const noBody = others.some((other) => other !== undefined) ? NO_BODY : undefined;
  const read = story.at('body').required((field) => bodyReader(base)(field) ?? noBody, NOTHING_TO_SHOW);
  if (headline === undefined || read === undefined || findings.errors.length > 0) return { errors: findings.errors };

  if (headline.length > SHOWN_HEADLINE_LENGTH) {
    story.at('headline').warn(`over ${SHOWN_HEADLINE_LENGTH} characters: search results and feed readers cut it`);
  }
  const summary = upload.summary ?? summaryOf(read.nodes);
  if (upload.summary === undefined && summary !== '')
    story.at('summary').warn('no summary: made from the first paragraph');
  for (const name of ['headline', 'summary'] as const) warnOfMarkup(story.at(name));
  return { upload: omitUndefined({ ...upload, headline, body: read.html, summary }), warnings: findings.warnings };
}

/** The status of an earlier answer is ignored. Any other one means that the story is not to be published yet. */
function checkStatus(field: Field): void {
  if (!field.isAbsent && !STATUSES.some((status) => status === field.value)) field.refuse(NO_SUCH_STATUS);
}

const NO_SUCH_STATUS =
  'an upload has no status, and drafts are not stored here. Send the story without it when it may be published. "publishedAt" sets an embargo.';

/** HTML in a field that is plain text. */
const MARKUP =
  /&(?:[a-z]{2,8}|#\d{2,7}|#x[\da-f]{2,6});|<\/?(?:p|br|b|i|em|strong|a|span|div|del|q|h[1-6])(?:\s[^<>]*)?\/?>/i;

function warnOfMarkup(field: Field): void {
  if (typeof field.value === 'string' && MARKUP.test(field.value))
    field.warn('looks like HTML, and is shown as it is written: this field is plain text');
}

function readCorrection(field: Field): { note: string } | undefined {
  if (field.isAbsent || !checkObject(field, ['note'], ['at'])) return undefined;
  const note = field.at('note').required(linesReader(LIMITS.note), 'missing: say what was corrected');
  return note === undefined ? undefined : { note };
}
