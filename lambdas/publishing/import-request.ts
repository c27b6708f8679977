import { IMPORT_LIMITS } from '../http/newsroom-operations';
import type { FeedName } from '../news/feed/feed';
import { checkObject } from '../news/upload/check-object';
import { Field, type FieldError, type Findings } from '../news/upload/field';
import { readList } from '../news/upload/read-list';
import { lineReader } from '../news/upload/read-text';

/** The content of one import request. */
interface ImportRequest {
  readonly stories: readonly unknown[];
  readonly revisions?: readonly unknown[];
  readonly feedGuids: ReadonlyMap<FeedName, string>;
}

/** Reads `stories`, or `revisions` with their `feeds`. It does not read the stories and revisions themselves. */
export function readImportRequest(value: unknown): ImportRequest | { errors: readonly FieldError[] } {
  const findings: Findings = { errors: [], warnings: [] };
  const request = new Field(value, findings);
  if (!checkObject(request, ['stories', 'revisions', 'feeds'])) return { errors: findings.errors };
  const [stories, revisions, feeds] = [request.at('stories'), request.at('revisions'), request.at('feeds')];
  const readItems = (field: Field) => readList(field, IMPORT_LIMITS.stories, ({ value: item }) => item ?? null);
  const items = { stories: readItems(stories), revisions: revisions.isAbsent ? undefined : readItems(revisions) };
  if (stories.isAbsent === revisions.isAbsent) request.refuse('give either stories or the revisions of an export');
  const guids = readList(feeds, IMPORT_LIMITS.feeds, readFeedGuid);
  if (!feeds.isAbsent && revisions.isAbsent) feeds.refuse('allowed only with the revisions of an export: leave it out');
  if (new Set(guids.map(([, guid]) => guid)).size < guids.length)
    feeds.refuse('two feeds have the same guid: give each feed its own');
  if (findings.errors.length > 0) return { errors: findings.errors };
  return { ...items, feedGuids: new Map(guids) };
}

function readFeedGuid(feed: Field): readonly [FeedName, string] | undefined {
  if (!checkObject(feed, ['name', 'guid'])) return undefined;
  const name = feed.at('name').required(lineReader(1_000), 'missing: give the name of the feed');
  const guid = feed.at('guid').required(readUuidUrn, 'missing: give the guid of the feed');
  return name !== undefined && guid !== undefined ? [name as FeedName, guid] : undefined;
}

/** Reads a `urn:uuid:…` (RFC 9562): feeds of Bulletin have no other guids. */
function readUuidUrn(field: Field): string | undefined {
  const guid = lineReader(45)(field);
  const isValid = guid === undefined || /^urn:uuid:[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/.test(guid);
  return isValid ? guid : field.refuse('not the guid of a feed: write it as in the export, urn:uuid:…');
}
