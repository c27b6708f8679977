import {
  type ChangeCursor,
  formatCursor,
  parseChangeCursor,
  parseCursor,
  parseFeedCursor,
  parseHistoryCursor,
  type StoryPosition,
} from './cursor';
import { roundLimit } from './one-address';
import type { FieldProblem } from './problem-details';
import { problemError } from './problems';
import { parameterFaults } from './query-parameters';
import { LIST_FILTERS, NEWSROOM_ROUTES, PUBLIC_ROUTES } from './routes';

/** A request for a list of stories. */
export interface ListQuery {
  /** At most one. */
  readonly filter: Partial<Record<'section' | 'tag' | 'author' | 'language', string>> & { breaking?: true };
  /** 10, 20, 50 or 100. */
  readonly limit: number;
  readonly after?: StoryPosition;
}

/** A request for a page of a list of the newsroom. */
interface PageQuery<Position> {
  /** 1 to 100. */
  readonly limit: number;
  readonly after?: Position;
}

export const LIST_LIMIT = { default: 20, most: 100 } as const;
/** Characters: more than any name or slug has, and far less than the 2 KB that a key of DynamoDB may have. */
export const MAX_NAME_LENGTH = 300;

export const LIMIT_PROBLEM: FieldProblem = {
  pointer: '#/limit',
  detail: `give a whole number from 1 to ${LIST_LIMIT.most}`,
};
export const BEFORE_PROBLEM: FieldProblem = {
  pointer: '#/before',
  detail: 'follow the link to older stories, or leave it out to begin anew',
};
const NO_CURSOR = 'give the "cursor" of an earlier answer, or leave it out to begin anew';
const STORY_PROBLEM: FieldProblem = {
  pointer: '#/story',
  detail: 'give "head" for stories without their bodies, or leave it out',
};
export const AFTER_FEED_PROBLEM: FieldProblem = {
  pointer: '#/after',
  detail: 'follow the link to more feeds, or leave it out to begin anew',
};

/** Where a page that lists stories begins; undefined for the newest. Throws a 400 for an unknown cursor. */
export function readBefore(query: URLSearchParams): StoryPosition | undefined {
  const cursor = query.get('before');
  if (cursor === null) return undefined;
  const position = parseCursor(cursor);
  if (position) return position;
  throw problemError('olderPageNotFound', {}, [BEFORE_PROBLEM]);
}

/** The year before which a page of `/archive` begins; undefined for the newest months. Throws a 400 for no year of four digits. */
export function readBeforeYear(query: URLSearchParams): number | undefined {
  const year = query.get('before');
  if (year === null) return undefined;
  if (/^[1-9]\d{3}$/.test(year)) return Number(year);
  throw problemError('olderPageNotFound', {}, [BEFORE_PROBLEM]);
}

/** The feed after which a page of `/feeds` begins; undefined for the first page. Throws a 400 for an unknown cursor. */
export function readFeedsQuery(query: URLSearchParams): string | undefined {
  const cursor = query.get('after');
  if (cursor === null) return undefined;
  const name = parseFeedCursor(cursor);
  if (name !== undefined) return name;
  throw problemError('feedsPageNotFound', {}, [AFTER_FEED_PROBLEM]);
}

/** Reads the query of `/api/stories`. Throws a 400 that names every wrong, unknown or repeated parameter. */
export function readListQuery(query: URLSearchParams): ListQuery {
  const errors: FieldProblem[] = [];
  const filter = readFilter(query, errors);
  const { limit, after } = readPage(query, 'before', parseCursor, PUBLIC_ROUTES.list.query ?? [], errors);
  return { filter, limit: Number(roundLimit(String(limit))), after };
}

/** The address of a list, with its parameters in the order of the CDN's cache key. */
export function listAddress({ filter, limit, after }: ListQuery): string {
  const parameters = {
    ...filter,
    ...(limit === LIST_LIMIT.default ? {} : { limit }),
    ...(after ? { before: formatCursor(after) } : {}),
  };
  const sorted = Object.entries(parameters).sort(([a], [b]) => (a < b ? -1 : 1));
  const query = sorted.map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join('&');
  return query === '' ? PUBLIC_ROUTES.list.path : `${PUBLIC_ROUTES.list.path}?${query}`;
}

