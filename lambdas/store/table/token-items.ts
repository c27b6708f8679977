import * as z from 'zod/mini';
import type { Instant } from '../../news/values/instant';
import { type Item, readItem, toItem } from './item';
import { tokenKey, tokenListingKey } from './keys';

/** A token as the table holds it: its SHA-256 is in the key, the token itself is nowhere. */
export interface StoredToken {
  /** The bearer: the name in every revision that this token makes. */
  readonly name: string;
  readonly scopes: readonly string[];
  readonly created: Instant;
}

/** A token in the list of tokens. */
export interface ListedToken extends StoredToken {
  /** SHA-256 of the token. */
  readonly token: string;
}

const stored = { name: z.string(), scopes: z.array(z.string()), created: z.string() };
const TokenItem = z.object(stored);
const TokenListing = z.object({ ...stored, token: z.string() });

export const tokenItem = (sha256: string, token: StoredToken): Item => toItem(tokenKey(sha256), token);
export const readToken = (item: Item): StoredToken => readItem(item, TokenItem);

/** Listed under the token's name; `as` is another name where that one is taken. */
export const tokenListingItem = (token: ListedToken, as: string = token.name): Item =>
  toItem(tokenListingKey(as), token);
export const readListedToken = (item: Item): ListedToken => readItem(item, TokenListing);
