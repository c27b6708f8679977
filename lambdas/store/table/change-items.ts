import * as z from 'zod/mini';
import type { ListedMoment, ListedWrite } from '../../news/changes/change-list';
import { changesOfEdit, storyMoment } from '../../news/changes/changes-of-edit';
import type { Edit, LastChange } from '../../news/feed/feed-head';
import { type Instant, latest } from '../../news/values/instant';
import { type Item, keyOf, readItem, toItem } from './items';
import { changeKey, momentChangeKey, momentChangeKeyParts, numberOfChange } from './keys';

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
const SaidItem = z.object({ at: z.string(), ...revision, what });

/** The write that an edit is, after the last one there was. Clocks of writers differ; the list's never goes back. */
export function listWrite(
  { before, after, now, imported }: Edit,
  last: LastChange | undefined,
  mark: string,
): ListedWrite {
  const at = latest(now, last?.at) as Instant;
  const edit = { ...(before && { before }), after, now: at };
  return {
    n: (last?.n ?? 0) + 1,
    mark,
    at,
    id: after.id,
    revision: after.revision,
    ...changesOfEdit(edit),
    ...(imported && { storedAt: imported.storedAt }),
  };
}

/** What a write says of coming moments, each to be kept under its moment. */
export const momentChangesOf = ({ n, id, revision, moments }: ListedWrite): ListedMoment[] =>
  moments.map(({ at, what }) => ({ at, n, id, revision, what }));

export const momentChangeKeyOf = ({ at, id, n }: ListedMoment) => momentChangeKey(storyMoment(at, id), n);

export const changeItem = ({ n, ...write }: ListedWrite): Item => toItem(changeKey(n), write);
export const momentChangeItem = ({ n, ...said }: ListedMoment): Item =>
  toItem(momentChangeKey(storyMoment(said.at, said.id), n), said);

export const readChange = (item: Item): ListedWrite => ({
  n: numberOfChange(keyOf(item).sk),
  ...readItem(item, ChangeItem),
});
export const readMomentChange = (item: Item): ListedMoment => ({
  n: momentChangeKeyParts(keyOf(item).sk).n,
  ...readItem(item, SaidItem),
});
