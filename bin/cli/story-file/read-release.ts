import { UPLOAD_FIELDS } from '../../../lambdas/news/upload/field-names';
import { classifyUnknownField } from '../../../lambdas/news/upload/unknown-field';
import { parseFeedDate, parseWrittenDate } from '../dates/feed-date';
import type { FieldLog } from './field-log';
import { fieldNamed, isLeftOut, isLiteralName, plainName } from './field-names';
import type { ParsedStory, ReadingRules } from './parsed-story';
import { isNo, isYes } from './yes-or-no';

/** The fields without those that say whether the story may appear at all, and the name of one that says no. */
export interface Release extends Pick<ParsedStory, 'draft' | 'isPrivate' | 'unclear'> {
  readonly others: Readonly<Record<string, unknown>>;
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

/** Fields of other programs, which only an import reads: an editor who writes one here means something that this server cannot keep. */
const FOREIGN_MEANINGS: typeof MEANINGS = {
  ...MEANINGS,
  publish: (value) => (isYes(value) ? 'open' : isNo(value) ? 'draft' : undefined),
  // Obsidian's digital garden.
  dgpublish: (value) => (isYes(value) ? 'open' : 'draft'),
  ispublished: (value) => (isYes(value) ? 'open' : 'draft'),
  ispublic: (value) => (isYes(value) ? 'open' : 'private'),
  poststatus: (value) => (OPEN.has(`${value}`.trim().toLowerCase()) ? 'open' : 'draft'),
  access: (value) => (OPEN.has(`${value}`.trim().toLowerCase()) ? 'open' : 'private'),
  membersonly: (value) => (isNo(value) ? 'open' : 'private'),
  // Hugo: `build: { render: never }` writes no page, and neither does a headless bundle.
  build: (value) => (isUnbuilt(value) ? 'private' : 'open'),
  headless: (value) => (isNo(value) ? 'open' : 'private'),
  eleventyexcludefromcollections: (value) => (isNo(value) ? 'open' : 'private'),
};

/** Whether Hugo writes no page for a story, or no link to it. */
const isUnbuilt = (build: unknown): boolean => {
  const { render = 'always', list = 'always' } = Object(build) as { render?: unknown; list?: unknown };
  return [render, list].some((value) => isNo(value) || /^(?:never|link|local)$/.test(String(value)));
};

/** A status of a story that is not for everyone. */
const isPrivateStatus = (value: unknown): boolean => /private|hidden|unlisted|password|members/i.test(String(value));

/** Fields that end a story. No story ends by itself, and without the field it would stay for ever. */
const ENDS = new Set([
  ...[
    'expirydate',
    'unpublishdate',
    'expires',
    'expireson',
    'expiry',
    'expirationdate',
    'expiresat',
    'unpublishon',
    'unpublishat',
  ],
]);

/** Whether a field says that a story may appear or not. */
export const isReleaseName = (name: string): boolean => Object.hasOwn(MEANINGS, plainName(name));

/** Whether a name is not that of a known field, and may hold the story back. */
export function mayHoldBack(name: string, value: unknown): boolean {
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

/** Fields of themes and plugins that show, count or lead, and hold nothing back. */
const HARMLESS =
  /^(?:reading\w*|timetoread|estimated\w*|timezone|redirect(?:from|to)|comment\w*|pingstatus|dateformat|location\w*|(?:last)?(?:updat|modif)\w*|sidebar\w*|reviewer\w*|livereload|publication\w*|publicationtitle)$/;
/** Switches of a theme. */
const SWITCH = /^(?:is)?(?:show|hide|display|enable|disable)/;
/** Names that hold a story back by yes, and say nothing by no. */
const HELD_BY_YES = /draft|hidden|private|unlisted|pending|wip|embargo|hold|exclude|noindex/;

/**
 * Whether an unknown field of a post may hold it back. A date that is past holds nothing back any more, except an end. Neither does a
 * list or a number of a theme, or `noindex: false`.
 */
function mayHoldPostBack(name: string, value: unknown): boolean {
  const plain = plainName(name);
  if (
    value === null ||
    HARMLESS.test(plain) ||
    ENDS.has(plain) ||
    Object.hasOwn(FOREIGN_MEANINGS, plain) ||
    !mayHoldBack(name, value)
  )
    return false;
  if (SWITCH.test(plain) && (isYes(value) || isNo(value))) return false;
  if (isNo(value)) return !HELD_BY_YES.test(plain);
  if (isYes(value)) return HELD_BY_YES.test(plain);
  if (typeof value === 'object') return false;
  if (typeof value === 'number') return value > Date.now() / 1000;
  const date = typeof value === 'string' ? parseFeedDate(value) : undefined;
  return date === undefined || Date.parse(date) > Date.now() || /until|before|ends?$|enddate|expir/.test(plain);
}

/** Fields of which a value of another kind means something else: a date, a status of ours, an address. */
const HAS_OTHER_VALUES = new Set(['published', 'status', 'permalink']);

/** Whether a post is over: its program has taken it down. */
const isOver = (name: string, value: unknown): boolean => {
  const date = ENDS.has(plainName(name)) ? parseFeedDate(String(value)) : undefined;
  return date !== undefined && Date.parse(date) <= Date.now();
};

/** Takes the fields out that say whether a story may appear. */
export function readRelease(
  fields: Readonly<Record<string, unknown>>,
  { isImport }: ReadingRules,
  log: FieldLog,
): Release {
  let [draft, unclear]: (string | undefined)[] = [];
  let isPrivate = false;
  // Without a prototype: `constructor` is no field.
  const meanings: typeof MEANINGS = Object.assign(Object.create(null), isImport ? FOREIGN_MEANINGS : MEANINGS);
  const others = Object.entries(fields).filter(([name, value]) => {
    refuseHold(name, value, { fields, isImport, log });
    if (isImport && mayHoldPostBack(name, value)) unclear ??= name;
    if (value === null) return !isReleaseName(name) || isLiteralName(name);
    const plain = plainName(name);
    const meaning = isImport && isOver(name, value) ? 'private' : meanings[plain]?.(value);
    if (isImport && meaning === undefined && Object.hasOwn(meanings, plain) && !HAS_OTHER_VALUES.has(plain))
      unclear ??= name;
    if (meaning === 'draft' || (meaning === 'private' && isImport)) {
      draft ??= name;
      isPrivate ||= meaning === 'private' || (/status$/.test(plain) && isPrivateStatus(value));
    } else if (meaning === 'private')
      log.refuse([name], 'everyone reads a story here: take the line out when all may read it');
    else if (meaning === 'open' && !isImport) log.note(name, 'left out: a story appears unless it is a draft');
    return meaning === undefined;
  });
  return { others: Object.fromEntries(others), draft, isPrivate: draft === undefined ? undefined : isPrivate, unclear };
}

/** Refuses a field that means "not yet" or "not for everyone" in a way that no server keeps: it is never one to remove without thought. */
function refuseHold(
  name: string,
  value: unknown,
  { fields, isImport, log }: { fields: Readonly<Record<string, unknown>>; isImport: boolean; log: FieldLog },
): void {
  const isEnd = ENDS.has(plainName(name));
  if (isEnd && !isImport)
    log.refuse([name], 'no story ends by itself: take the line out, and withdraw the story when its time has come');
  if (!isImport && !isEnd && mayHoldBack(name, value))
    log.refuse(
      [name],
      'unknown field: to hold the story back, write embargo: 2026-11-22 09:00 or draft: true; else take the line out',
    );
  if (isScheduledWithoutDate(name, value, fields))
    log.refuse(
      [name],
      'the story is scheduled, and no line says for when: write embargo: 2026-11-22 09:00, or draft: true',
    );
}
