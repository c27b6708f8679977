import { canonicalTag, isSubtag } from '../../../lambdas/news/language/subtags';
import { MEDIA_TYPE } from '../value';
import type { MistakeKind } from './mistakes';

/** The check of a text or an attribute: the kind of its mistake; undefined for a right value. */
export type ValueCheck = (value: string) => MistakeKind | undefined;

/** A check that a pattern decides. */
const matching =
  (pattern: RegExp, kind: MistakeKind): ValueCheck =>
  (value) =>
    pattern.test(value) ? undefined : kind;

export const anyValue: ValueCheck = () => undefined;

/** One of some words. */
export const oneOf = (words: string, kind: MistakeKind = 'value'): ValueCheck => {
  const known = new Set(words.split(' '));
  return (value) => (known.has(value) ? undefined : kind);
};

/** One of some words in any case of letters. */
const oneOfAnyCase = (words: string): ValueCheck => {
  const check = oneOf(words);
  return (value) => check(value.toLowerCase());
};

/** A check that an empty value passes. */
export const orEmpty =
  (check: ValueCheck): ValueCheck =>
  (value) =>
    value === '' ? undefined : check(value);

// RFC 3986 §2.2 and §2.3, with % for percent-encoding and # for a fragment.
const URI_CHARACTERS = "[\\da-z;/?:@&=+$.\\-_!~*'()%,#]";
const REFERENCE = new RegExp(`^(?:[a-z][\\da-z+.-]*:)?/{0,2}(?:\\[[\\da-f:]+\\])?${URI_CHARACTERS}*$`, 'i');
const ABSOLUTE = new RegExp(`^[a-z][\\da-z+.-]*:(?://)?${URI_CHARACTERS}+$`, 'i');
/** Hosts with a dot, and this machine. */
const WEB_HOST = /^https?:\/\/(?:(?:\d{1,3}\.){3}\d{1,3}|(?:[a-z\d-]+\.)+[a-z\d][a-z\d-]*|localhost)(?::\d+)?(?:\/|$)/i;
// RFC 4151 §2.1, lower case as the RFC recommends.
const TAG =
  /^tag:(?:[a-z\d._-]+@)?[a-z\d.-]+,\d{4}(?:-\d{2}(?:-\d{2})?)?:[\da-z;/?:@&=+$.\-_!~*'()%,]*(?:#[\da-z;/?:@&=+$.\-_!~*'()%,]*)?$/i;
