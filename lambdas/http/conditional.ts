import type { Validators } from './representation';

/** The outcome of the preconditions of a request: go on, or answer this status. */
export type Precondition = 'go on' | 304 | 412;

/** RFC 9110 §13.2.2, in the order given there, for GET and HEAD. */
export function precondition(headers: Headers, { etag, lastModified }: Validators): Precondition {
  const ifMatch = headers.get('if-match');
  // §13.1.1: If-Match compares strongly, so our weak tags never match.
  if (ifMatch !== null && ifMatch.trim() !== '*') return 412;
  const ifUnmodifiedSince = httpDate(headers.get('if-unmodified-since'));
  if (ifMatch === null && ifUnmodifiedSince !== undefined && lastModified !== undefined) {
    if (lastModified > ifUnmodifiedSince) return 412;
  }

  const ifNoneMatch = headers.get('if-none-match');
  // §13.1.3: with If-None-Match, If-Modified-Since is ignored.
  if (ifNoneMatch !== null) return matchesAny(ifNoneMatch, etag) ? 304 : 'go on';
  const ifModifiedSince = httpDate(headers.get('if-modified-since'));
  if (ifModifiedSince === undefined || lastModified === undefined) return 'go on';
  return lastModified <= ifModifiedSince ? 304 : 'go on';
}

/** §13.1.2: If-None-Match is `*` or a list of tags, and compares weakly. */
function matchesAny(field: string, etag: string): boolean {
  if (field.trim() === '*') return true;
  const own = opaqueTag(etag);
  return tagsIn(field).some((tag) => opaqueTag(tag) === own);
}

/** §8.8.3: entity-tag = [ "W/" ] DQUOTE *etagc DQUOTE. A tag may contain a comma. */
export const tagsIn = (field: string): string[] => field.match(/(?:W\/)?"[\x21\x23-\x7e\x80-\xff]*"/g) ?? [];

/** A tag without `W/`, and without the coding that some proxies append when they compress. */
export const opaqueTag = (tag: string): string =>
  tag.replace(/^W\//, '').replace(/[-;](?:gzip|br|deflate|zstd)"$/, '"');

const DAY = 'Mon|Tue|Wed|Thu|Fri|Sat|Sun';
const MONTH = 'Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec';
const TIME = '\\d\\d:\\d\\d:\\d\\d';
/** §5.6.7: the preferred form and the two obsolete forms. Date.parse accepts far more, even `Mon 5`. */
const HTTP_DATE = new RegExp(
  `^(?:(?:${DAY}), \\d\\d (?:${MONTH}) \\d{4} ${TIME} GMT|` +
    `(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day, \\d\\d-(?:${MONTH})-\\d\\d ${TIME} GMT|` +
    `(?:${DAY}) (?:${MONTH}) [ \\d]\\d ${TIME} \\d{4})$`,
);

/** Milliseconds since 1970; undefined for an invalid date, which §13.1.3 and §13.1.4 ignore. */
function httpDate(field: string | null): number | undefined {
  if (field === null || !HTTP_DATE.test(field)) return undefined;
  const time = Date.parse(/GMT$/.test(field) ? field : `${field} GMT`);
  return Number.isNaN(time) ? undefined : time;
}
