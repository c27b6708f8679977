import { type ChangeCursor, parseChangeCursor, parseCursor, parseHistoryCursor, type StoryPosition } from './cursor';
import { type FieldProblem, ProblemError, problem } from './problem';
import { LIST_FILTERS } from './routes';

/** What a list of stories is asked for. */
export interface ListQuery {
  /** At most one. */
  readonly filter: Partial<Record<'section' | 'tag' | 'author' | 'language', string>> & { breaking?: true };
  /** 1 to 100. */
  readonly limit: number;
  readonly after?: StoryPosition;
}

export const LIST_LIMIT = { default: 20, most: 100 } as const;
/** Characters: more than any name or slug has, and far less than the 2 KB that a key of DynamoDB may have. */
export const MAX_NAME_LENGTH = 300;

/** Reads the query of a page that lists stories: where it begins; undefined for the newest. Throws a 400 for what is no cursor of ours. */
export function readBefore(query: URLSearchParams): StoryPosition | undefined {
  const cursor = query.get('before');
  if (cursor === null) return undefined;
  const place = parseCursor(cursor);
  if (place) return place;
  const errors = [{ pointer: '#/before', detail: 'follow the link to older stories, or leave it out to begin anew' }];
  throw new ProblemError(problem(400, 'There is no such page of older stories.', { errors }));
}

/** Reads the query of `/api/stories`. Throws a 400 that names every parameter that is wrong; others are nobody's concern. */
export function readListQuery(query: URLSearchParams): ListQuery {
  const errors: FieldProblem[] = [];
  const wrong = (parameter: string, detail: string) => errors.push({ pointer: `#/${parameter}`, detail });
  const limit = limitIn(query, wrong);
  const after = cursorIn(query, wrong, parseCursor);

  const filters = LIST_FILTERS.filter((name) => query.has(name));
  for (const name of filters.slice(1)) wrong(name, `give one filter only: ${filters[0]} is there already`);
  const [name] = filters;
  const value = name === undefined ? undefined : query.get(name)?.trim();
  if (name !== undefined && !value) wrong(name, 'give a name');
  if (name !== undefined && value && value.length > MAX_NAME_LENGTH)
    wrong(name, `give a name of at most ${MAX_NAME_LENGTH} characters`);
  if (name === 'breaking' && value !== 'true') wrong('breaking', 'give "true", or leave it out');

  refuseAny(errors);
  const filter = name === undefined ? {} : name === 'breaking' ? { breaking: true as const } : { [name]: value };
  return { filter, limit, ...(after && { after }) };
}

/** Reads the query of the newsroom's list, which takes no filter. Throws a 400 as `listQuery` does. */
export function readNewsroomListQuery(query: URLSearchParams): Omit<ListQuery, 'filter'> {
  const { filter, ...stretch } = readListQuery(query);
  const detail = 'this list takes limit and cursor';
  refuseAny(Object.keys(filter).map((name) => ({ pointer: `#/${name}`, detail })));
  return stretch;
}

/** Reads the query of a story's history: the revision below which it goes on. Throws a 400 as `listQuery` does. */
export function readHistoryQuery(query: URLSearchParams): { limit: number; before?: number } {
  const errors: FieldProblem[] = [];
  const wrong = (parameter: string, detail: string) => errors.push({ pointer: `#/${parameter}`, detail });
  const limit = limitIn(query, wrong);
  const before = cursorIn(query, wrong, parseHistoryCursor);
  refuseAny(errors);
  return { limit, ...(before !== undefined && { before }) };
}

/** Reads the query of `/api/changes`: the place after which the list goes on. Throws a 400 as `listQuery` does. */
export function readChangesQuery(query: URLSearchParams): { limit: number; after?: ChangeCursor } {
  const errors: FieldProblem[] = [];
  const wrong = (parameter: string, detail: string) => errors.push({ pointer: `#/${parameter}`, detail });
  const limit = limitIn(query, wrong);
  const after = cursorIn(query, wrong, parseChangeCursor, 'after');
  refuseAny(errors);
  return { limit, ...(after && { after }) };
}

/** Reads the query of an export: the number after which it goes on, 0 at its beginning. Throws a 400 as `listQuery` does. */
export function readExportQuery(query: URLSearchParams): number {
  const after = query.get('after') ?? '0';
  if (/^\d{1,12}$/.test(after)) return Number(after);
  throw refusal([
    { pointer: '#/after', detail: 'give the "next" of an earlier answer, or leave it out to begin anew' },
  ]);
}

/** Throws the 400 for a place that was right once, before the table was restored to a moment before it. */
export function refuseCursor(): never {
  const detail = 'this list has no such place: its table was restored since; leave "after" out to begin anew';
  throw refusal([{ pointer: '#/after', detail }]);
}

type Wrong = (parameter: string, detail: string) => void;

function limitIn(query: URLSearchParams, wrong: Wrong): number {
  const given = query.get('limit') ?? String(LIST_LIMIT.default);
  const limit = Number(given);
  if (!/^\d{1,3}$/.test(given) || limit < 1 || limit > LIST_LIMIT.most)
    wrong('limit', `give a whole number from 1 to ${LIST_LIMIT.most}`);
  return limit;
}

function cursorIn<T>(
  query: URLSearchParams,
  wrong: Wrong,
  read: (cursor: string) => T | undefined,
  name: 'cursor' | 'after' = 'cursor',
): T | undefined {
  const cursor = query.get(name);
  const place = cursor === null ? undefined : read(cursor);
  if (cursor !== null && place === undefined)
    wrong(name, 'give the "next" of an earlier answer, or leave it out to begin anew');
  return place;
}

function refuseAny(errors: readonly FieldProblem[]): void {
  if (errors.length > 0) throw refusal(errors);
}

const refusal = (errors: readonly FieldProblem[]): ProblemError =>
  new ProblemError(problem(400, 'The query cannot be read; errors says which parameters to mend.', { errors }));
