import { makeExcerpt } from '../../news/story/make-excerpt';
import { excerptKey, storyKey } from '../table/keys';
import { excerptItem, readStory } from '../table/story-items';
import type { ExclusiveWriter } from './exclusive-writer';
import type { RebuiltStory } from './rebuild-story';
import type { TableScan } from './scan-table';

/** A story whose excerpt is missing or wrong. */
export interface ExcerptToMend {
  readonly id: string;
  /** Feeds show nothing of a withdrawn story, so it has no excerpt. */
  readonly isWithdrawn: boolean;
}

/** The stories whose stored excerpt is not the one of their newest revision. */
export const excerptsToMend = (stories: Iterable<RebuiltStory>, scan: TableScan): ExcerptToMend[] =>
  [...stories].flatMap(({ id, story, excerptHash }) => {
    const isWithdrawn = story.withdrawal !== undefined;
    const right = isWithdrawn ? undefined : excerptHash;
    return scan.stories.get(id)?.excerptHash === right ? [] : [{ id, isWithdrawn }];
  });

/** Writes the excerpt from the story, whose item is right by now. */
export async function mendExcerpt(writer: ExclusiveWriter, { id, isWithdrawn }: ExcerptToMend): Promise<void> {
  if (isWithdrawn) return writer.remove(excerptKey(id));
  return writer.put(excerptItem(makeExcerpt(readStory(await writer.get(storyKey(id))))));
}
