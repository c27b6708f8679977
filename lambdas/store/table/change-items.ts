import * as z from 'zod/mini';
import type { ListedMoment, ListedWrite } from '../../news/changes/change-list';
import { changesOfEdit } from '../../news/changes/changes-of-edit';
import type { Edit } from '../../news/feed/feed-edit';
import type { LastChange } from '../../news/feed/feed-head';
import { latest } from '../../news/values/instant';
import { omitUndefined } from '../../news/values/omit-undefined';
import { type Item, keyOf, readItem, toItem } from './item';
import { changeKey, momentChangeKey, momentChangeKeyParts, numberOfChange, storyMoment } from './keys';

const types = z.array(
  z.enum(['published', 'revised', 'corrected', 'breaking', 'breaking_ended', 'withdrawn', 'reinstated']),
);
const atMoments = z.array(z.object({ at: z.string(), types }));
const revision = { id: z.string(), revision: z.number(), bytes: z.number(), storedAt: z.optional(z.string()) };
const ChangeItem = z.object({
  writeId: z.string(),
  at: z.string(),
  ...revision,
  types,
  late: atMoments,
  moments: atMoments,
});
const MomentChangeItem = z.object({ at: z.string(), ...revision, types });

/**
 * An edit as the next write in the list of changes. Clocks of writers differ; the list's time never goes back. `bytes` are
 * of the story's item (`storyBytes`): a repair holds no texts to count them.
 */
export function listWrite(
  { before, after, now, imported }: Edit,
  last: LastChange | undefined,
  { writeId, bytes }: Pick<ListedWrite, 'writeId' | 'bytes'>,
): ListedWrite {
  const at = latest(now, last?.at);
  return {
    sequenceNumber: (last?.sequenceNumber ?? 0) + 1,
    writeId,
    at,
    id: after.id,
    revision: after.revision,
    bytes,
    ...changesOfEdit({ before, after, now: at }),
    // Repair and audit compare writes with stored ones.
    ...omitUndefined({ storedAt: imported?.storedAt }),
  };
}

/** The coming moments that a write sets or takes back. Each is an item under its moment. */
export const momentChangesOf = ({
  sequenceNumber,
  id,
  revision,
  bytes,
  storedAt,
  moments,
}: ListedWrite): ListedMoment[] =>
  moments.map(({ at, types }) => omitUndefined({ at, sequenceNumber, id, revision, bytes, storedAt, types }));

export const momentChangeKeyOf = ({ at, id, sequenceNumber }: ListedMoment) =>
  momentChangeKey(storyMoment(at, id), sequenceNumber);

export const changeItem = ({ sequenceNumber, ...write }: ListedWrite): Item => toItem(changeKey(sequenceNumber), write);
export const momentChangeItem = ({ sequenceNumber, ...change }: ListedMoment): Item =>
  toItem(momentChangeKeyOf({ sequenceNumber, ...change }), change);

export const readChange = (item: Item): ListedWrite => ({
  sequenceNumber: numberOfChange(keyOf(item).sk),
  ...readItem(item, ChangeItem),
});
export const readMomentChange = (item: Item): ListedMoment => ({
  sequenceNumber: momentChangeKeyParts(keyOf(item).sk).n,
  ...readItem(item, MomentChangeItem),
});
