import { labelOf } from '../feed';
import { rulesOf } from '../rule';

/** A place where a document breaks its grammar. */
export interface Mistake {
  readonly kind: MistakeKind;
  /** The element or value, for people. */
  readonly place: string;
}

interface Row {
  readonly fault: string;
  readonly remedy: string;
}

/** The kinds of mistakes in RSS and Atom documents: each class of errors of the W3C's validator belongs to one of them. */
const KINDS = {
  element: {
    fault: 'has elements that its format does not define there',
    remedy: 'Remove them, or correct their names: names are case-sensitive. Put elements of your own in a namespace.',
  },
  missing: {
    fault: 'lacks elements that its format requires',
    remedy: 'Add them: each place names the element and its parent.',
  },
  repeated: {
    fault: 'repeats elements that may stand only once',
    remedy: 'Keep one of them: readers take the first or the last.',
  },
  attribute: {
    fault: 'has attributes that its format does not define there',
    remedy: 'Remove them, or correct their names.',
  },
  missingAttribute: {
    fault: 'lacks attributes that its format requires',
    remedy: 'Add them: each place names the attribute and its element.',
  },
  text: {
    fault: 'has text where only elements may stand',
    remedy: 'Put the text in an element.',
  },
  space: {
    fault: 'has white space around ids, dates or addresses',
    remedy:
      'RFC 4287 §2: write <id>urn:uuid:…</id> in one line, without spaces: readers compare ids character by character.',
  },
  date: {
    fault: 'has dates in the wrong format',
    remedy:
      'Write Mon, 03 Jun 2013 20:00:00 GMT in RSS, and 2013-06-03T20:00:00Z in Atom. The day must be in the calendar.',
  },
  weekday: {
    fault: 'has dates with the wrong day of the week',
    remedy: 'Correct the day of the week, or leave it out (RFC 822 §5.1).',
  },
  address: {
    fault: 'has addresses that are not valid',
    remedy:
      'Write whole addresses (https://…) with percent-encoding. Only Atom allows relative addresses, and none in an id.',
  },
  tag: {
    fault: 'has malformed tag: or urn: addresses',
    remedy: 'Write tag:news.example,2013:river (RFC 4151) or urn:uuid: with 32 hexadecimal digits (RFC 9562 §4).',
  },
  permalink: {
    fault: 'has permalink guids that are not addresses',
    remedy: 'Add isPermaLink="false" to the <guid>.',
  },
  email: {
    fault: 'has e-mail addresses that are not valid',
    remedy: 'Write a@b.example (Name) in RSS, and a@b.example in Atom. Put a name alone in <dc:creator>.',
  },
  language: {
    fault: 'has languages that are not language tags',
    remedy: 'Write a tag such as en, pt-BR or zh-Hant (BCP 47).',
  },
  mediaType: {
    fault: 'has media types that are not valid',
    remedy: 'Write two names with a slash, such as audio/mpeg.',
  },
  number: {
    fault: 'has numbers that are not valid',
    remedy: 'Write whole numbers: ttl counts minutes, width is at most 144 and height at most 400.',
  },
  length: {
    fault: 'has enclosures without a length in bytes',
    remedy: 'RSS 2.0: length is a number of bytes; write 0 for an unknown size.',
  },
  value: {
    fault: 'has values that its format does not list',
    remedy: 'Write one of the listed values: each place names the element.',
  },
  repeatedValue: {
    fault: 'repeats values in skipHours or skipDays',
    remedy: 'RSS 2.0: name each hour from 0 to 23 and each day once.',
  },
  duration: {
    fault: 'has podcast durations in the wrong form',
    remedy: 'Write seconds, or 1:02:03.',
  },
  tooLong: {
    fault: 'has podcast texts that are too long',
    remedy: 'Apple: at most 255 characters, and 4000 in itunes:summary.',
  },
  category: {
    fault: 'has podcast categories that Apple does not list',
    remedy: 'Choose a category of Apple’s list, with its spelling and its parent.',
  },
  textType: {
    fault: 'has titles or summaries with a media type for their type',
    remedy: 'RFC 4287 §3.1.1: write type="text", "html" or "xhtml". Only <content> may have a media type.',
  },
  div: {
    fault: 'has XHTML that does not begin with a div',
    remedy: 'RFC 4287 §3.1.1.3: put the content in one <div xmlns="http://www.w3.org/1999/xhtml">.',
  },
  base64: {
    fault: 'has content that is not valid Base64',
    remedy: 'RFC 4287 §4.1.3.3: content of a media type other than text and XML is Base64.',
  },
  summary: {
    fault: 'has entries without the summary that their content requires',
    remedy: 'RFC 4287 §4.1.2: add a summary where content has src, or is Base64.',
  },
  author: {
    fault: 'has entries without an author',
    remedy: 'RFC 4287 §4.1.1: name an author in the feed, or in every entry.',
  },
  alternate: {
    fault: 'has entries with neither link nor content',
    remedy: 'RFC 4287 §4.1.2: an entry has a link rel="alternate", or content.',
  },
  alternates: {
    fault: 'has several alternate links of the same type and language',
    remedy: 'RFC 4287 §4.1.1: keep one of them, or give the others another type or hreflang.',
  },
  order: {
    fault: 'has elements of the feed after an entry',
    remedy: 'Write id, title, links and the like before the first <entry> (RFC 4287, Appendix B).',
  },
  version: {
    fault: 'has a version that RSS does not have',
    remedy: 'Write <rss version="2.0">.',
  },
  xml: {
    fault: 'has an XML declaration that readers do not support',
    remedy: 'Write <?xml version="1.0" encoding="utf-8"?>.',
  },
  dtd: {
    fault: 'has a document type that does not fit',
    remedy: 'Remove <!DOCTYPE …>: the DTD of RSS 0.91 is gone, and later versions have none.',
  },
  mediaNamespace: {
    fault: 'has a wrong namespace for Media RSS',
    remedy: 'Write http://search.yahoo.com/mrss/ with the slash at the end: readers ignore the pictures otherwise.',
  },
  mediaGroup: {
    fault: 'has a media:group without alternatives',
    remedy: 'Media RSS: a group has two media:content elements or more. Take a single one out of its group.',
  },
  complete: {
    fault: 'claims to be complete but has links of paged or archived feeds',
    remedy:
      'RFC 5005 §2: remove these links or fh:complete. A link rel="current" of a complete feed names the feed itself.',
  },
  pastEnd: {
    fault: 'links past its first or last page',
    remedy: 'RFC 5005 §3: the first page has no rel="previous", and the last page has no rel="next".',
  },
} satisfies Readonly<Record<string, Row>>;

export type MistakeKind = keyof typeof KINDS;

const PAIRS = Object.entries(KINDS) as [MistakeKind, Row][];

/** The places of mistakes by their kinds, each once. */
export function placesByKind(mistakes: readonly Mistake[]): ReadonlyMap<MistakeKind, ReadonlySet<string>> {
  const places = new Map<MistakeKind, Set<string>>();
  for (const { kind, place } of mistakes) places.set(kind, (places.get(kind) ?? new Set()).add(place));
  return places;
}

/** One rule for each kind of mistake in a document. */
export const GRAMMAR_RULES = rulesOf<ReturnType<typeof placesByKind>>(
  'rules',
  PAIRS.map(([kind, row]) => ({
    ...row,
    check: (places) => [...(places.get(kind) ?? [])].map((place) => labelOf(place)),
  })),
);
