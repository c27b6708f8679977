import * as z from 'zod/mini';
import { type Item, readItem, toItem } from './item';
import type { Key } from './keys';

/** The answer to an upload with an Idempotency-Key, so that a repeat gets the same answer. */
const Receipt = z.object({
  /** SHA-256 of method, path and body. */
  request: z.string(),
  status: z.number(),
  id: z.string(),
  revision: z.number(),
  /** The time of the answer, which shows the story of that time. */
  at: z.string(),
  /** Seconds since 1970. DynamoDB removes the item hours later, so readers ask the clock. */
  expires: z.number(),
});
export type Receipt = z.infer<typeof Receipt>;

export const receiptItem = (key: Key, receipt: Receipt): Item => toItem(key, receipt);
export const readReceipt = (item: Item): Receipt => readItem(item, Receipt);