function readFilter(query: URLSearchParams, errors: FieldProblem[]): ListQuery['filter'] {
  const refuse = (parameter: string, detail: string) => errors.push({ pointer: `#/${parameter}`, detail });
  const [name, ...others] = LIST_FILTERS.filter((filter) => query.has(filter));
  if (name === undefined) return {};
  for (const other of others) refuse(other, `give one filter only: ${name} is there already`);
  const value = query.get(name)?.trim() ?? '';
  if (value === '') refuse(name, 'give a name');
  if (value.length > MAX_NAME_LENGTH) refuse(name, `give a name of at most ${MAX_NAME_LENGTH} characters`);
  if (name !== 'breaking') return { [name]: value };
  if (value !== 'true') refuse(name, 'give "true", or leave it out');
  return { breaking: true };
}

/** Reads the query of the newsroom's list. Throws a 400 that names every wrong, unknown or repeated parameter. */
export const readNewsroomListQuery = (query: URLSearchParams): PageQuery<StoryPosition> =>
  readPage(query, 'before', parseCursor, NEWSROOM_ROUTES.stories.methods.get.query);

/**
 * Reads the query of a story's history: `before` is the revision below which it goes on. Throws a 400 that names every wrong,
 * unknown or repeated parameter.
 */
export function readHistoryQuery(query: URLSearchParams): { limit: number; before?: number } {
  const known = NEWSROOM_ROUTES.revisions.methods.get.query;
  const { limit, after: before } = readPage(query, 'before', parseHistoryCursor, known);
  return { limit, before };
}

/** A request for a page of changes. */
export interface ChangesQuery extends PageQuery<ChangeCursor> {
  /** Whether the stories have no body. */
  readonly withoutBody: boolean;
}

/**
 * Reads the query of `/api/changes`: `after` is the position in the list of changes. Throws a 400 that names every wrong, unknown
 * or repeated parameter.
 */
export function readChangesQuery(query: URLSearchParams): ChangesQuery {
  const story = query.get('story');
  const withoutBody = story === 'head';
  const faults = story === null || withoutBody ? [] : [STORY_PROBLEM];
  const { limit, after } = readPage(query, 'after', parseChangeCursor, PUBLIC_ROUTES.changes.query ?? [], faults);
  return { limit: Number(roundLimit(String(limit))), after, withoutBody };
}

/**
 * Reads the query of an export: the sequence number after which it goes on, 0 at its beginning. Throws a 400 for no number,
 * and for an unknown or repeated parameter.
 */
export function readExportQuery(query: URLSearchParams): number {
  const after = query.get('after') ?? '0';
  const errors = parameterFaults(query, NEWSROOM_ROUTES.exports.methods.get.query);
  refuseAny(/^\d{1,12}$/.test(after) ? errors : [...errors, { pointer: '#/after', detail: NO_CURSOR }]);
  return Number(after);
}

/** Throws the 400 for a cursor that was valid before the table was restored to an earlier moment. */
export function refuseCursor(): never {
  const detail = 'this list has no such position: its table was restored since; leave "after" out to begin anew';
  throw problemError('invalidQuery', {}, [{ pointer: '#/after', detail }]);
}

/** Throws a 400 that names a wrong limit, a wrong cursor, every unknown or repeated parameter, and `others`. */
function readPage<Position>(
  query: URLSearchParams,
  cursorName: 'before' | 'after',
  parse: (cursor: string) => Position | undefined,
  known: readonly string[],
  others: readonly FieldProblem[] = [],
): PageQuery<Position> {
  const errors = parameterFaults(query, known);
  const text = query.get('limit') ?? String(LIST_LIMIT.default);
  const limit = Number(text);
  if (!/^\d{1,3}$/.test(text) || limit < 1 || limit > LIST_LIMIT.most) errors.push(LIMIT_PROBLEM);
  const cursor = query.get(cursorName);
  const after = cursor === null ? undefined : parse(cursor);
  if (cursor !== null && after === undefined) errors.push({ pointer: `#/${cursorName}`, detail: NO_CURSOR });
  refuseAny([...errors, ...others]);
  return { limit, after };
}

function refuseAny(errors: readonly FieldProblem[]): void {
  if (errors.length > 0) throw problemError('invalidQuery', {}, errors);
}
