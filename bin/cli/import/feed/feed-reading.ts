import { parseFeedDate } from '../../dates/feed-date';
import type { FeedDocument } from '../feed-document';
import type { FeedItem } from '../feed-item';
import { type ItemContext, storyFromItem } from '../feed-story';
import { type ForeignFeed, placeOf } from '../foreign-feed';
import { type ImportedStory, oldestFirst, type SkippedEntry, type SourceOptions } from '../import-source';
import { createLanguageReader } from '../language-reader';
import { type FeedStory, NewestCopies } from '../newest-copies';

export interface FeedStories {
  readonly stories: readonly ImportedStory[];
  /** Items that are left out. */
  readonly skipped: readonly SkippedEntry[];
  /** Why older stories may be missing. */
  readonly gap?: string;
  /** What the user should know of the documents. */
  readonly remarks: readonly string[];
}

export type ReadingOptions = Pick<SourceOptions, 'onProgress'> & Partial<Pick<SourceOptions, OptionalOptions>>;
type OptionalOptions = 'section' | 'sectionsFrom' | 'base' | 'include' | 'undated';

/** The stories of a feed while its documents are being read. */
export class FeedReading {
  readonly #copies = new NewestCopies();
  /** By name and kind: an archive document repeats items. */
  readonly #skipped = new Map<string, SkippedEntry>();
  readonly #remarks: string[] = [];
  readonly #readLanguage = createLanguageReader();

  constructor(private readonly options: ReadingOptions) {}

  /** Adds the items of the next older document. */
  add(feed: ForeignFeed, { address, note }: FeedDocument): void {
    const name = address ?? 'the document';
    if (note !== undefined) this.#remarks.push(`${name} has ${note}.`);
    if (feed.fault && !feed.isCutOff)
      this.#remarks.push(
        `${name} is not well-formed (${placeOf(feed.fault)}: ${feed.fault.message}): check its stories.`,
      );
    const isIncluded = ({ skip }: FeedItem) =>
      skip === undefined || (skip.kind === 'drafts' && this.options.include?.has('drafts') === true);
    for (const item of feed.items) if (!isIncluded(item) && item.skip) this.#skip(item, item.skip);
    const withdrawn = feed.items.flatMap(({ skip, guid }) =>
      skip?.kind === 'withdrawn stories' && guid ? [guid] : [],
    );
    const stories = this.#storiesOf(feed.items.filter(isIncluded), {
      ...{ base: address ?? this.options.base, site: feed.site, language: feed.language },
      ...{ section: this.options.section, sectionsFrom: this.options.sectionsFrom, readLanguage: this.#readLanguage },
    });
    const isAtom = feed.format === 'atom';
    this.#copies.add(
      stories.map((story) => ({ ...story, isAtom })),
      { withdrawn, site: feed.site },
    );
    this.options.onProgress(this.#copies.size);
  }

  /** Says that the feed names no older documents. */
  remarkOnNewest(): void {
    const { size } = this.#copies;
    const taken = size === 1 ? 'its newest story was taken' : `its newest ${size} stories were taken`;
    this.#remarks.push(`this feed names no older documents: ${taken}`);
  }

  get isCircle(): boolean {
    return this.#copies.isCircle;
  }

  /** Whether the last document had no new story. */
  get isRepetition(): boolean {
    return this.#copies.isRepetition;
  }

  /** Everything that was read. */
  result(gap?: string): FeedStories {
    // Feeds list the newest story first, also among stories of the same time.
    const stories = oldestFirst(this.#copies.stories.reverse());
    return { stories, skipped: [...this.#skipped.values(), ...this.#copies.repeated], gap, remarks: this.#remarks };
  }

  #storiesOf(items: readonly FeedItem[], context: ItemContext): Omit<FeedStory, 'isAtom'>[] {
    const dates = items.map((item) => parseFeedDate(item.published) ?? parseFeedDate(item.updated));
    return items.flatMap((item, i) => {
      // Feeds list the newest item first. An item without a date is as old as its neighbour.
      const near =
        dates.slice(0, i).findLast((date) => date !== undefined) ?? dates.slice(i).find((date) => date !== undefined);
      if (near === undefined && this.options.undated !== 'now') {
        this.#skip(item, UNDATED);
        return [];
      }
      const story = storyFromItem(item, { ...context, published: near });
      return [{ story, hasGuid: (item.guid?.trim() ?? '') !== '' }];
    });
  }

  #skip(item: FeedItem, entry: Omit<SkippedEntry, 'name'>): void {
    const name = item.link ?? item.guid ?? `an item without guid and link: ${(item.title ?? '').slice(0, 100)}`;
    this.#skipped.set(`${entry.kind} ${name}`, { name, ...entry });
  }
}

const UNDATED = {
  kind: 'undated items',
  why: 'no readable date, here or at another item: --undated now imports it as of this moment',
};
