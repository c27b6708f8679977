import { type FeedName, feedsOf, titleOf } from '../newsroom/feed';
import { type Edit, type FeedHead, feedHeadAfter, feedsTouchedBy, NEVER, placeIn } from '../newsroom/feed-head';
import { COMMIT_MARGIN, type Head, NOTHING_YET, nameHash, turned } from '../newsroom/head';
import { epoch, type Instant, latest, plusSeconds } from '../newsroom/instant';
import { feedEntry } from '../newsroom/make-feed-entry';
import { momentsOf, type Story } from '../newsroom/story';
import { buriedIn, isRetold, tombstoneOf } from '../newsroom/tombstone';
import { actionsOn } from './actions';
import { changeItem, listedWrite, saidItem, saidOf } from './change-items';
import type { Heads } from './heads';
import {
  entryItem,
  feedHeadItem,
  type Receipt,
  type RegisterHead,
  receiptItem,
  registeredItem,
  registerHeadItem,
  revisionItem,
  type StoredRevision,
  storyHeadItem,
  storyItem,
  tombstoneItem,
  withdrawnItem,
} from './items';
import { entryKey, type Key, lateChangeKey, tombstoneKey, withdrawnKey } from './keys';
import type { Action } from './transaction';

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
export interface Edited extends Pick<StoredRevision, 'reason' | 'request' | 'warnings'> {
  /** The token's name. */
  readonly by: string;
  /** What is kept for an upload that may be repeated. */
  readonly receipt?: { readonly key: Key; readonly receipt: Omit<Receipt, 'at' | 'expires'> };
}

/** Seconds for which a repeated upload is answered as it was: 24 hours. */
const REPEATABLE_FOR = 86_400;

/** Why nothing was stored: another revision came first, or this very upload is stored already. */
export type Refusal = 'conflict' | 'repeated';

/** The actions that make one edit: the story, its history, its place in every feed, every affected head. */
export function planned(
  tableName: string,
  edit: Edit,
  { by, reason, request, warnings, receipt }: Edited,
  heads: Heads,
  ids: Ids,
): Action<Refusal>[] {
  const { before, after, now } = edit;
  const { put, putNew, putOver, putNewOrEnded, remove } = actionsOn(tableName);
  const seenStory = before && heads.story;
  const actions: Action<Refusal>[] = [
    {
      action: putOver(storyHeadItem({ ...storyHead(edit, seenStory, ids.version()) }), seenStory),
      refusal: 'conflict',
    },
    { action: put(storyItem(after)) },
    { action: putNew(revisionItem({ story: after, at: now, by, reason, request, warnings })) },
  ];

  if (receipt) {
    const until = epoch(plusSeconds(now, REPEATABLE_FOR)) / 1000;
    const item = receiptItem(receipt.key, { ...receipt.receipt, at: now, expires: until });
    actions.unshift({ action: putNewOrEnded(item, now), refusal: 'repeated' });
  }

  if (after.withdrawal) actions.push({ action: put(withdrawnItem(after)) });
  else if (before?.withdrawal) actions.push({ action: remove(withdrawnKey(before.publishedAt, before.id)) });

  const write = listedWrite(edit, heads.lastChange, ids.version());
  actions.push(
    { action: putNew(changeItem(write)) },
    ...saidOf(write).map((said) => ({ action: put(saidItem(said)) })),
  );

  const entered = feedsOf(after);
  const entry = feedEntry(after);
  const tombstone = tombstoneOf(after);
  let register: RegisterHead | undefined = heads.register;
  for (const name of affected(edit, heads)) {
    const seen = heads.feeds.get(name);
    const nextPublication = heads.nextPublications.get(name);
    const head = feedHeadAfter(seen, edit, {
      feed:
        seen && isNamed(seen, edit)
          ? seen
          : { name, title: titleOf(name, entered.get(name) ?? ''), guid: seen?.guid ?? ids.guid() },
      version: ids.version(),
      ...(nextPublication !== undefined && { nextPublication }),
    });
    const { n, at } = write;
    actions.push({ action: putOver(feedHeadItem({ ...head, ...(name === 'all' && { changes: { n, at } }) }), seen) });

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
      actions.push({ action: put(registeredItem({ name, title, guid, openedAt, rev })) });
    }
  }
  if (register && register !== heads.register) {
    actions.push({ action: putOver(registerHeadItem(register), heads.register) });
  }
  return actions;
}

/** Whether a feed keeps its name: the first story that is published names it, and no spelling of an embargoed one gets out. */
const isNamed = ({ name, openedAt }: FeedHead, { after, now }: Edit): boolean =>
  openedAt <= now || after.publishedAt > now || !feedsOf(after).has(name);

/** `all` is affected by every edit, for it numbers the changes; `breaking` until it has opened. */
function affected(edit: Edit, { feeds }: Heads): Set<FeedName> {
  const names = feedsTouchedBy(edit).add('all');
  const breaking = feeds.get('breaking');
  if (!breaking || breaking.openedAt > edit.now) names.add('breaking');
  return names;
}

/** Where a feed has a story's entry, or tells of its withdrawal. */
function placeOf(feed: FeedName, story: Story): Key | undefined {
  if (feedsOf(story).has(feed)) return entryKey(feed, placeIn(feed, story), story.id);
  const until = story.withdrawal?.until;
  return until !== undefined && buriedIn(story).has(feed) ? tombstoneKey(feed, until, story.id) : undefined;
}

function storyHead({ before, after, now }: Edit, seen: Head | undefined, version: string) {
  const soon = plusSeconds(now, COMMIT_MARGIN);
  const isPublic = (story: Story | undefined) => story !== undefined && story.publishedAt <= soon;
  const turn = { now, of: nameHash(after.id), moments: momentsOf(after), version };
  return {
    id: after.id,
    publishedAt: after.publishedAt,
    breakingUntil: after.breakingUntil,
    withdrawnAt: after.withdrawal?.at,
    note: after.withdrawal?.note,
    ...turned(seen, { ...turn, seen: !isRetold(before, after) && (isPublic(before) || isPublic(after)) }),
  };
}

function registerAfter(
  register: RegisterHead | undefined,
  seen: FeedHead | undefined,
  { name, openedAt }: FeedHead,
  { now }: Edit,
  version: string,
): RegisterHead {
  const isSeen = [seen?.openedAt, openedAt].some((at) => at !== undefined && at <= plusSeconds(now, COMMIT_MARGIN));
  const moments = openedAt === NEVER ? [] : [openedAt];
  return {
    feeds: (register?.feeds ?? 0) + (seen ? 0 : 1),
    ...turned(register ?? { ...NOTHING_YET, rev: 0 }, { now, seen: isSeen, of: nameHash(name), moments, version }),
  };
}
