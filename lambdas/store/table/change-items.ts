import * as z from 'zod/mini';
import type { ListedMoment, ListedWrite } from '../../news/changes/change-list';
import { changesOfEdit } from '../../news/changes/changes-of-edit';
import type { Edit } from '../../news/feed/feed-edit';
import type { LastChange } from '../../news/feed/feed-head';
import { latest } from '../../news/values/instant';
import { omitUndefined } from '../../news/values/omit-undefined';
import { type Item, keyOf, readItem, toItem } from './item';
import { changeKey, momentChangeKey, momentChangeKeyParts, numberOfChange, storyMoment } from './keys';

const what = z.array(
  z.enum(['published', 'revised', 'corrected', 'breaking', 'breaking ended', 'withdrawn', 'reinstated']),
);
const atMoments = z.array(z.object({ at: z.string(), what }));
const revision = { id: z.string(), revision: z.number() };
const ChangeItem = z.object({
  mark: z.string(),
  at: z.string(),
  ...revision,
  what,
  late: atMoments,
  moments: atMoments,
  storedAt: z.optional(z.string()),
});
const MomentChangeItem = z.object({ at: z.string(), ...revision, what });

/** An edit as the next write in the list of changes. Clocks of writers differ; the list's time never goes back. */
export function listWrite(
  { before, after, now, imported }: Edit,
  last: LastChange | undefined,
  mark: string,
): ListedWrite {
  const at = latest(now, last?.at);
  return {
    n: (last?.n ?? 0) + 1,
    mark,
    at,
    id: after.id,
    revision: after.revision,
    ...changesOfEdit({ before, after, now: at }),
    // Repair and audit compare writes with stored ones.
    ...omitUndefined({ storedAt: imported?.storedAt }),
  };
}

/** The coming moments that a write sets or takes back. Each is an item under its moment. */
export const momentChangesOf = ({ n, id, revision, moments }: ListedWrite): ListedMoment[] =>
  moments.map(({ at, what }) => ({ at, n, id, revision, what }));

export const momentChangeKeyOf = ({ at, id, n }: ListedMoment) => momentChangeKey(storyMoment(at, id), n);

export const changeItem = ({ n, ...write }: ListedWrite): Item => toItem(changeKey(n), write);
export const momentChangeItem = ({ n, ...change }: ListedMoment): Item =>
  toItem(momentChangeKeyOf({ n, ...change }), change);

export const readChange = (item: Item): ListedWrite => ({
  n: numberOfChange(keyOf(item).sk),
  ...readItem(item, ChangeItem),
});
export const readMomentChange = (item: Item): ListedMoment => ({
  n: momentChangeKeyParts(keyOf(item).sk).n,
  ...readItem(item, MomentChangeItem),
});
