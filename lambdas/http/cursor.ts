/** A place in a list: what was shown last. */
export interface Place {
  readonly at: string;
  readonly id: string;
}

/** The place as clients carry it: opaque, and good for ever. */
export const cursorOf = ({ at, id }: Place): string => Buffer.from(`${at}#${id}`).toString('base64url');

/** The place that a cursor means; undefined for what is no cursor of ours. */
export function placeOf(cursor: string): Place | undefined {
  const text = Buffer.from(cursor, 'base64url').toString();
  const [, at, id] = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ)#([\p{L}\p{M}\p{N}-]{1,128})$/u.exec(text) ?? [];
  return at !== undefined && id !== undefined ? { at, id } : undefined;
}

/** The same for a story's history: the revision that was shown last. */
export const historyCursorOf = (revision: number): string => Buffer.from(`REV#${revision}`).toString('base64url');

export function revisionOf(cursor: string): number | undefined {
  const [, revision] = /^REV#([1-9]\d{0,5})$/.exec(Buffer.from(cursor, 'base64url').toString()) ?? [];
  return revision === undefined ? undefined : Number(revision);
}
