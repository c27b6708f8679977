import { feedsIgnoringWithdrawal } from '../../../lambdas/news/feed/feed';
import { parseStory } from '../../../lambdas/news/story/story';
import { readRevisions, scanExport } from './export-file';
import type { ImportEntry, ImportSource } from './import-source';
import { createGapFinder } from './revision-gaps';

/** The revisions of an export in the order of writing, each with the feeds that it may open. */
export async function exportEntries(file: string, name: string): Promise<ImportSource> {
  const { guids, closedFeeds, revisions, isComplete } = await scanExport(file);
  return {
    kind: 'revisions',
    total: revisions,
    entries: entriesOf(file, name, guids),
    closedFeeds,
    warning: isComplete
      ? undefined
      : `${name}: has no last line of an export: it was cut off, and stories may be missing.`,
  };
}

async function* entriesOf(file: string, name: string, guids: ReadonlyMap<string, string>): AsyncGenerator<ImportEntry> {
  const findGap = createGapFinder();
  for await (const { revision, line } of readRevisions(file)) {
    const { id, revision: number } = revision.story;
    const follows = findGap(id, number);
    const feeds = feedNames(revision.story).flatMap((feed) => {
      const guid = guids.get(feed);
      return guid === undefined ? [] : [[feed, guid] as const];
    });
    yield {
      name: `${name}:${line}: ${id}, revision ${number}`,
      value: follows === undefined ? revision : { ...revision, follows },
      notes: follows === undefined ? [] : ['the export lacks the revision before it'],
      feeds: new Map(feeds),
    };
  }
}

/** Empty for a story that cannot be parsed: the server reports its errors. */
function feedNames(story: unknown): string[] {
  try {
    return ['all', 'breaking', ...feedsIgnoringWithdrawal(parseStory(story)).keys()];
  } catch {
    return [];
  }
}
