import { type FeedMembership, feedMembershipsOf } from './feed-memberships';
import { ALL, BREAKING, type Feed, feedsOf, NEWEST, newestFirst } from './feeds';
import { lateStories } from './late';
import { breaks, current, lastUpdateOf, type Newsroom, type Story } from './newsroom';
import type { Seconds } from './time';
import { type Tombstone, tombstonesOf } from './tombstones';

/** The documents that readers may find, reckoned the long way from all that ever happened. */
export class Readers {
  readonly #memberships = new Map<Feed, FeedMembership[]>();
  readonly #tombstones = new Map<Feed, Tombstone[]>();
  readonly feeds: readonly Feed[];

  constructor(private readonly newsroom: Newsroom) {
    const feeds = new Set<Feed>([ALL, BREAKING]);
    for (const { revisions } of newsroom.stories) {
      for (const revision of revisions) for (const feed of feedsOf(revision)) feeds.add(feed);
    }
    this.feeds = [...feeds];
    for (const feed of feeds) {
      this.#memberships.set(
        feed,
        newsroom.stories.flatMap((story) => feedMembershipsOf(story, feed)),
      );
      this.#tombstones.set(feed, []);
    }
    for (const story of newsroom.stories) {
      for (const tombstone of tombstonesOf(story, this.feeds, newsroom.withdrawnFor)) {
        this.#tombstones.get(tombstone.feed)?.push(tombstone);
      }
    }
  }

  memberships = (feed: Feed): readonly FeedMembership[] => this.#memberships.get(feed) ?? [];

  /** The membership that opens a feed; `breaking` opens with the first story of all. */
  #opening(feed: Feed, at: Seconds): FeedMembership | undefined {
    const order = ({ from, visibleRevisions: [first] }: FeedMembership): number[] => {
      const byClock = first !== undefined && first.revision.at < from;
      return [from, byClock ? 0 : (first?.revision.editNumber ?? 0)];
    };
    return this.memberships(feed === BREAKING ? ALL : feed)
      .filter(({ from }) => from <= at)
      .sort((a, b) => compare(order(a), order(b)))[0];
  }

  isOpen = (feed: Feed, at: Seconds): boolean => this.#opening(feed, at) !== undefined;

  /** The stories that readers find in a feed, newest first. */
  stories(feed: Feed, at: Seconds): Story[] {
    return this.memberships(feed)
      .filter(({ from, to }) => from <= at && at < to)
      .map(({ story }) => story)
      .sort(newestFirst);
  }

  tombstones(feed: Feed, at: Seconds): { story: Story; at: Seconds; note?: string }[] {
    return (this.#tombstones.get(feed) ?? [])
      .filter((tombstone) => tombstone.at <= at && at < tombstone.to)
      .map(({ story, notes, ...tombstone }) => ({ story, at: tombstone.at, note: notes.at(-1)?.note }));
  }

  /** When a feed was updated, as it says itself. */
  lastUpdate(feed: Feed, at: Seconds): Seconds {
    const opening = this.#opening(feed, at);
    const moments = [opening?.visibleRevisions[0]?.revision.publishedAt ?? 0];
    for (const { from, to, visibleRevisions } of this.memberships(feed)) {
      if (from > at) continue;
      if (to <= at) moments.push(to);
      for (const { from, revision } of visibleRevisions) if (from <= at) moments.push(lastUpdateOf(revision));
    }
    for (const tombstone of this.#tombstones.get(feed) ?? []) {
      if (tombstone.at <= at) moments.push(tombstone.at);
      if (tombstone.to <= at) moments.push(tombstone.to);
      for (const [i, { from, note }] of tombstone.notes.entries()) {
        if (i > 0 && from < tombstone.to && note !== tombstone.notes[i - 1]?.note) moments.push(from);
      }
    }
    return Math.max(...moments);
  }

  /** The stories that a document shows after its newest: the ones it must, and the ones it may. */
  late(feed: Feed, at: Seconds): { must: Story[]; may: Story[] } {
    if (feed === BREAKING) return { must: [], may: [] };
    const history = { feed, memberships: this.memberships(feed), opening: this.#opening(feed, at) };
    const newest = this.stories(feed, at).slice(0, NEWEST);
    const { must, may } = lateStories(this.newsroom, history, at);
    return {
      must: must.filter((story) => !newest.includes(story)),
      may: may.filter((story) => !newest.includes(story)),
    };
  }

  /** All that a list of a feed shows at a moment. */
  listState(feed: Feed, at: Seconds): string {
    const stories = this.stories(feed, at).map(current);
    return JSON.stringify(stories.map((revision) => [revision.editNumber, breaks(revision, at)]));
  }

  /** `listState`, with the withdrawn stories of its documents. */
  documentState(feed: Feed, at: Seconds): string {
    const gone = this.tombstones(feed, at).map(({ story }) => story.id);
    return JSON.stringify([this.isOpen(feed, at), this.listState(feed, at), gone]);
  }

  /** The moments after `from` and until `to` at which anything may change though nobody writes. */
  moments(from: Seconds, to: Seconds): Seconds[] {
    const ends = [...this.#tombstones.values()].flat().map((tombstone) => tombstone.to);
    const own = this.newsroom.stories.map(current).flatMap(({ withdrawal, publishedAt, breakingUntil }) => {
      return withdrawal ? [] : [publishedAt, breakingUntil ?? 0];
    });
    const moments = new Set([...own, ...ends].filter((at) => at > from && at <= to));
    return [...moments].sort((a, b) => a - b);
  }
}

const compare = (a: readonly number[], b: readonly number[]): number =>
  a.map((n, i) => n - (b[i] ?? 0)).find((difference) => difference !== 0) ?? 0;
