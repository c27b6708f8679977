import { nameHash } from '../../news/feed/head';
import { momentsOf } from '../../news/story/status';
import type { Story } from '../../news/story/story';
import { earliest, type Instant, latest } from '../../news/values/instant';
import type { StoryHead } from '../table/head-items';
import { UnreadableItem } from '../table/item';
import { storyKey } from '../table/keys';
import type { StoredRevision } from '../table/story-items';
import { hasSameMoments, renewHead } from './renew-head';
import type { ScannedRevision, ScannedStory, ScannedText, TableScan } from './scan-table';

/** A story at its newest revision, with all revisions before it. */
export interface RebuiltStory extends Pick<ScannedText, 'story' | 'entryHash' | 'excerptHash'> {
  readonly id: string;
  /** In the order of their numbers. */
  readonly history: readonly Pick<ScannedRevision, 'story' | 'at' | 'imported' | 'bytes'>[];
  /** The item that has to be written: the story from its newest revision, or this revision from the story. */
  readonly write?: 'story' | { readonly revision: Omit<StoredRevision, 'story'> };
  readonly mended: readonly string[];
  /** One line for each revision whose content no item has. */
  readonly lost: readonly string[];
}

/** The story under one id; undefined without story and revision. Throws UnreadableItem if it cannot be read. */
export function rebuildStory(
  id: string,
  { story, revisions }: ScannedStory,
  scan: TableScan,
  now: Instant,
): RebuiltStory | undefined {
  const history = [...revisions.values()].sort((a, b) => a.story.revision - b.story.revision);
  const newest = history.at(-1);
  if (story && story.story.revision > (newest?.story.revision ?? 0)) {
    const { revision } = story.story;
    const made = revisionOf(story.story, newest, scan, now);
    return {
      id,
      story: story.story,
      entryHash: story.entryHash,
      excerptHash: story.excerptHash,
      history: [...history, { ...made, story: story.story, bytes: story.bytes }],
      write: { revision: made },
      mended: [`story ${id}: its history had no revision ${revision}; it was written again from the story`],
      lost: lostRevisions(id, history, revision - 1),
    };
  }
  if (!newest) {
    if (!story) return undefined;
    throw new UnreadableItem(storyKey(id), 'and the story has no revision to write it from');
  }
  const isSame = story?.hash === newest.hash;
  const was = story ? `was at revision ${story.story.revision}` : 'was missing';
  return {
    id,
    story: newest.story,
    entryHash: newest.entryHash,
    excerptHash: newest.excerptHash,
    history,
    write: isSame ? undefined : 'story',
    mended: isSame ? [] : [`story ${id}: it ${was}, its history at revision ${newest.story.revision}`],
    lost: lostRevisions(id, history, newest.story.revision),
  };
}

/** One line for each missing revision up to `last`. */
function lostRevisions(id: string, history: readonly ScannedRevision[], last: number): string[] {
  const there = new Set(history.map(({ story }) => story.revision));
  return Array.from({ length: last }, (_, i) => i + 1)
    .filter((revision) => !there.has(revision))
    .map((revision) => `story ${id}: revision ${revision} is lost; no item has its content`);
}

/** The record of a story's newest revision, from the receipt of its upload and the list of changes where they have it. */
function revisionOf(
  story: Story,
  previous: ScannedRevision | undefined,
  scan: TableScan,
  now: Instant,
): Omit<StoredRevision, 'story'> {
  const { receipts, tokens, changes } = scan;
  const { id, guid, revision, publishedAt } = story;
  const found = receipts.find(
    ({ receipt }) => receipt && 'id' in receipt && receipt.id === id && receipt.revision === revision,
  );
  const listed = [...changes.writes.values()].find((write) => write?.id === id && write.revision === revision);
  const tokenHash = found?.key.pk.split('#')[1] ?? '';
  // Bulletin makes guids of the form urn:uuid, so another guid came with an import.
  const isImport = revision === 1 && !guid.startsWith('urn:uuid:');
  const storedAt = listed ? listed.storedAt : isImport ? now : undefined;
  const shown = lastDateOf(story, previous, scan, now);
  const at = found?.receipt?.at ?? listed?.at ?? latest(shown, writeBeforeLost(changes, shown)) ?? now;
  const originalAt = revision === 1 ? earliest(publishedAt, at) : earliest(at, shown);
  return {
    at,
    by: tokens.get(tokenHash)?.name ?? 'unknown',
    reason: 'written again by repair',
    request: found?.receipt?.request,
    imported: storedAt === undefined ? undefined : { storedAt, originalAt, by: 'unknown' },
  };
}

/** The last date of a revision that the story, its previous revision or a late change shows. It was made then, or later. */
function lastDateOf(
  { id, revision, updatedAt, publishedAt, correction, withdrawal, formerFeeds = [] }: Story,
  previous: ScannedRevision | undefined,
  { feeds }: TableScan,
  now: Instant,
): Instant | undefined {
  const hash = nameHash(id);
  const lateChanges = [...feeds.values()]
    .flatMap(({ head }) => head?.lateChanges ?? [])
    .filter((change) => change.idHash === hash && change.revision === revision);
  const events = [correction, withdrawal, ...formerFeeds, ...lateChanges].map((event) => event?.at);
  const passed = [updatedAt, publishedAt, ...events].filter((at) => at !== undefined && at <= now);
  return latest(...passed, previous?.at);
}

/**
 * When the write before a lost write was made: the write before the first gap that ends at `shown` or later, else the last
 * write. The date of the lost write is no earlier. A story that is dated back shows no date of its upload.
 */
function writeBeforeLost({ writes }: TableScan['changes'], shown: Instant = ''): Instant | undefined {
  const readable = [...writes.values()]
    .filter((write) => write !== undefined)
    .sort((a, b) => a.sequenceNumber - b.sequenceNumber);
  const gap = readable.findIndex(
    ({ sequenceNumber, at }, i) => sequenceNumber > (readable[i - 1]?.sequenceNumber ?? 0) + 1 && at >= shown,
  );
  return readable[(gap < 0 ? readable.length : gap) - 1]?.at;
}

/** The head of a story under a new version, from the head as the planner leaves it; and one line where the stored head was wrong. */
export function rebuildStoryHead(
  { id, story }: RebuiltStory,
  stored: StoryHead | undefined,
  { planned, now, version }: { planned: StoryHead; now: Instant; version: string },
): { head: StoryHead; mended: string[] } {
  const moments = momentsOf(story).map((at) => ({ at, idHash: nameHash(id) }));
  const { publishedAt, breakingUntil, withdrawnAt, note } = planned;
  const renewed = renewHead(stored, { writeCount: story.revision, moments, now, version });
  const head: StoryHead = { id, publishedAt, breakingUntil, withdrawnAt, note, ...renewed };
  if (!stored) return { head, mended: [`story ${id}: its head was missing`] };
  if (stored.writeCount !== head.writeCount)
    return { head, mended: [`story ${id}: its head was at revision ${stored.writeCount}`] };
  const isRight =
    stored.publishedAt === publishedAt &&
    stored.breakingUntil === breakingUntil &&
    stored.withdrawnAt === withdrawnAt &&
    stored.note === note &&
    hasSameMoments(stored, moments, now);
  return { head, mended: isRight ? [] : [`story ${id}: its head differed from the story`] };
}
