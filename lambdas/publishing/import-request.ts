import { IMPORT_LIMITS } from '../http/newsroom-operations';
import type { FeedName } from '../news/feed/feed';
import { Field, type FieldError, type Findings } from '../news/upload/field';
import { readList } from '../news/upload/read-list';
import { lineReader } from '../news/upload/read-text';
import { isObjectOf } from '../news/upload/unknown-fields';

/** What one request brings. */
export interface ImportRequest {
  readonly stories: readonly unknown[];
  readonly revisions?: readonly unknown[];
  readonly feedGuids: ReadonlyMap<FeedName, string>;
}

/** Reads `stories`, or `revisions` with the `feeds` that they are in; what is wrong with one of them is its own affair. */
export function readImportRequest(value: unknown): ImportRequest | { errors: readonly FieldError[] } {
  const findings: Findings = { errors: [], warnings: [] };
  const request = new Field(value, findings);
  if (!isObjectOf(request, ['stories', 'revisions', 'feeds'])) return { errors: findings.errors };
  const [stories, revisions, feeds] = ['stories', 'revisions', 'feeds'].map((name) => request.at(name)) as Fields;
  const some = (field: Field) => readList(field, IMPORT_LIMITS.stories, ({ value: one }) => one ?? null);
  const both = { stories: some(stories), ...(!revisions.isAbsent && { revisions: some(revisions) }) };
  if (stories.isAbsent === revisions.isAbsent) request.refuse('give stories, or revisions of an export');
  const named = readList(feeds, IMPORT_LIMITS.feeds, (feed) => {
    if (!isObjectOf(feed, ['name', 'guid'])) return undefined;
    const name = feed.at('name').required(lineReader(1_000), 'give its name');
    const guid = feed.at('guid').required(urn, 'give its guid');
    return name !== undefined && guid !== undefined ? ([name as FeedName, guid] as const) : undefined;
  });
  if (!feeds.isAbsent && revisions.isAbsent)
    feeds.refuse('leave them out: other publishers’ stories open feeds of your own');
  if (new Set(named?.map(([, guid]) => guid)).size < (named?.length ?? 0))
    feeds.refuse('give each feed a guid of its own');
  if (findings.errors.length > 0) return { errors: findings.errors };
  return { ...both, feedGuids: new Map(named) };
}

type Fields = [Field, Field, Field];

/** RFC 9562: what feeds of ours are called. */
function urn(field: Field): string | undefined {
  const given = lineReader(45)(field);
  const isOurs = given === undefined || /^urn:uuid:[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/.test(given);
  return isOurs ? given : field.refuse('write it as an export does: urn:uuid:…');
}
