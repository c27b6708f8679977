import { nameHash } from '../../news/feed/head';
import { momentsOf, type Story } from '../../news/story/story';
import { type Instant, latest } from '../../news/values/instant';
import type { StoryHead } from '../table/head-items';
import { UnreadableItem } from '../table/item';
import { storyKey } from '../table/keys';
import type { Receipt } from '../table/receipt-items';
import type { ImportRecord } from '../table/story-items';
import { listsMoments, renewHead } from './renew-head';
import type { ScannedItem, ScannedRevision, ScannedStory, TableScan } from './scan-table';

/** A story as it is: its newest revision, and all there were before. */
export interface RebuiltStory extends Pick<ScannedItem, 'story' | 'entryDigest'> {
  readonly id: string;
  /** In their order. */
  readonly history: readonly Pick<ScannedRevision, 'story' | 'at' | 'imported'>[];
  /** What has to be written for the story's two whole items to agree. */
  readonly write?: 'story from its newest revision' | { readonly revision: Omit<MadeRevision, 'story'> };
  readonly mended: readonly string[];
  /** What nobody can bring back. */
  readonly lost: readonly string[];
}

/** What a revision is given that has to be written from the story. */
export interface MadeRevision {
  readonly story: Story;
  readonly at: Instant;
  readonly by: string;
  readonly reason: string;
  readonly request?: string;
  readonly imported?: ImportRecord;
}

/** The story that the items under one id call for; undefined where there is neither a story nor a revision. */
export function rebuildStory(
  id: string,
  { story, revisions }: ScannedStory,
  survey: TableScan,
  now: Instant,
): RebuiltStory | undefined {
  const history = [...revisions.values()].sort((a, b) => a.story.revision - b.story.revision);
  const newest = history.at(-1);
  const says = (what: string) => `story ${id}: ${what}`;
  if (!story && !newest) return undefined;

  if (story && story.story.revision > (newest?.story.revision ?? 0)) {
    const { revision } = story.story;
    const made = madeRevision(story.story, newest, survey, now);
    return {
      id,
      story: story.story,
      entryDigest: story.entryDigest,
      history: [...history, { ...made, story: story.story }],
      write: { revision: made },
      mended: [says(`its history had no revision ${revision}; it was written again from the story`)],
      lost: gaps(history, revision - 1).map(says),
    };
  }
  if (!newest) throw new UnreadableItem(storyKey(id), 'and no revision of the story is there to write it from');
  const agrees = story?.digest === newest.digest;
  return {
    id,
    story: newest.story,
    entryDigest: newest.entryDigest,
    history,
    ...(!agrees && { write: 'story from its newest revision' as const }),
    mended: agrees
      ? []
      : [
          says(
            `it stood at ${story ? `revision ${story.story.revision}` : 'nothing'}, its history at ${newest.story.revision}`,
          ),
        ],
    lost: gaps(history, newest.story.revision).map(says),
  };
}

/** Revisions up to `last` that are not there. */
function gaps(history: readonly ScannedRevision[], last: number): string[] {
  const there = new Set(history.map(({ story }) => story.revision));
  return Array.from({ length: last }, (_, i) => i + 1)
    .filter((revision) => !there.has(revision))
    .map((revision) => `revision ${revision} is not there, and nothing it could be made from`);
}

/** The receipt of the upload that made it and the list of changes may still know who made it, and when. */
function madeRevision(
  story: Story,
  before: ScannedRevision | undefined,
  { receipts, tokens, changes }: TableScan,
  now: Instant,
): Omit<MadeRevision, 'story'> {
  const { id, guid, revision, updatedAt, publishedAt, correction, withdrawal } = story;
  const found = receipts.find(({ receipt }) => receipt?.id === id && receipt.revision === revision);
  const listed = [...changes.writes.values()].find((write) => write?.id === id && write.revision === revision);
  const token = found?.key.pk.split('#')[1] ?? '';
  const told = [updatedAt, publishedAt, correction?.at, withdrawal?.at].filter((at) => at !== undefined && at <= now);
  const guessed = latest(...told, before?.at) ?? now;
  const isBrought = revision === 1 && !guid.startsWith('urn:uuid:');
  const storedAt = listed ? listed.storedAt : isBrought ? now : undefined;
  const at = found?.receipt?.at ?? listed?.at ?? storedAt ?? guessed;
  const madeAt = revision === 1 ? ([publishedAt, at].sort()[0] as Instant) : guessed;
  return {
    at,
    by: tokens.get(token)?.name ?? 'unknown',
    reason: 'written again by repair',
    ...(found?.receipt && { request: found.receipt.request }),
    ...(storedAt !== undefined && { imported: { storedAt, madeAt, by: 'unknown' } }),
  };
}

/** The head that a story calls for, under a new version, and what was wrong with the one there was. */
export function storyHeadOf(
  { id, story }: RebuiltStory,
  seen: StoryHead | undefined,
  { now, version }: { now: Instant; version: string },
): { head: StoryHead; mended: string[] } {
  const moments = momentsOf(story).map((at) => ({ at, of: nameHash(id) }));
  const facts = {
    publishedAt: story.publishedAt,
    breakingUntil: story.breakingUntil,
    ...(story.withdrawal && { withdrawnAt: story.withdrawal.at }),
    ...(story.withdrawal?.note !== undefined && { note: story.withdrawal.note }),
  };
  const head: StoryHead = { id, ...facts, ...renewHead(seen, { rev: story.revision, moments, now, version }) };
  const isRight =
    seen?.rev === head.rev &&
    seen.publishedAt === head.publishedAt &&
    seen.breakingUntil === head.breakingUntil &&
    seen.withdrawnAt === head.withdrawnAt &&
    seen.note === head.note &&
    listsMoments(seen, moments, now);
  const was = seen ? `told of ${seen.rev === head.rev ? 'other moments' : `revision ${seen.rev}`}` : 'was missing';
  return { head, mended: isRight ? [] : [`story ${id}: its head ${was}`] };
}

/** Whether an upload's receipt tells of a revision that is there and was made by that upload. */
export function isKept({ id, revision, request }: Receipt, stories: ReadonlyMap<string, ScannedStory>): boolean {
  const story = stories.get(id);
  const made = story?.revisions.get(revision);
  // Without its revision in the history, the story itself may be what the upload made (`trueStory` writes it again).
  return made ? made.request === request : story?.story?.story.revision === revision;
}
