import { isDeepStrictEqual } from 'node:util';
import type { ListedMoment, ListedWrite } from '../../../lambdas/news/changes/change-list';
import type { LastChange } from '../../../lambdas/news/feed/feed-head';
import { listWrite, momentChangeKeyOf, momentChangesOf } from '../../../lambdas/store/table/change-items';
import type { StoredRevision } from '../../../lambdas/store/table/story-items';

/** The list of changes as it is stored, with the histories that it tells of. */
export interface StoredChanges {
  readonly stories: ReadonlyMap<string, { readonly revisions: ReadonlyMap<number, StoredRevision> }>;
  readonly writes: readonly ListedWrite[];
  /** By sort key. */
  readonly said: ReadonlyMap<string, ListedMoment>;
  /** What the head of `all` says of it. */
  readonly last: LastChange | undefined;
}

/** Compares the list of changes with the histories of all stories: each revision has one number, and says what it was. */
export function faultsInChanges({ stories, writes: stored, said, last }: StoredChanges): string[] {
  const faults: string[] = [];
  const fault = (what: string) => faults.push(`changes: ${what}`);
  const writes = [...stored].sort((a, b) => a.n - b.n);
  const told = new Map<string, number>();
  let before: ListedWrite | undefined;
  for (const write of writes) {
    const { n, id, revision, mark } = write;
    if (n !== (before?.n ?? 0) + 1) fault(`number ${n} follows ${before?.n}`);
    const made = stories.get(id)?.revisions.get(revision);
    const was = stories.get(id)?.revisions.get(told.get(id) ?? 0);
    if (id === '') fault(`number ${n} says nothing`);
    else if (!made) fault(`number ${n} tells of revision ${revision} of story ${id}, which is not there`);
    else {
      if (revision !== (told.get(id) ?? 0) + 1) fault(`number ${n} is of revision ${revision} of story ${id}`);
      const { story: after, at: now, imported } = made;
      const edit = { ...(was && { before: was.story }), after, now, ...(imported && { imported }) };
      const right = listWrite(edit, before, mark);
      if (!isDeepStrictEqual({ ...write }, { ...right, n }))
        fault(`number ${n} is ${JSON.stringify(write)}, not ${JSON.stringify(right)}`);
      told.set(id, revision);
    }
    before = write;
  }
  for (const [id, { revisions }] of stories) {
    if (told.get(id) !== revisions.size) fault(`story ${id} is told to revision ${told.get(id)} of ${revisions.size}`);
  }
  if (last?.n !== before?.n || last?.at !== before?.at)
    fault(`the head of all says ${JSON.stringify(last)}, the last is ${before?.n}, ${before?.at}`);
  const wanted = new Map(writes.flatMap(momentChangesOf).map((moment) => [momentChangeKeyOf(moment).sk, moment]));
  for (const [sk, moment] of wanted) {
    if (!isDeepStrictEqual(said.get(sk), moment)) fault(`what is said at ${sk} is ${JSON.stringify(said.get(sk))}`);
  }
  for (const sk of said.keys()) if (!wanted.has(sk)) fault(`no write says what stands at ${sk}`);
  return faults;
}
