import * as z from 'zod/mini';
import type { FeedName } from '../../news/feed/feed';
import type { FeedHead } from '../../news/feed/feed-head';
import type { Head } from '../../news/feed/head';
import type { Story } from '../../news/story/story';
import type { Instant } from '../../news/values/instant';
import { type Item, keyOf, readItem, toItem } from './item';
import { feedHeadKey, feedOfRow, registerHeadKey, registerKey, storyHeadKey } from './keys';
import type { TouchedRows } from './touched-rows';

/** The small item before a story, which a 304 of its page needs. `writeCount` is the story's revision. */
export interface StoryHead extends Head, Pick<Story, 'id' | 'publishedAt' | 'breakingUntil'> {
  readonly withdrawnAt?: Instant;
  /** The publisher's public words about the withdrawal. */
  readonly note?: string;
}

/** The small item before the register of feeds. */
export interface RegisterHead extends Head {
  /** A part of the register without them is half of a transaction. */
  readonly touched: TouchedRows;
}

/** A feed as `/feeds` and OPML show it. */
export interface RegisteredFeed extends Pick<FeedHead, 'name' | 'title' | 'guid' | 'openedAt' | 'closing'> {
  /** The `writeCount` of the register's head since this was written. */
  readonly writeCount: number;
}

const head = {
  writeCount: z.number(),
  version: z.string(),
  changedAt: z.string(),
  moments: z.array(z.object({ at: z.string(), idHash: z.string() })),
  momentsUntil: z.optional(z.string()),
};
const StoryHeadItem = z.object({
  ...head,
  publishedAt: z.string(),
  breakingUntil: z.optional(z.nullable(z.string())),
  withdrawnAt: z.optional(z.string()),
  note: z.optional(z.string()),
});
const RegisterHeadItem = z.object({ ...head, touched: z.array(z.string()) });
// A cast, because a schema of its own would weigh in every cold start.
export const feedName = z.string() as z.ZodMiniType<FeedName>;
export const ClosingItem = z.object({ at: z.string(), movedTo: z.optional(feedName), until: z.optional(z.string()) });
const registered = {
  title: z.string(),
  guid: z.string(),
  openedAt: z.string(),
  closing: z.optional(ClosingItem),
};
const RegisteredItem = z.object({ ...registered, writeCount: z.number() });
const OpenStoriesItem = z.object({
  from: z.string(),
  stories: z.number(),
  more: z.optional(z.literal(true)),
  overflows: z.optional(z.literal(true)),
});
const sitemapPlace = z.object({ at: z.string(), id: z.string() });
const FeedHeadItem = z.object({
  ...head,
  ...registered,
  updated: z.string(),
  touched: z.array(
    z.object({ at: z.string(), idHash: z.string(), revision: z.number(), tombstone: z.optional(z.literal(true)) }),
  ),
  breaking: z.array(z.object({ from: z.string(), until: z.string(), idHash: z.string() })),
  tombstones: z.array(z.string()),
  tombstonesUntil: z.optional(z.string()),
  archive: z.optional(
    z.object({
      version: z.string(),
      changedAt: z.string(),
      closedUntil: z.optional(z.string()),
      open: z.optional(OpenStoriesItem),
    }),
  ),
  lateChanges: z.array(z.object({ idHash: z.string(), revision: z.number(), at: z.string() })),
  flags: z.optional(z.object({ from: z.string(), flags: z.number() })),
  changes: z.optional(z.object({ sequenceNumber: z.number(), at: z.string() })),
  sitemap: z.optional(
    z.object({
      version: z.string(),
      changedAt: z.string(),
      from: sitemapPlace,
      stories: z.number(),
      touched: z.optional(z.array(sitemapPlace)),
    }),
  ),
});

export const storyHeadItem = ({ id, ...attributes }: StoryHead): Item => toItem(storyHeadKey(id), attributes);
export const readStoryHead = (id: string, item: Item): StoryHead => ({ id, ...readItem(item, StoryHeadItem) });

export const feedHeadItem = ({ name, ...attributes }: FeedHead): Item => toItem(feedHeadKey(name), attributes);
export const readFeedHead = (name: FeedName, item: Item): FeedHead => ({ name, ...readItem(item, FeedHeadItem) });

export const registerHeadItem = (register: RegisterHead): Item => toItem(registerHeadKey, register);
export const readRegisterHead = (item: Item): RegisterHead => readItem(item, RegisterHeadItem);

export const feedRegistrationItem = ({ name, ...attributes }: RegisteredFeed): Item =>
  toItem(registerKey(name), attributes);
export const readRegisteredFeed = (item: Item): RegisteredFeed => ({
  name: feedOfRow(keyOf(item).sk),
  ...readItem(item, RegisteredItem),
});
