import { type FeedName, feedsOf, newFeedTitle } from '../../news/feed/feed';
import {
  type Edit,
  entryInstant,
  type FeedHead,
  feedHeadAfter,
  feedsAffectedBy,
  NEVER,
  visibleBy,
} from '../../news/feed/feed-head';
import { advanceHead, type Head, NOTHING_YET, nameHash } from '../../news/feed/head';
import { isSameWithdrawal, tombstoneFeeds, tombstoneOf } from '../../news/feed/tombstone';
import { makeFeedEntry } from '../../news/story/make-feed-entry';
import { momentsOf, type Story } from '../../news/story/story';
import { epoch, type Instant, latest, plusSeconds } from '../../news/values/instant';
import { omitUndefined } from '../../news/values/omit-undefined';
import { actionsOn } from '../table/actions';
import { changeItem, listWrite, momentChangeItem, momentChangesOf } from '../table/change-items';
import {
  entryItem,
  feedHeadItem,
  feedRegistrationItem,
  guidItem,
  type Receipt,
  type RegisterHead,
  receiptItem,
  registerHeadItem,
  revisionItem,
  type StoredRevision,
  type StoryHead,
  storyHeadItem,
  storyItem,
  tombstoneItem,
  withdrawnItem,
} from '../table/items';
import { entryKey, type Key, lateChangeKey, tombstoneKey, withdrawnKey } from '../table/keys';
import type { Action } from '../table/transaction';
import type { Heads } from './read-heads-for-edit';

/** Ids that nobody can guess or meet twice. */
export interface Ids {
  /** A head's version: 12 characters of base64url. */
  version(): string;
  /** `urn:uuid:…` (RFC 9562). */
  guid(): string;
  /** The ClientRequestToken of a transaction. */
  transaction(): string;
}

/** Who made an edit, and why. */
export interface EditRecord extends Pick<StoredRevision, 'reason' | 'request' | 'warnings'> {
  /** The token's name. */
  readonly by: string;
  /** Who brings a revision that was made elsewhere. */
  readonly importedBy?: string;
  /** What feeds are called for ever that are new with it; made anew where it is left out. */
  readonly feedGuids?: ReadonlyMap<FeedName, string>;
  /** What is kept for an upload that may be repeated. */
  readonly receipt?: { readonly key: Key; readonly receipt: Omit<Receipt, 'at' | 'expires'> };
}

/** Seconds for which a repeated upload is answered as it was: 24 hours. */
const REPEATABLE_FOR = 86_400;

/** Why nothing was stored: another revision came first, or this very upload is stored already. */
export type WriteRefusal = 'conflict' | 'repeated';

/** The actions that make one edit: the story, its history, its place in every feed, every affected head. */
export const planEditActions = (
  tableName: string,
  edit: Edit,
  edited: EditRecord,
  heads: Heads,
  ids: Ids,
): Action<WriteRefusal>[] => planEdit(tableName, edit, edited, heads, ids).actions;

/** One edit as it is planned. */
export interface PlannedEdit {
  readonly actions: Action<WriteRefusal>[];
  /** The heads as it leaves them: those that an edit is decided by that goes into the same transaction. */
  readonly heads: Required<Pick<Heads, 'story' | 'feeds' | 'lastChange'>> & Pick<Heads, 'register'>;
}

