/** A place in a list: what was shown last. */
export interface StoryPosition {
  readonly at: string;
  readonly id: string;
}

/** The place as clients carry it: opaque, and good for ever. */
export const formatCursor = ({ at, id }: StoryPosition): string => Buffer.from(`${at}#${id}`).toString('base64url');

/** The place that a cursor means; undefined for what is no cursor of ours. */
export function parseCursor(cursor: string): StoryPosition | undefined {
  const text = Buffer.from(cursor, 'base64url').toString();
  const [, at, id] = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ)#([\p{L}\p{M}\p{N}-]{1,128})$/u.exec(text) ?? [];
  return at !== undefined && id !== undefined ? { at, id } : undefined;
}

/** The same for a story's history: the revision that was shown last. */
export const formatHistoryCursor = (revision: number): string => Buffer.from(`REV#${revision}`).toString('base64url');

export function parseHistoryCursor(cursor: string): number | undefined {
  const [, revision] = /^REV#([1-9]\d{0,5})$/.exec(Buffer.from(cursor, 'base64url').toString()) ?? [];
  return revision === undefined ? undefined : Number(revision);
}

/** How far somebody has followed the list of changes: a write by number and mark, and a moment between writes. */
export interface ChangeCursor {
  readonly n: number;
  readonly mark: string;
  readonly moment: string;
}

export const formatChangeCursor = ({ n, mark, moment }: ChangeCursor): string =>
  Buffer.from(`${n}.${mark}.${moment}`).toString('base64url');

export function parseChangeCursor(cursor: string): ChangeCursor | undefined {
  const text = Buffer.from(cursor, 'base64url').toString();
  const [, n, mark = '', moment = ''] =
    /^(\d{1,12})\.([\w-]{0,12})\.(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ#[0-9a-f]{32}|)$/.exec(text) ?? [];
  return n === undefined ? undefined : { n: Number(n), mark, moment };
}
