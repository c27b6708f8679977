import { isDeepStrictEqual } from 'node:util';
import type { ListedMoment, ListedWrite } from '../../../lambdas/news/changes/change-list';
import type { LastChange } from '../../../lambdas/news/feed/feed-head';
import { listWrite, momentChangeKeyOf, momentChangesOf } from '../../../lambdas/store/table/change-items';
import { type StoredRevision, storyBytes } from '../../../lambdas/store/table/story-items';

/** The list of changes as it is stored, with the histories of all stories. */
export interface StoredChanges {
  readonly stories: ReadonlyMap<string, { readonly revisions: ReadonlyMap<number, StoredRevision> }>;
  readonly writes: readonly ListedWrite[];
  /** By sort key. */
  readonly moments: ReadonlyMap<string, ListedMoment>;
  /** The last change in the head of `all`. */
  readonly last: LastChange | undefined;
}

/** Compares the list of changes with the histories of all stories: each revision has one number, and the right changes. */
export function faultsInChanges({ stories, writes: stored, moments, last }: StoredChanges): string[] {
  const faults: string[] = [];
  const fault = (text: string) => faults.push(`changes: ${text}`);
  const writes = [...stored].sort((a, b) => a.sequenceNumber - b.sequenceNumber);
  const listed = new Map<string, number>();
  let previous: ListedWrite | undefined;
  for (const write of writes) {
    const { sequenceNumber, id, revision, writeId } = write;
    if (sequenceNumber !== (previous?.sequenceNumber ?? 0) + 1)
      fault(`number ${sequenceNumber} follows ${previous?.sequenceNumber}`);
    const made = stories.get(id)?.revisions.get(revision);
    const was = stories.get(id)?.revisions.get(listed.get(id) ?? 0);
    if (id === '') fault(`number ${sequenceNumber} is empty`);
    else if (!made) fault(`number ${sequenceNumber} lists revision ${revision} of story ${id}, which is gone`);
    else {
      if (revision !== (listed.get(id) ?? 0) + 1)
        fault(`number ${sequenceNumber} is of revision ${revision} of story ${id}`);
      const { story: after, at: now, imported } = made;
      const edit = { before: was?.story, after, now, imported };
      const right = listWrite(edit, previous, { writeId, bytes: storyBytes(after) });
      if (!isDeepStrictEqual({ ...write }, { ...right, sequenceNumber }))
        fault(`number ${sequenceNumber} is ${JSON.stringify(write)}, not ${JSON.stringify(right)}`);
      listed.set(id, revision);
    }
    previous = write;
  }
  for (const [id, { revisions }] of stories) {
    if (listed.get(id) !== revisions.size)
      fault(`story ${id} is listed to revision ${listed.get(id)} of ${revisions.size}`);
  }
  if (last?.sequenceNumber !== previous?.sequenceNumber || last?.at !== previous?.at)
    fault(`the head of all has ${JSON.stringify(last)}, the last is ${previous?.sequenceNumber}, ${previous?.at}`);
  const wanted = new Map(writes.flatMap(momentChangesOf).map((moment) => [momentChangeKeyOf(moment).sk, moment]));
  for (const [sk, moment] of wanted) {
    if (!isDeepStrictEqual(moments.get(sk), moment))
      fault(`the changes at ${sk} are ${JSON.stringify(moments.get(sk))}`);
  }
  for (const sk of moments.keys()) if (!wanted.has(sk)) fault(`no write lists changes at ${sk}`);
  return faults;
}
