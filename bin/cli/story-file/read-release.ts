import { UPLOAD_FIELDS } from '../../../lambdas/news/upload/field-names';
import { classifyUnknownField } from '../../../lambdas/news/upload/unknown-field';
import { parseWrittenDate } from '../dates/feed-date';
import type { FieldLog } from './field-log';
import { fieldNamed, isLeftOut, isLiteralName, plainName } from './field-names';
import type { ReadingRules } from './parsed-story';
import { isNo, isYes } from './yes-or-no';

/** The fields without those that say whether the story may appear at all, and the name of one that says no. */
export interface Release {
  readonly others: Readonly<Record<string, unknown>>;
  readonly draft?: string;
}

/** Statuses of a story that may appear. Those of our own server stay in the file, which the server ignores. */
const OPEN = new Set(['publish', 'public', 'live', 'final', 'published', 'scheduled']);
const OURS = new Set<unknown>(['published', 'scheduled', 'withdrawn']);

/** By the plain name: what a value means. Undefined for another meaning, so that the field stays. */
const MEANINGS: Readonly<Record<string, (value: unknown) => 'open' | 'draft' | 'private' | undefined>> = {
  // What is neither yes nor no is unclear, and a draft must not appear.
  draft: (value) => (isNo(value) ? 'open' : 'draft'),
  published: (value) => (isYes(value) ? 'open' : isNo(value) ? 'draft' : undefined),
  status: (value) => (OURS.has(value) ? undefined : OPEN.has(`${value}`.trim().toLowerCase()) ? 'open' : 'draft'),
  visibility: (value) => (OPEN.has(`${value}`.trim().toLowerCase()) ? 'open' : 'private'),
  private: (value) => (isNo(value) ? 'open' : 'private'),
  unlisted: (value) => (isNo(value) ? 'open' : 'private'),
  hidden: (value) => (isNo(value) ? 'open' : 'private'),
  password: () => 'private',
  isdraft: (value) => (isNo(value) ? 'open' : 'draft'),
  wip: (value) => (isNo(value) ? 'open' : 'draft'),
  public: (value) => (isNo(value) ? 'draft' : isYes(value) ? 'open' : undefined),
  listed: (value) => (isNo(value) ? 'private' : isYes(value) ? 'open' : undefined),
  // Eleventy writes no page for `permalink: false`.
  permalink: (value) => (isNo(value) ? 'draft' : undefined),
};

/** Fields that end a story. No story ends by itself, and without the field it would stay for ever. */
const ENDS = new Set(['expirydate', 'unpublishdate', 'expires', 'expireson']);

/** Whether a field says that a story may appear or not. */
export const isReleaseName = (name: string): boolean => Object.hasOwn(MEANINGS, plainName(name));

/** Whether an unknown field may hold the story back. */
function isUnknownHold(name: string, value: unknown): boolean {
  if (fieldNamed(name) !== undefined || isLiteralName(name) || isReleaseName(name) || isLeftOut(name)) return false;
  return classifyUnknownField(name, value, UPLOAD_FIELDS) === 'may hold back' || isDate(value);
}

/** A number of four digits is no date here. */
const isDate = (value: unknown): boolean =>
  typeof value === 'string' && /^(?:day|time)$/.test(parseWrittenDate(value)?.precision ?? '');

/** Whether a status says that the story comes later, while no field says when. The server would show it at once. */
function isScheduledWithoutDate(name: string, value: unknown, fields: Readonly<Record<string, unknown>>): boolean {
  if (plainName(name) !== 'status' || !/^scheduled$/i.test(`${value}`.trim())) return false;
  return !Object.entries(fields).some(
    ([name, date]) => fieldNamed(name) === 'publishedAt' && date !== null && !isYes(date) && !isNo(date),
  );
}

/**
 * Takes the fields out that say whether a story may appear. A field that means "not yet" or "not for everyone" is never a field
 * to remove without thought.
 */
export function readRelease(
  fields: Readonly<Record<string, unknown>>,
  { isImport }: ReadingRules,
  { note, refuse }: FieldLog,
): Release {
  let draft: string | undefined;
  const others = Object.entries(fields).filter(([name, value]) => {
    const plain = plainName(name);
    if (ENDS.has(plain) && !isImport)
      refuse([name], 'no story ends by itself: take the line out, and withdraw the story when its time has come');
    if (isUnknownHold(name, value) && !ENDS.has(plain) && !isImport)
      refuse(
        [name],
        'unknown field: to hold the story back, write embargo: 2026-11-22 09:00 or draft: true; else take the line out',
      );
    if (isScheduledWithoutDate(name, value, fields) && !isImport)
      refuse(
        [name],
        'the story is scheduled, and no line says for when: write embargo: 2026-11-22 09:00, or draft: true',
      );
    if (value === null) return !isReleaseName(name) || isLiteralName(name);
    const meaning = isReleaseName(name) ? MEANINGS[plain]?.(value) : undefined;
    if (meaning === 'draft' || (meaning === 'private' && isImport)) draft ??= name;
    else if (meaning === 'private')
      refuse([name], 'everyone reads a story here: take the line out when all may read it');
    else if (meaning === 'open' && !isImport) note(name, 'left out: a story appears unless it is a draft');
    return meaning === undefined;
  });
  return { others: Object.fromEntries(others), draft };
}
