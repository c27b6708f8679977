import { TransactWriteItemsCommand } from '@aws-sdk/client-dynamodb';
import { sha256 } from '../news/values/sha256';
import { getItem } from './read/get-item';
import { TOKENS_PARTITION, tokenKey, tokenListingKey } from './table/keys';
import { queryAll, queryOn } from './table/query-all';
import type { Table } from './table/table';
import {
  type ListedToken,
  readListedToken,
  readToken,
  type StoredToken,
  tokenItem,
  tokenListingItem,
} from './table/token-items';
import { type Action, commit, type Wait } from './table/transaction';
import { actionsOn } from './table/transaction-actions';

/** Every scope that a token may have. */
export const SCOPES = ['read', 'write', 'break', 'withdraw'] as const;

/** The name and scopes of a token; undefined for a token that does not exist. One strongly consistent read. */
export async function findToken(table: Table, token: string): Promise<ListedToken | undefined> {
  const hash = sha256(token);
  const item = await getItem(table, tokenKey(hash));
  return item && { ...readToken(item), token: hash };
}

/** Stores a token, as its SHA-256 only, in place of the token that has this name: that one is revoked. */
export async function storeToken(table: Table, token: string, stored: StoredToken): Promise<void> {
  const { put, remove } = actionsOn(table.name);
  const listed = { ...stored, token: sha256(token) };
  const item = await getItem(table, tokenListingKey(stored.name));
  const former = item && readListedToken(item).token;
  const revoked = former === undefined || former === listed.token ? [] : [remove(tokenKey(former))];
  const actions = [put(tokenItem(listed.token, stored)), put(tokenListingItem(listed)), ...revoked];
  await table.client.send(new TransactWriteItemsCommand({ TransactItems: actions }));
}

/** Stores a token under a new name, and lists it in the same transaction; `taken` where another token has the name. */
export async function createToken(
  { client, name }: Table,
  token: string,
  stored: StoredToken,
  how: { token: string; wait: Wait },
): Promise<'done' | 'busy' | 'taken'> {
  const { put, putNew } = actionsOn(name);
  const listed = { ...stored, token: sha256(token) };
  const actions: Action<'taken'>[] = [
    { action: putNew(tokenListingItem(listed)), refusal: 'taken' },
    { action: put(tokenItem(listed.token, stored)) },
  ];
  return commit(client, actions, how);
}

/** A token in the list. It is listed under its name, unless a repair found two tokens of one name. */
export interface TokenListing extends ListedToken {
  readonly listedAs: string;
}

/** Every token, in the order of their names. One request for each megabyte. */
export async function listTokens(table: Table): Promise<TokenListing[]> {
  const items = await queryAll(queryOn(table), {
    KeyConditionExpression: 'pk = :tokens',
    ExpressionAttributeValues: { ':tokens': { S: TOKENS_PARTITION } },
  });
  return items.map((item) => ({ ...readListedToken(item), listedAs: item.sk?.S ?? '' }));
}

/** Deletes a token and its listing. Nothing happens where they are gone already. */
export async function revokeToken({ client, name }: Table, { token, listedAs }: TokenListing): Promise<void> {
  const { remove } = actionsOn(name);
  const actions = [remove(tokenKey(token)), remove(tokenListingKey(listedAs))];
  await client.send(new TransactWriteItemsCommand({ TransactItems: actions }));
}
