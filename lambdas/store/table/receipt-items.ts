import * as z from 'zod/mini';
import type { Instant } from '../../news/values/instant';
import { type Item, readItem, toItem } from './item';
import type { Key } from './keys';

/** The answer to an upload with an Idempotency-Key, so that a repeat gets the same answer. */
export interface Receipt {
  /** SHA-256 of method, path and body. */
  readonly request: string;
  readonly status: number;
  readonly id: string;
  readonly revision: number;
  /** The time of the answer, which shows the story of that time. */
  readonly at: Instant;
  /** Seconds since 1970. DynamoDB removes the item hours later, so readers ask the clock. */
  readonly expires: number;
}

const ReceiptItem = z.object({
  request: z.string(),
  status: z.number(),
  id: z.string(),
  revision: z.number(),
  at: z.string(),
  expires: z.number(),
});

export const receiptItem = (key: Key, receipt: Receipt): Item => toItem(key, receipt);
export const readReceipt = (item: Item): Receipt => readItem(item, ReceiptItem);
