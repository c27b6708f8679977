import { feedsIgnoringWithdrawal } from '../../../lambdas/news/feed/feed';
import { parseStory } from '../../../lambdas/news/story/story';
import type { Source } from '../commands/import';
import { createGapFinder } from '../import/revision-gaps';
import { readRevisions, scanExport } from './export-file';
import type { Entry } from './send';

/** The revisions of an export, in the order in which they were made, each with the feeds that it may open. */
export async function exportEntries(file: string, name: string): Promise<Source> {
  const { guids, revisions, isComplete } = await scanExport(file);
  return {
    kind: 'revisions',
    total: revisions,
    entries: entriesOf(file, name, guids),
    ...(!isComplete && {
      warning: `${name}: does not end as an export does: it was cut off, and something may be missing.`,
    }),
  };
}

async function* entriesOf(file: string, name: string, guids: ReadonlyMap<string, string>): AsyncGenerator<Entry> {
  const followed = createGapFinder();
  for await (const { revision, line } of readRevisions(file)) {
    const { id, revision: number } = revision.story;
    const follows = followed(id, number);
    const feeds = namesIn(revision.story).flatMap((feed) => {
      const guid = guids.get(feed);
      return guid === undefined ? [] : [[feed, guid] as const];
    });
    yield {
      name: `${name}:${line}: ${id}, revision ${number}`,
      value: follows === undefined ? revision : { ...revision, follows },
      notes: follows === undefined ? [] : ['the export does not have the revision before it'],
      feeds: new Map(feeds),
    };
  }
}

/** Of a story that is none the server says what is wrong with it. */
function namesIn(story: unknown): string[] {
  try {
    return ['all', 'breaking', ...feedsIgnoringWithdrawal(parseStory(story)).keys()];
  } catch {
    return [];
  }
}