/** The same with the heads as they are afterwards; `together` says how many entries of a feed the transaction has touched. */
export function planEdit(
  tableName: string,
  edit: Edit,
  { by, reason, request, warnings, importedBy, feedGuids, receipt }: EditRecord,
  heads: Heads,
  ids: Ids,
  together: ReadonlyMap<FeedName, number> = new Map(),
): PlannedEdit {
  const { before, after, now, imported } = edit;
  const { put, putNew, putOver, putNewOrEnded, remove } = actionsOn(tableName);
  const seenStory = before && heads.story;
  const story = storyHead(edit, seenStory, ids.version());
  const importRecord = imported && { ...imported, by: importedBy ?? by };
  const actions: Action<WriteRefusal>[] = [
    { action: putOver(storyHeadItem(story), seenStory), refusal: 'conflict' },
    { action: put(storyItem(after)) },
    {
      action: putNew(
        revisionItem({
          story: after,
          at: now,
          by,
          reason,
          request,
          warnings,
          ...omitUndefined({ imported: importRecord }),
        }),
      ),
    },
  ];
  if (!before) actions.push({ action: putNew(guidItem(after)), refusal: 'conflict' });

  if (receipt) {
    const until = epoch(plusSeconds(now, REPEATABLE_FOR)) / 1000;
    const item = receiptItem(receipt.key, { ...receipt.receipt, at: now, expires: until });
    actions.unshift({ action: putNewOrEnded(item, now), refusal: 'repeated' });
  }

  if (after.withdrawal) actions.push({ action: put(withdrawnItem(after)) });
  else if (before?.withdrawal) actions.push({ action: remove(withdrawnKey(before.publishedAt, before.id)) });

  const write = listWrite(edit, heads.lastChange, ids.version());
  const lastChange = { n: write.n, at: write.at };
  actions.push(
    { action: putNew(changeItem(write)) },
    ...momentChangesOf(write).map((said) => ({ action: put(momentChangeItem(said)) })),
  );

  const entered = feedsOf(after);
  const entry = makeFeedEntry(after);
  const tombstone = tombstoneOf(after);
  let register: RegisterHead | undefined = heads.register;
  const feeds = new Map(heads.feeds);
  for (const name of affected(edit, heads)) {
    const seen = heads.feeds.get(name);
    const nextPublication = heads.nextPublications.get(name);
    const head = feedHeadAfter(seen, edit, {
      feed:
        seen && isNamed(seen, edit)
          ? seen
          : {
              name,
              title: newFeedTitle(name, entered.get(name) ?? ''),
              guid: seen?.guid ?? feedGuids?.get(name) ?? ids.guid(),
            },
      version: ids.version(),
      ...(nextPublication !== undefined && { nextPublication }),
      ...omitUndefined({ touchedInBatch: together.get(name) }),
    });
    const numbered = { ...head, ...(name === 'all' && { changes: lastChange }) };
    feeds.set(name, numbered);
    actions.push({ action: putOver(feedHeadItem(numbered), seen) });

    const place = placeOf(name, after);
    const was = before && placeOf(name, before);
    if (place)
      actions.push({
        action: put(tombstone ? tombstoneItem(place, tombstone, head.rev) : entryItem(place, entry, head.rev)),
      });
    if (was && was.sk !== place?.sk) actions.push({ action: remove(was) });
    const late = head.lateChanges.findIndex(({ of }) => of === nameHash(after.id));
    if (late >= 0) actions.push({ action: put(entryItem(lateChangeKey(name, late), entry, head.rev)) });

    if (seen?.openedAt !== head.openedAt) {
      // One edit is one date, however many feeds it opens: each of them is dated after what was stored, not after the others.
      const { changedAt } = heads.register ?? NOTHING_YET;
      const turn = registerAfter(register && { ...register, changedAt }, seen, head, edit, ids.version());
      register = { ...turn, changedAt: latest(turn.changedAt, register?.changedAt) as Instant };
      const { title, guid, openedAt } = head;
      const { rev } = register;
      actions.push({ action: put(feedRegistrationItem({ name, title, guid, openedAt, rev })) });
    }
  }
  if (register && register !== heads.register) {
    actions.push({ action: putOver(registerHeadItem(register), heads.register) });
  }
  return { actions, heads: { story, feeds, lastChange, ...omitUndefined({ register }) } };
}

/** Whether a feed keeps its name: the first story that is published names it, and no spelling of an embargoed one gets out. */
const isNamed = ({ name, openedAt }: FeedHead, { after, now }: Edit): boolean =>
  openedAt <= now || after.publishedAt > now || !feedsOf(after).has(name);

/** `all` is affected by every edit, for it numbers the changes; `breaking` until it has opened. */
function affected(edit: Edit, { feeds }: Heads): Set<FeedName> {
  const names = feedsAffectedBy(edit).add('all');
  const breaking = feeds.get('breaking');
  if (!breaking || breaking.openedAt > edit.now) names.add('breaking');
  return names;
}

/** Where a feed has a story's entry, or tells of its withdrawal. */
function placeOf(feed: FeedName, story: Story): Key | undefined {
  if (feedsOf(story).has(feed)) return entryKey(feed, entryInstant(feed, story), story.id);
  const until = story.withdrawal?.until;
  return until !== undefined && tombstoneFeeds(story).has(feed) ? tombstoneKey(feed, until, story.id) : undefined;
}

function storyHead(edit: Edit, seen: Head | undefined, version: string): StoryHead {
  const { before, after } = edit;
  const soon = visibleBy(edit);
  const isPublic = (story: Story | undefined) => story !== undefined && story.publishedAt <= soon;
  const { id, publishedAt, breakingUntil, withdrawal } = after;
  return {
    ...{ id, publishedAt },
    ...omitUndefined({ breakingUntil, withdrawnAt: withdrawal?.at, note: withdrawal?.note }),
    ...advanceHead(seen, {
      ...turnOf(edit, after.id, momentsOf(after), version),
      isVisible: !isSameWithdrawal(before, after) && (isPublic(before) || isPublic(after)),
    }),
  };
}

/** An edit as a head sees it that is of a story's or a feed's name. */
const turnOf = ({ now, imported }: Edit, of: string, moments: readonly Instant[], version: string) => ({
  ...{ now, of: nameHash(of), moments, version },
  ...omitUndefined({ storedAt: imported?.storedAt }),
});

function registerAfter(
  register: RegisterHead | undefined,
  seen: FeedHead | undefined,
  { name, openedAt }: FeedHead,
  edit: Edit,
  version: string,
): RegisterHead {
  const isSeen = [seen?.openedAt, openedAt].some((at) => at !== undefined && at <= visibleBy(edit));
  const moments = openedAt === NEVER ? [] : [openedAt];
  return {
    feeds: (register?.feeds ?? 0) + (seen ? 0 : 1),
    ...advanceHead(register ?? { ...NOTHING_YET, rev: 0 }, {
      ...turnOf(edit, name, moments, version),
      isVisible: isSeen,
    }),
  };
}
