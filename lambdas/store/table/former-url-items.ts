import * as z from 'zod/mini';
import type { Story } from '../../news/story/story';
import { epoch, type Instant } from '../../news/values/instant';
import { type Item, readItem, toItem } from './item';
import { formerUrlKey } from './keys';

/** Names the story of a former address. An edit claims the address before its transaction, and gives it up after it. */
export interface FormerUrlClaim {
  readonly address: string;
  /** The id of the story. */
  readonly id: string;
  /** The revision that the claiming edit makes. */
  readonly revision: number;
  readonly at: Instant;
}

const ClaimItem = z.object({ address: z.string(), id: z.string(), revision: z.number(), at: z.string() });

export const formerUrlItem = (claim: FormerUrlClaim): Item => toItem(formerUrlKey(claim.address), claim);
export const readFormerUrlClaim = (item: Item): FormerUrlClaim => readItem(item, ClaimItem);

/** Seconds after which an edit that has not made its revision never will: Lambda ends the publish function after 20. */
const MAX_EDIT_SECONDS = 60;

/**
 * Whether a claim stands: its story lists the address, or the edit that claimed it may still be under way. A writer that died
 * leaves a claim that does not stand.
 */
export function isClaimValid(
  { address, revision, at }: FormerUrlClaim,
  story: Pick<Story, 'revision' | 'formerUrls'> | undefined,
  now: Instant,
): boolean {
  if (story?.formerUrls?.includes(address)) return true;
  if (story && story.revision >= revision) return false;
  return epoch(now) - epoch(at) < MAX_EDIT_SECONDS * 1_000;
}
