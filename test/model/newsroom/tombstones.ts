import { feedMembershipsOf } from './feed-memberships';
import type { Feed } from './feeds';
import type { Story } from './newsroom';
import type { Seconds } from './time';

/** How many of the feeds that it had left tell of a withdrawal. */
const LEFT = 14;

/** A feed's tombstone of a withdrawal, and its end. */
export interface Tombstone {
  readonly story: Story;
  readonly feed: Feed;
  readonly at: Seconds;
  /** The first second without it. */
  readonly to: Seconds;
  /** Its notes in turn. */
  readonly notes: readonly { readonly from: Seconds; readonly note?: string }[];
}

interface Withdrawn {
  readonly at: Seconds;
  readonly publishedAt: Seconds;
  readonly notes: { readonly from: Seconds; readonly note?: string }[];
  reinstatedAt?: Seconds;
}

/** Each time that a story was withdrawn. */
function withdrawalsOf({ revisions }: Story): Withdrawn[] {
  const withdrawals: Withdrawn[] = [];
  for (const [i, { at, publishedAt, withdrawal }] of revisions.entries()) {
    const before = revisions[i - 1];
    const last = withdrawals.at(-1);
    if (withdrawal) {
      const note = { from: at, ...(withdrawal.note !== undefined && { note: withdrawal.note }) };
      if (before?.withdrawal && last) last.notes.push(note);
      else withdrawals.push({ at, publishedAt, notes: [note] });
    } else if (before?.withdrawal && last) {
      last.reinstatedAt = at;
    }
  }
  return withdrawals;
}

/** The feeds that tell of a withdrawal: those it was in, and of those it had lately left the last ones. */
function tellersOf(story: Story, { at }: Withdrawn, feeds: readonly Feed[], withdrawnFor: Seconds): Feed[] {
  const left: { feed: Feed; to: Seconds }[] = [];
  const tellers: Feed[] = [];
  for (const feed of feeds) {
    const membership = feedMembershipsOf(story, feed)
      .filter(({ from, to }) => from <= at && to <= at)
      .at(-1);
    if (membership?.to === at) tellers.push(feed);
    else if (membership && membership.to > at - withdrawnFor) left.push({ feed, to: membership.to });
  }
  const lately = left.sort((a, b) => b.to - a.to).slice(0, LEFT);
  return [...tellers, ...lately.map(({ feed }) => feed)];
}

/** The tombstones of a story in every feed. A withdrawal before publication has none. */
export const tombstonesOf = (story: Story, feeds: readonly Feed[], withdrawnFor: Seconds): Tombstone[] =>
  withdrawalsOf(story)
    .filter(({ publishedAt, at }) => publishedAt <= at)
    .flatMap((withdrawn) => {
      const { at, notes, reinstatedAt = Number.POSITIVE_INFINITY } = withdrawn;
      const to = Math.min(at + withdrawnFor, reinstatedAt);
      return tellersOf(story, withdrawn, feeds, withdrawnFor).map((feed) => ({ story, feed, at, to, notes }));
    });
