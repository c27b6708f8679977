import { isDeepStrictEqual } from 'node:util';
import type { ListedMoment, ListedWrite } from '../../news/changes/change-list';
import type { Edit } from '../../news/feed/feed-edit';
import type { LastChange } from '../../news/feed/feed-head';
import { listWrite, momentChangeKeyOf, momentChangesOf } from '../table/change-items';
import type { RebuiltStory } from './rebuild-story';
import type { TableScan } from './scan-table';

/** What has to be done so that the list of changes goes on without a gap, and tells of each story as it is. */
export interface ChangeListMend {
  /** Undefined where nothing was ever written. */
  readonly last?: LastChange;
  readonly said: readonly ListedMoment[];
  readonly writes: readonly ListedWrite[];
  /** The sort keys of what no write says of a moment. */
  readonly removals: readonly string[];
  readonly mended: readonly string[];
}

/**
 * The list that some stories call for. A write whose revision is not there says nothing any more, under a new mark: who was
 * told of it has to begin anew. Revisions that were not told are told at the end, in the order in which they were made.
 */
export function rebuildChangeList(
  stories: readonly RebuiltStory[],
  { writes: seen, said: seenMoments }: TableScan['changes'],
  mark: () => string,
): ChangeListMend {
  const mended: string[] = [];
  const byId = new Map(stories.map((story) => [story.id, story]));
  const told = new Map<string, number>();
  const list: ListedWrite[] = [];
  const end = Math.max(0, ...seen.keys());
  for (let n = 1; n <= end; n++) {
    const write = seen.get(n);
    const isNothing = write?.id === '';
    if (write && (isNothing || write.revision <= (byId.get(write.id)?.story.revision ?? 0))) {
      list.push(write);
      if (!isNothing) told.set(write.id, write.revision);
      continue;
    }
    const of = write ? `revision ${write.revision} of story ${write.id}, which is not there` : 'nothing';
    mended.push(`changes: number ${n} told of ${of}; it says nothing now`);
    list.push(nothing(n, mark(), list.at(-1)));
  }

  const untold = stories.flatMap(({ id, history }) =>
    history
      .map(({ story: after, at: now, imported }, i): Edit => {
        const before = history[i - 1]?.story;
        return { ...(before && { before }), after, now, ...(imported && { imported }) };
      })
      .filter(({ after: { revision } }) => revision > (told.get(id) ?? 0)),
  );
  for (const edit of untold.sort(byTime)) {
    list.push(listWrite(edit, list.at(-1), mark()));
    const { id, revision } = edit.after;
    mended.push(`changes: of revision ${revision} of story ${id} nothing was told; it is told at the end`);
  }

  const wanted = new Map(list.flatMap(momentChangesOf).map((said) => [momentChangeKeyOf(said).sk, said]));
  const wrong = [...wanted].filter(([sk, said]) => !isDeepStrictEqual(seenMoments.get(sk), said));
  const removals = [...seenMoments.keys()].filter((sk) => !wanted.has(sk));
  for (const [sk] of wrong) mended.push(`changes: what a write says of the moment ${sk} was missing`);
  for (const sk of removals) mended.push(`changes: no write says what stood at the moment ${sk}; it was removed`);
  const last = list.at(-1);
  return {
    ...(last && { last: { n: last.n, at: last.at } }),
    said: wrong.map(([, said]) => said),
    writes: list.filter((write) => seen.get(write.n) !== write),
    removals,
    mended,
  };
}

const nothing = (n: number, mark: string, before: ListedWrite | undefined): ListedWrite => ({
  ...{ n, mark, at: before?.at ?? '1970-01-01T00:00:00Z', id: '', revision: 0 },
  ...{ what: [], late: [], moments: [] },
});

/** Those of one moment by story, and those of one story in their order. */
const byTime = (a: Edit, b: Edit): number =>
  compared(a.now, b.now) || compared(a.after.id, b.after.id) || a.after.revision - b.after.revision;
const compared = (a: string, b: string): number => (a === b ? 0 : a < b ? -1 : 1);
