import { createHash } from 'node:crypto';
import { GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { readToken, type StoredToken, toKey, tokenItem } from './items';
import { tokenKey } from './keys';
import type { Table } from './table';

const sha256 = (token: string): string => createHash('sha256').update(token).digest('hex');

export interface FoundToken extends StoredToken {
  /** SHA-256 of the token. */
  readonly token: string;
}

/** What a token may do; undefined for one that nobody was given. One strongly consistent read. */
export async function findToken({ client, name }: Table, token: string): Promise<FoundToken | undefined> {
  const hash = sha256(token);
  const { Item } = await client.send(
    new GetItemCommand({ TableName: name, Key: toKey(tokenKey(hash)), ConsistentRead: true }),
  );
  return Item && { ...readToken(Item), token: hash };
}

/** Keeps what a token may do, by its SHA-256; the token itself is nowhere. */
export async function storeToken({ client, name }: Table, token: string, may: StoredToken): Promise<void> {
  await client.send(new PutItemCommand({ TableName: name, Item: tokenItem(sha256(token), may) }));
}
