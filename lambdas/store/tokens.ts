import { GetItemCommand, paginateQuery, TransactWriteItemsCommand } from '@aws-sdk/client-dynamodb';
import { sha256 } from '../news/values/sha256';
import { actionsOn } from './table/actions';
import { toKey } from './table/item';
import { type Key, TOKENS_PARTITION, tokenKey, tokenListingKey } from './table/keys';
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

/** Everything that a token may be given. */
export const SCOPES = ['read', 'write', 'break', 'withdraw'] as const;

/** What a token may do; undefined for one that nobody was given. One strongly consistent read. */
export async function findToken(table: Table, token: string): Promise<ListedToken | undefined> {
  const hash = sha256(token);
  const item = await get(table, tokenKey(hash));
  return item && { ...readToken(item), token: hash };
}

/**
 * Keeps what a token may do, by its SHA-256; the token itself is nowhere. The token that had this name before is
 * revoked with that.
 */
export async function storeToken(table: Table, token: string, may: StoredToken): Promise<void> {
  const { put, remove } = actionsOn(table.name);
  const listed = { ...may, token: sha256(token) };
  const item = await get(table, tokenListingKey(may.name));
  const former = item && readListedToken(item).token;
  const revoked = former === undefined || former === listed.token ? [] : [remove(tokenKey(former))];
  const actions = [put(tokenItem(listed.token, may)), put(tokenListingItem(listed)), ...revoked];
  await table.client.send(new TransactWriteItemsCommand({ TransactItems: actions }));
}

/** Keeps a token under a name that no other has, and lists it in the same transaction; `taken` where one has it. */
export async function createToken(
  { client, name }: Table,
  token: string,
  may: StoredToken,
  how: { token: string; wait: Wait },
): Promise<'done' | 'busy' | 'taken'> {
  const { put, putNew } = actionsOn(name);
  const listed = { ...may, token: sha256(token) };
  const actions: Action<'taken'>[] = [
    { action: putNew(tokenListingItem(listed)), refusal: 'taken' },
    { action: put(tokenItem(listed.token, may)) },
  ];
  return commit(client, actions, how);
}

/** A token in the list, and the name that it is listed under: its own, unless a repair found two of one name. */
export interface TokenListing extends ListedToken {
  readonly listedAs: string;
}

/** Every token, in the order of their names. As many requests as there are megabytes. */
export async function listTokens({ client, name }: Table): Promise<TokenListing[]> {
  const tokens: TokenListing[] = [];
  const pages = paginateQuery(
    { client },
    {
      TableName: name,
      ConsistentRead: true,
      KeyConditionExpression: 'pk = :tokens',
      ExpressionAttributeValues: { ':tokens': { S: TOKENS_PARTITION } },
    },
  );
  for await (const { Items = [] } of pages) {
    tokens.push(...Items.map((item) => ({ ...readListedToken(item), listedAs: item.sk?.S ?? '' })));
  }
  return tokens;
}

/** Takes a token out of use and off the list; nothing happens where it is gone already. */
export async function revokeToken({ client, name }: Table, { token, listedAs }: TokenListing): Promise<void> {
  const { remove } = actionsOn(name);
  const actions = [remove(tokenKey(token)), remove(tokenListingKey(listedAs))];
  await client.send(new TransactWriteItemsCommand({ TransactItems: actions }));
}

async function get({ client, name }: Table, key: Key) {
  const { Item } = await client.send(new GetItemCommand({ TableName: name, Key: toKey(key), ConsistentRead: true }));
  return Item;
}