const LOWER_TAG = /^tag:[^A-Z,]*,/;
const URN = /^urn:[a-z\d][a-z\d-]{1,31}:(?:[a-z\d()+,.:=@;$_!*'-]|%[\da-f]{2})+$/i;
const UUID = /^urn:uuid:[\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12}$/i;

/** An address of a form. tag: and urn: have rules of their own; http and ftp need a host. */
const addressOf =
  (form: RegExp): ValueCheck =>
  (value) => {
    const scheme = value.split(':', 1)[0]?.toLowerCase();
    if (scheme === 'tag') return TAG.test(value) && LOWER_TAG.test(value) ? undefined : 'tag';
    if (scheme === 'urn') {
      const isRight = /^urn:uuid:/i.test(value) ? UUID.test(value) : URN.test(value);
      return isRight ? undefined : 'tag';
    }
    if (!form.test(value)) return 'address';
    return (scheme === 'http' || scheme === 'ftp') && !/^\w+:\/\/[^/]/.test(value) ? 'address' : undefined;
  };

/** A whole ASCII address (RFC 3986 §4.3). */
export const wholeUri = addressOf(ABSOLUTE);
/** A whole or relative ASCII address. */
export const uriReference = addressOf(REFERENCE);

/** Letters beyond ASCII are right in an IRI (RFC 3987). */
const asUri = (value: string): string => value.replace(/[^\0-\x7f]/g, 'a');
export const iriReference: ValueCheck = (value) => uriReference(asUri(value));
export const wholeIri: ValueCheck = (value) => wholeUri(asUri(value));

/** An address of the web, with a host. */
export const webUri: ValueCheck = (value) => (WEB_HOST.test(value) ? wholeUri(value) : 'address');

const MONTHS = 'Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec';
const DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const ZONES = 'UT|GMT|[ECMP][SD]T';
/** As most feeds write it, with names of zones in capitals and a four-digit year. */
const USUAL_DATE = new RegExp(
  `^(?:(?<weekday>${DAYS.join('|')}), )?(?<day>\\d\\d?) (?<month>${MONTHS}) (?<year>\\d{4}) \\d\\d:\\d\\d(?::\\d\\d)? (?:[+-]?\\d\\d[03]0|${ZONES}|Z)$`,
);
/** RFC 822 §5.1: two-figure years, zones of one letter, and white space at will; here in any case of letters. */
const OLD_DATE = new RegExp(
  `^(?:(?:${DAYS.join('|')})\\s*,\\s*)?\\d\\d?\\s+(?:${MONTHS})\\s+\\d\\d(?:\\d\\d)?\\s+\\d\\d:\\d\\d(?::\\d\\d)?\\s+(?:[+-]\\d{4}|${ZONES}|[a-ik-z])?$`,
  'i',
);

/** Without comments in parentheses and without backslashes (RFC 822 §3.3). */
function withoutComments(date: string): string {
  const plain = date.replace(/\\(.)/g, '').replace(/\([^()]*\)/g, ' ');
  return plain === date ? date.trim() : withoutComments(plain);
}

const calendarDay = (year: number, month: number, day: number): Date | undefined => {
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day ? date : undefined;
};

/** Characters. Comments may nest, and each level is a pass. */
const MAX_DATE_LENGTH = 200;

/** A date of RSS. The calendar is checked in the usual form only, as the validator of the W3C does. */
export const rfc822Date: ValueCheck = (value) => {
  if (value.length > MAX_DATE_LENGTH) return 'date';
  const { weekday, day, month = '', year } = USUAL_DATE.exec(value)?.groups ?? {};
  if (day === undefined) return OLD_DATE.test(withoutComments(value)) ? undefined : 'date';
  const date = calendarDay(Number(year), MONTHS.split('|').indexOf(month) + 1, Number(day));
  if (date === undefined) return 'date';
  return weekday !== undefined && DAYS[date.getUTCDay()] !== weekday && Number(year) > 1900 ? 'weekday' : undefined;
};

/** Whether a date of RSS is in a form that some readers do not know: a zone without a number, a two-figure year. */
export const isOldDate = (value: string): boolean => rfc822Date(value) === undefined && !USUAL_DATE.test(value);

/** ISO 8601 dates whose parts are in the calendar and on the clock. */
const isoDate =
  (pattern: RegExp): ValueCheck =>
  (value) => {
    const found = pattern.exec(value)?.groups;
    if (found === undefined) return 'date';
    const [year, month, day, hour, minute, second] = ['y', 'm', 'd', 'h', 'i', 's'].map((part) =>
      found[part] === undefined ? undefined : Number(found[part]),
    );
    const isDay = year !== undefined && (day === undefined || calendarDay(year, month ?? 1, day) !== undefined);
    return isDay && (hour ?? 0) < 24 && (minute ?? 0) <= 60 && (second ?? 0) <= 60 ? undefined : 'date';
  };

// RFC 3339 §5.6, with the upper-case letters of RFC 4287 §3.3.
export const rfc3339Date = isoDate(
  /^(?<y>\d{4})-(?<m>\d\d)-(?<d>\d\d)T(?<h>\d\d):(?<i>\d\d):(?<s>\d\d(?:\.\d*)?)(?:Z|[+-]\d\d:\d\d)$/,
);
/** https://www.w3.org/TR/NOTE-datetime: a year, a month, a day, or a time with a zone. */
export const w3cDate = isoDate(
  /^(?<y>\d{4})(?:-(?<m>\d\d)(?:-(?<d>\d\d)(?:T(?<h>\d\d):(?<i>\d\d)(?::(?<s>\d\d(?:\.\d*)?))?(?:Z|[+-]\d\d:\d\d))?)?)?$/,
);

/** A whole number from a least to a greatest value. */
export const wholeNumber =
  (least: number, greatest = Number.POSITIVE_INFINITY, kind: MistakeKind = 'number'): ValueCheck =>
  (value) =>
    /^\s*[+-]?\d+\s*$/.test(value) && Number(value) >= least && Number(value) <= greatest ? undefined : kind;

/** A decimal number from a least to a greatest value. */
export const decimalNumber =
  (least: number, greatest: number): ValueCheck =>
  (value) =>
    value.trim() !== '' && Number(value) >= least && Number(value) <= greatest ? undefined : 'number';

export const beginsWithNumber = matching(/^\d/, 'number');

/** The language subtag decides (BCP 47). ISO 639-2 has three letters for each language, such as ger for de. */
export const languageTag: ValueCheck = (value) => {
  const language = value.split('-', 1)[0] ?? '';
  const isKnown = [language, canonicalTag(language) ?? ''].some((one) => isSubtag('language', one));
  return /^[xi]$/i.test(language) || isKnown ? undefined : 'language';
};

export const mediaType = matching(MEDIA_TYPE, 'mediaType');

const ADDRESS_SPEC =
  /^(?:[\w\-+.'!#$%&*/=?^`{|}~]+@(?:\d{1,3}\.\d{1,3}\.\d{1,3}\.|(?:[a-z\d-]+\.)+)[a-z\d][-a-z\d]*|[\w.%+-]+@[a-z][\w.-]+)$/i;
export const emailAddress = matching(ADDRESS_SPEC, 'email');

/** Characters: an address has at most 254 (RFC 5321 §4.5.3.1), and a name is shorter than a page. */
const MAX_MAILBOX_LENGTH = 1_000;

/** A mailbox of RFC 822: an address, with a name before or after it. */
export const mailbox: ValueCheck = (value) => (value.length > MAX_MAILBOX_LENGTH ? 'email' : addressIn(value));

const addressIn: ValueCheck = (value) =>
  emailAddress(/^[^<>]*<([^<>]*)>\s*(?:\([^()]*\))?$/.exec(value)?.[1] ?? value.replace(/\s*\([^()]*\)$/, ''));

/** RSS 2.0: an address with a name. Where something follows the address, most readers take all of it for a name. */
export const emailWithName: ValueCheck = (value) => {
  const address = decodeMailto(value);
  return address.indexOf('@') > 0 && !address.endsWith(')') ? undefined : mailbox(address);
};

function decodeMailto(value: string): string {
  if (!value.startsWith('mailto:')) return value;
  try {
    return decodeURIComponent(value.slice('mailto:'.length));
  } catch {
    return value;
  }
}

export const atMost =
  (characters: number): ValueCheck =>
  (value) =>
    [...value.slice(0, 2 * characters + 1)].length > characters ? 'tooLong' : undefined;

/** Not trimmed: readers compare these values as they stand. */
export const trueOrFalse = oneOfAnyCase('true false');
export const yesNoOrClean = oneOfAnyCase('yes no clean');
export const duration = matching(/^\d+(?::[0-5]\d(?::[0-5]\d)?)?$/, 'duration');
