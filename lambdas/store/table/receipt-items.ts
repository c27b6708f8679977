import * as z from 'zod/mini';
import { epoch, type Instant, plusSeconds } from '../../news/values/instant';
import { ClosingItem, feedName } from './head-items';
import { type Item, readItem, toItem } from './item';
import type { Key } from './keys';

const receipt = {
  /** SHA-256 of method, path and body. */
  request: z.string(),
  status: z.number(),
  /** The time of the answer, which shows the story of that time. */
  at: z.string(),
  /** Seconds since 1970. DynamoDB removes the item hours later, so readers ask the clock. */
  expires: z.number(),
};
const StoryReceipt = z.object({ ...receipt, id: z.string(), revision: z.number() });
export type StoryReceipt = z.infer<typeof StoryReceipt>;

const FeedReceipt = z.object({ ...receipt, feed: feedName, title: z.string(), closing: z.optional(ClosingItem) });
export type FeedReceipt = z.infer<typeof FeedReceipt>;

/** The answer to a write with an Idempotency-Key, so that a repeat gets the same answer: about a story, or about a feed. */
export type Receipt = StoryReceipt | FeedReceipt;

/** Seconds for which a repeated write gets the same answer: 24 hours. */
const REPEATABLE_FOR = 86_400;

/** What a receipt holds, but for its times. */
export type NewReceipt = Omit<StoryReceipt, 'at' | 'expires'> | Omit<FeedReceipt, 'at' | 'expires'>;

/** The receipt of a write that is made now. */
export const newReceiptItem = (key: Key, receipt: NewReceipt, now: Instant): Item =>
  receiptItem(key, { ...receipt, at: now, expires: epoch(plusSeconds(now, REPEATABLE_FOR)) / 1000 });

export const receiptItem = (key: Key, receipt: Receipt): Item => toItem(key, receipt);
export const readReceipt = (item: Item): Receipt =>
  item.feed ? readItem(item, FeedReceipt) : readItem(item, StoryReceipt);
