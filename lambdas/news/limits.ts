/** The limits of a story's fields. Lengths are in characters (UTF-16 code units) unless the comment says bytes. */
export const LIMITS = {
  id: 128,
  headline: 300,
  summary: 1_000,
  /** Bytes of UTF-8. With all other fields a story stays under the 400 KB of a DynamoDB item. */
  bodyBytes: 350 * 1024,
  /** Of a section, tag or author. */
  name: 100,
  /** Bytes of UTF-8 of the slug of a name: signs become words, so a slug may be longer than its name. */
  slugBytes: 300,
  tags: 7,
  authors: 3,
  formerUrls: 5,
  /** A former address, percent-encoded: five of them fit into the item of the longest story. */
  formerUrl: 600,
  url: 2_048,
  note: 1_000,
  guid: 2_048,
  alt: 1_000,
  credit: 300,
  /** RFC 5321 §4.5.3.1.3, without the angle brackets. */
  email: 254,
  /** RFC 5646 §4.4.1. */
  language: 35,
} as const;

/** The most revisions that a story may have: the key of a revision has six digits. */
export const MAX_REVISIONS = 999_999;

/** The first and the last second that a story may name. In keys, a year after the last one means "no end". */
export const EARLIEST_INSTANT = '1900-01-01T00:00:00Z';
export const LATEST_INSTANT = '9998-12-31T23:59:59Z';

/** The longest sound: a week. */
export const MAX_SOUND_SECONDS = 7 * 86_400;

/** The widest and the highest picture, in pixels: JPEG has no more (ITU-T T.81 §B.2.2). */
export const MAX_PICTURE_PIXELS = 65_535;

/** How deep the elements of a body may be nested. No story needs more, and parsers are slow on deep HTML. */
export const MAX_NESTING = 50;

/** The most elements that an HTML parser may hold open, as in browsers, and the most that one body may have. */
export const MAX_PARSED_NESTING = 512;
export const MAX_ELEMENTS = 400_000;

/** The most errors in one answer: a hostile upload never gets an answer longer than itself. */
export const MAX_ERRORS = 100;

/** Bytes of the warnings of one upload as JSON. They are stored with the revision, whose item stays under 400 KB. */
export const WARNING_BYTES = 8 * 1024;

/** Bytes of UTF-8 of a body's excerpt in feed documents. */
export const EXCERPT_BYTES = 16 * 1024;

/** Bytes of the item of a feed entry, with its key: a list of 100 costs at most 64 read units. */
export const ENTRY_BYTES = 2_560;

/**
 * The most stories in a part of the sitemap, embargoed ones too. With entries of 1 KB, a part is one Query of 125 read units,
 * and less than DynamoDB's megabyte.
 */
export const MAX_SITEMAP_STORIES = 500;

/** How many stories may have a breaking flag that has not ended, with embargoed ones. Readers of `breaking` read them all. */
export const MAX_BREAKING_FLAGS = 100;
