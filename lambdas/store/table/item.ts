import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import type * as z from 'zod/mini';
import type { Key } from './keys';

export type Item = Record<string, AttributeValue>;

/**
 * The format of the items that this release writes. It reads this one and all before it. A new form takes two releases, because
 * a process of the older release runs on for minutes: the first reads the new form, the next writes it (decision 26).
 */
export const FORMAT = 1;

/** An item in the table that this release cannot read. */
export class UnreadableItem extends Error {
  override name = 'UnreadableItem';
  constructor(
    readonly key: Key,
    why: string,
  ) {
    super(`item ${key.pk} / ${key.sk} cannot be read: ${why}`);
  }
}

export const toKey = (key: Key): Item => marshall(key);

/** An item of this format. Attributes that are undefined are left out. */
export const toItem = (key: Key, attributes: object): Item =>
  marshall({ ...key, format: FORMAT, ...attributes }, { removeUndefinedValues: true });

/** Bytes of an item: names and values in UTF-8, 3 more for a list or map, 1 for each element ("DynamoDB item sizes and formats"). */
export const itemBytes = (item: Item): number =>
  Object.entries(item).reduce((sum, [name, value]) => sum + Buffer.byteLength(name) + bytesOfValue(value), 0);

function bytesOfValue({ S, N, L, M }: AttributeValue): number {
  if (S !== undefined) return Buffer.byteLength(S);
  if (N !== undefined) return Math.ceil(N.length / 2) + 1;
  if (L !== undefined) return 3 + L.reduce((sum, element) => sum + 1 + bytesOfValue(element), 0);
  if (M !== undefined) return 3 + Object.keys(M).length + itemBytes(M);
  return 1;
}

/** Read units of one item: one for each 4 KB or part of them, and half as many where the read is eventually consistent. */
export const readUnits = (bytes: number, { consistent }: { consistent: boolean }): number =>
  Math.max(1, Math.ceil(bytes / 4096)) / (consistent ? 1 : 2);

export const keyOf = (item: Item): Key => ({ pk: item.pk?.S ?? '', sk: item.sk?.S ?? '' });

/** The attributes of an item. Throws UnreadableItem where they do not match the schema, or a newer release wrote them. */
export function readItem<T>(item: Item, schema: z.ZodMiniType<T>): T {
  // First of all: an item of a newer release may hold values that this one cannot even unmarshall.
  const format = item.format?.N;
  if (!(Number(format) <= FORMAT))
    throw new UnreadableItem(keyOf(item), `its format is ${format}, this release reads up to ${FORMAT}`);
  const parsed = schema.safeParse(unmarshall(item));
  if (parsed.success) return parsed.data;
  throw new UnreadableItem(keyOf(item), `wrong in ${parsed.error.issues.map(({ path }) => path.join('.')).join(', ')}`);
}
