import { isDeepStrictEqual } from 'node:util';
import type { ListedWrite } from '../../news/changes/change-list';
import type { Edit } from '../../news/feed/feed-edit';
import { greatest } from '../../news/values/greatest';
import { changeItem, listWrite, momentChangeItem, momentChangeKeyOf, momentChangesOf } from '../table/change-items';
import { MOMENT_CHANGES_PARTITION } from '../table/keys';
import type { Mend } from './mend';
import type { RebuiltStory } from './rebuild-story';
import type { TableScan } from './scan-table';

/** The list of changes without a gap, and how the stored list becomes so: the coming moments before the writes. */
export interface RebuiltChangeList {
  readonly writes: readonly ListedWrite[];
  readonly mends: readonly Mend[];
}

/**
 * Rebuilds the list of changes. A write whose revision is gone becomes empty under a new write id, so that a partner who read
 * it has to begin again. Revisions that no write lists follow at the end, in the order in which they were made.
 */
export function rebuildChangeList(
  stories: ReadonlyMap<string, RebuiltStory>,
  { writes: stored, moments }: TableScan['changes'],
  newWriteId: () => string,
): RebuiltChangeList {
  const mended: string[] = [];
  const writes: ListedWrite[] = [];
  const listedRevisions = new Map<string, number>();
  const end = greatest(stored.keys());
  for (let sequenceNumber = 1; sequenceNumber <= end; sequenceNumber++) {
    const write = stored.get(sequenceNumber);
    const isEmpty = write?.id === '';
    if (write && (isEmpty || write.revision <= (stories.get(write.id)?.story.revision ?? 0))) {
      writes.push(write);
      if (!isEmpty) listedRevisions.set(write.id, write.revision);
      continue;
    }
    const text = write ? `listed revision ${write.revision} of story ${write.id}, which is gone` : 'could not be read';
    mended.push(`changes: number ${sequenceNumber} ${text}; it is empty now`);
    writes.push(emptyWrite(sequenceNumber, newWriteId(), writes.at(-1)));
  }
  for (const { edit, bytes } of unlistedEdits(stories, listedRevisions)) {
    writes.push(listWrite(edit, writes.at(-1), { writeId: newWriteId(), bytes }));
    const { id, revision } = edit.after;
    mended.push(`changes: revision ${revision} of story ${id} was not listed; it is listed at the end now`);
  }

  const puts = writes.filter((write) => stored.get(write.sequenceNumber) !== write).map(changeItem);
  return { writes, mends: [rebuildMoments(writes, moments), { puts, removals: [], mended }] };
}

function rebuildMoments(writes: readonly ListedWrite[], stored: TableScan['changes']['moments']): Mend {
  const wanted = new Map(writes.flatMap(momentChangesOf).map((moment) => [momentChangeKeyOf(moment).sk, moment]));
  const wrong = [...wanted].filter(([sk, moment]) => !isDeepStrictEqual(stored.get(sk), moment));
  const orphans = [...stored.keys()].filter((sk) => !wanted.has(sk));
  return {
    puts: wrong.map(([, moment]) => momentChangeItem(moment)),
    removals: orphans.map((sk) => ({ pk: MOMENT_CHANGES_PARTITION, sk })),
    mended: [
      ...wrong.map(([sk]) => `changes: the changes at the moment ${sk} were missing`),
      ...orphans.map((sk) => `changes: no write lists changes at the moment ${sk}; they were removed`),
    ],
  };
}

const emptyWrite = (sequenceNumber: number, writeId: string, previous: ListedWrite | undefined): ListedWrite => ({
  sequenceNumber,
  writeId,
  at: previous?.at ?? '1970-01-01T00:00:00Z',
  id: '',
  revision: 0,
  bytes: 0,
  types: [],
  late: [],
  moments: [],
});

interface UnlistedEdit {
  readonly edit: Edit;
  readonly bytes: number;
}

/** The edits after the last listed revision of each story, by time; edits of one second by story, then by revision. */
function unlistedEdits(
  stories: ReadonlyMap<string, RebuiltStory>,
  listed: ReadonlyMap<string, number>,
): UnlistedEdit[] {
  return [...stories.values()]
    .flatMap(({ id, history }) =>
      history
        .map(
          ({ story, at, imported, bytes }, i): UnlistedEdit => ({
            edit: { before: history[i - 1]?.story, after: story, now: at, imported },
            bytes,
          }),
        )
        .filter(({ edit: { after } }) => after.revision > (listed.get(id) ?? 0)),
    )
    .sort(
      ({ edit: a }, { edit: b }) =>
        compareText(a.now, b.now) || compareText(a.after.id, b.after.id) || a.after.revision - b.after.revision,
    );
}

const compareText = (a: string, b: string): number => (a === b ? 0 : a < b ? -1 : 1);
