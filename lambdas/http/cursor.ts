/** A position in a list: the last story of the page before. */
export interface StoryPosition {
  readonly at: string;
  readonly id: string;
}

/** The cursor for a position: opaque to clients, and valid for ever. */
export const formatCursor = ({ at, id }: StoryPosition): string => Buffer.from(`${at}#${id}`).toString('base64url');

/** The position of a cursor; undefined for an unknown form, and for a moment that no clock has. */
export function parseCursor(cursor: string): StoryPosition | undefined {
  const text = Buffer.from(cursor, 'base64url').toString();
  const [, at, id] = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ)#([\p{L}\p{M}\p{N}-]{1,128})$/u.exec(text) ?? [];
  return at !== undefined && id !== undefined && isOnClock(at) ? { at, id } : undefined;
}

/** Whether a calendar has the day, and a clock the time. `Date` reads 31 February as 3 March. */
function isOnClock(at: string): boolean {
  const date = new Date(at);
  return !Number.isNaN(date.getTime()) && date.toISOString() === at.replace('Z', '.000Z');
}

/** Bytes of UTF-8 of a feed's name. A sort key of DynamoDB has at most 1,024. */
const MAX_FEED_NAME_BYTES = 1_000;

/** The cursor in the list of feeds: the last feed of the page before. */
export const formatFeedCursor = (name: string): string => Buffer.from(name).toString('base64url');

/** The name of the feed in a cursor; undefined for an unknown form. */
export function parseFeedCursor(cursor: string): string | undefined {
  const name = Buffer.from(cursor, 'base64url').toString();
  const isName = /^(?:all|audio|breaking|(?:section|tag|author|language)#[\p{L}\p{M}\p{N}-]*)$/u.test(name);
  // A page has one cursor, and base64url has other spellings.
  const isCanonical = formatFeedCursor(name) === cursor && Buffer.byteLength(name) <= MAX_FEED_NAME_BYTES;
  return isName && isCanonical ? name : undefined;
}

/** The cursor in a story's history: the last revision of the page before. */
export const formatHistoryCursor = (revision: number): string => Buffer.from(`REV#${revision}`).toString('base64url');

export function parseHistoryCursor(cursor: string): number | undefined {
  const [, revision] = /^REV#([1-9]\d{0,5})$/.exec(Buffer.from(cursor, 'base64url').toString()) ?? [];
  return revision === undefined ? undefined : Number(revision);
}

/** A position in the list of changes: a write by its number and id, and a moment between writes. */
export interface ChangeCursor {
  readonly sequenceNumber: number;
  readonly writeId: string;
  readonly moment: string;
}

export const formatChangeCursor = ({ sequenceNumber, writeId, moment }: ChangeCursor): string =>
  Buffer.from(`${sequenceNumber}.${writeId}.${moment}`).toString('base64url');

export function parseChangeCursor(cursor: string): ChangeCursor | undefined {
  const text = Buffer.from(cursor, 'base64url').toString();
  const [, sequenceNumber, writeId = '', moment = ''] =
    /^(\d{1,12})\.([\w-]{0,12})\.(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ#[0-9a-f]{32}|)$/.exec(text) ?? [];
  return sequenceNumber === undefined ? undefined : { sequenceNumber: Number(sequenceNumber), writeId, moment };
}
