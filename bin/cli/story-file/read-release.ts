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
  status: (value) => (value === 'withdrawn' ? 'draft' : MEANINGS.status?.(value)),
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
const HELD_BY_YES = /draft|hidden|private|unlisted|pending|wip|embargo|hold|exclude|noindex|needsreview/;
/** Names of other programs and languages that hold a post back by yes. */
const OTHER_HELD_BY_YES =
  /^(?:is)?(?:unpublish(?:ed)?|disabled?|archived?|deleted?|internal|secret|restricted|confidential|premium|paid|protected|encrypt(?:ed)?|expired|hide|unlist|(?:subscri\w*|members?)only|membership|hideinlist\w*|entwurf|brouillon|borrador|bozza|rascunho|concept|черновик|草稿|下書き)$/u;
/** Names that hold a post back by no. */
const OTHER_HELD_BY_NO = /^(?:is)?(?:active|enabled|visible|render|output|shared?|list)$/;
/** Names whose text is a password, or the readers of a post. */
const OTHER_KEYS = /^(?:enc)?(?:pwd|passphrase)$/;
const READERS = /^(?:audience|membership|access(?:level)?|tiers?|for|readers?|render|category|categories|tags)$/;
const SOME_READERS =
  /^(?:members?|subscribers?|paid|private|premium|gold|internal|staff|team|friends|never|drafts?|unpublished|unlisted|hidden|wip)$/i;

/** Whether an unknown field of an import holds a post back in the words of another program. */
function holdsInOtherWords(name: string, value: unknown): boolean {
  const plain = plainName(name);
  if (OTHER_HELD_BY_YES.test(plain) && isYes(value)) return true;
  if (OTHER_HELD_BY_NO.test(plain) && isNo(value)) return true;
  if (OTHER_KEYS.test(plain) && value !== null && !isNo(value)) return true;
  if (plain === 'robots' && /noindex|none/i.test(String(value))) return true;
  if (plain === 'layout' && /^drafts?$/i.test(String(value))) return true;
  if (READERS.test(plain) && [value].flat().some((one) => typeof one === 'string' && SOME_READERS.test(one.trim())))
    return true;
  return fieldNamed(name) === undefined && !Object.hasOwn(FOREIGN_MEANINGS, plain) && holdsInside(value);
}

/** Names that hold a post back also inside of a field that a program or theme has for itself. */
const INNER_NAMES =
  /^(?:draft|isdraft|wip|published|publish|ispublished|public|ispublic|private|unlisted|membersonly|visibility|status|poststatus|noindex)$/;
const INNER_HOLD = /^(?:draft|private|unpublished|unlisted|hidden|members|paid|pending|archived|trash|scheduled)$/i;
const INNER_DATE = /publi|release|embargo/;

/** Whether a field within a field holds a post back, such as `params: { draft: true }`. */
function holdsInside(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return Object.entries(value).some(([name, one]) => {
    const plain = plainName(name);
    if (holdsInside(one)) return true;
    if (INNER_DATE.test(plain) && Date.parse(parseFeedDate(String(one)) ?? '') > Date.now()) return true;
    if (!INNER_NAMES.test(plain)) return false;
    if (typeof one === 'string' && INNER_HOLD.test(one.trim())) return true;
    return /^(?:is)?publi/.test(plain) ? isNo(one) : isYes(one);
  });
}

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
  return (
    date === undefined ||
    Date.parse(date) > Date.now() ||
    /until|before|ends?$|enddate|expir|^(?:remov|archiv|delet|unpubl)/.test(plain)
  );
}

/** Fields of which a value of another kind means something else: a date, a status of ours, an address. */
const HAS_OTHER_VALUES = new Set(['published', 'status', 'permalink']);

/** Whether a post is over: its program has taken it down. */
const isOver = (name: string, value: unknown): boolean => {
  const date = ENDS.has(plainName(name)) ? endOf(value) : undefined;
  return date !== undefined && Date.parse(date) <= Date.now();
};

/** The moment at which a post ends. A large number counts the seconds since 1970. */
const endOf = (value: unknown): string | undefined =>
  typeof value === 'number' && value > 100_000_000
    ? new Date(value * (value > 100_000_000_000 ? 1 : 1000)).toISOString()
    : parseFeedDate(String(value));

/** Whether the end of a post has another form, so that the end may be past. */
const hasUnreadableEnd = (name: string, value: unknown): boolean => {
  const plain = plainName(name);
  if (plain === 'published' && typeof value === 'string' && !isYes(value) && !isNo(value))
    return parseFeedDate(value) === undefined;
  return (
    ENDS.has(plain) &&
    value !== null &&
    !isNo(value) &&
    !/^\s*(?:never|none)?\s*$/i.test(String(value)) &&
    endOf(value) === undefined
  );
};

/** Whether a field of an import says that a post may appear or not. */
export const isForeignReleaseName = (name: string): boolean => Object.hasOwn(FOREIGN_MEANINGS, plainName(name));

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
    if (isImport && (mayHoldPostBack(name, value) || holdsInOtherWords(name, value) || hasUnreadableEnd(name, value)))
      unclear ??= name;
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
