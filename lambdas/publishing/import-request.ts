import { IMPORT_LIMITS } from '../http/newsroom-operations';
import { type FeedName, feedParts } from '../news/feed/feed';
import { checkObject } from '../news/upload/check-object';
import { Field, type FieldError, type Findings } from '../news/upload/field';
import { readList } from '../news/upload/read-list';
import { readMoment } from '../news/upload/read-moment';
import { lineReader } from '../news/upload/read-text';
import type { Instant } from '../news/values/instant';
import { feedByName } from './feed-by-name';

/** The content of one import request. */
interface ImportRequest {
  readonly stories: readonly unknown[];
  readonly revisions?: readonly unknown[];
  readonly feedGuids: ReadonlyMap<FeedName, string>;
  readonly closedFeeds: readonly ClosedFeed[];
}

/** A feed that was closed where the export was made. */
export interface ClosedFeed {
  readonly name: FeedName;
  readonly at: Instant;
  readonly movedTo?: FeedName;
  /** When it opened again; undefined while it is closed there. */
  readonly until?: Instant;
  /** A JSON pointer to the closing in the request. */
  readonly pointer: string;
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
  const read = readList(feeds, IMPORT_LIMITS.feeds, readFeed);
  const closedFeeds = read.flatMap(({ closed }, i) => (closed ? [{ ...closed, pointer: `#/feeds/${i}/closed` }] : []));
  if (closedFeeds.length > IMPORT_LIMITS.closedFeeds)
    feeds.refuse(`too many closed feeds (${closedFeeds.length}): give at most ${IMPORT_LIMITS.closedFeeds}`);
  if (!feeds.isAbsent && revisions.isAbsent) feeds.refuse('allowed only with the revisions of an export: leave it out');
  if (new Set(read.map(({ guid }) => guid)).size < read.length)
    feeds.refuse('two feeds have the same guid: give each feed its own');
  if (findings.errors.length > 0) return { errors: findings.errors };
  return { ...items, feedGuids: new Map(read.map(({ name, guid }) => [name, guid])), closedFeeds };
}

interface ImportedFeed {
  readonly name: FeedName;
  readonly guid: string;
  readonly closed?: Omit<ClosedFeed, 'pointer'>;
}

function readFeed(feed: Field): ImportedFeed | undefined {
  if (!checkObject(feed, ['name', 'guid', 'closed'])) return undefined;
  const name = feed.at('name').required(lineReader(1_000), 'missing: give the name of the feed') as FeedName;
  const guid = feed.at('guid').required(readUuidUrn, 'missing: give the guid of the feed');
  const closed = readClosed(feed.at('closed'), name);
  return name !== undefined && guid !== undefined ? { name, guid, closed } : undefined;
}

function readClosed(field: Field, name: FeedName | undefined): ImportedFeed['closed'] {
  if (field.isAbsent || !checkObject(field, ['at', 'movedTo', 'until'])) return undefined;
  const at = field.at('at').required(readMoment, 'missing: give the moment when the feed was closed');
  const until = readMoment(field.at('until'));
  const target = lineReader(1_000)(field.at('movedTo'));
  const movedTo = target === undefined ? undefined : parseFeedName(target);
  if (target !== undefined && (!movedTo || movedTo === name))
    return field.at('movedTo').refuse('not the name of another feed: write it as in the export, like tag#syria');
  if (name === undefined || at === undefined) return undefined;
  if (!feedParts(name) || parseFeedName(name) !== name)
    return field.refuse('only a feed of a section, tag, author or language can be closed: leave it out');
  return { name, at, movedTo, until };
}

/** The feed with a name; undefined for a text that names none. */
function parseFeedName(text: string): FeedName | undefined {
  const [kind = '', slug] = text.split('#');
  if (slug === undefined) return (['all', 'breaking', 'audio'] as const).find((name) => name === text);
  return feedByName({ kind, slug }) === text ? (text as FeedName) : undefined;
}

/** Reads a `urn:uuid:…` (RFC 9562): feeds of Bulletin have no other guids. */
function readUuidUrn(field: Field): string | undefined {
  const guid = lineReader(45)(field);
  const isValid = guid === undefined || /^urn:uuid:[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/.test(guid);
  return isValid ? guid : field.refuse('not the guid of a feed: write it as in the export, urn:uuid:…');
}
