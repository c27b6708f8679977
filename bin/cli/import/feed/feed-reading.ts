import { parseFeedDate } from '../../dates/feed-date';
import { type FeedDocument, withoutUserInfo } from '../feed-document';
import type { FeedItem } from '../feed-item';
import { type ItemContext, storyFromItem } from '../feed-story';
import { type ForeignFeed, placeOf } from '../foreign-feed';
import { type ImportedStory, oldestFirst, type SkippedEntry, type SourceOptions } from '../import-source';
import { createLanguageReader } from '../language-reader';
import { type FeedStory, NewestCopies } from '../newest-copies';
import { WITHDRAWN } from './json-item';

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
  /** By kind and identity: an archive document repeats items. */
  readonly #skipped = new Map<string, SkippedEntry>();
  /** How many skipped items of the current document have one kind and identity. */
  #alike = new Map<string, number>();
  /** The number of each item in the current document, from 1. */
  #numbers: ReadonlyMap<FeedItem, number> = new Map();
  readonly #remarks: string[] = [];
  readonly #readLanguage = createLanguageReader();

  constructor(private readonly options: ReadingOptions) {}

  /** Adds the items of the next older document. */
  add(feed: ForeignFeed, { address, note }: FeedDocument): void {
    const name = address ?? 'the document';
    this.#alike = new Map();
    this.#numbers = new Map(feed.items.map((item, i) => [item, i + 1]));
    if (note !== undefined) this.#remarks.push(`${name} has ${note}.`);
    if (feed.fault && !feed.isCutOff)
      this.#remarks.push(
        `${name} is not well-formed (${placeOf(feed.fault)}: ${feed.fault.message}): check its stories.`,
      );
    const { include } = this.options;
    const isIncluded = ({ skip }: FeedItem) =>
      skip === undefined ||
      (skip.kind === 'drafts' && include?.has('drafts') === true) ||
      (skip.kind === 'private posts' && include?.has('private') === true);
    for (const item of feed.items) if (!isIncluded(item) && item.skip) this.#skip(item, item.skip);
    const withdrawn = feed.items.flatMap(({ skip, guid, deletedAt }) =>
      skip?.kind === WITHDRAWN.kind && guid ? [{ guid, at: parseFeedDate(deletedAt) }] : [],
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
    const { length } = this.#copies.stories;
    const taken =
      length === 0
        ? 'none of its items was taken'
        : length === 1
          ? 'its newest story was taken'
          : `its newest ${length} stories were taken`;
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
    const taken = new Set(stories.map(({ value }) => withoutUserInfo(`${value.guid}`)));
    const skipped = [...this.#skipped.values()].map((entry) =>
      entry.kind === WITHDRAWN.kind && taken.has(entry.name)
        ? { ...entry, why: 'is an older withdrawal: the story changed later and is taken' }
        : entry,
    );
    return { stories, skipped: [...skipped, ...this.#copies.leftOut], gap, remarks: this.#remarks };
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

  /** An item of another document may be the same one again. Two items of one document never are. */
  #skip(item: FeedItem, entry: Omit<SkippedEntry, 'name'>): void {
    const { guid, link, title = '' } = item;
    // All withdrawn stories of a Bulletin link to one page.
    const address = entry.kind === WITHDRAWN.kind ? (guid ?? link) : (link ?? guid);
    const identity = [entry.kind, guid ?? '', link ?? '', title].join('\n');
    const alike = (this.#alike.get(identity) ?? 0) + 1;
    this.#alike.set(identity, alike);
    const name = address?.trim()
      ? withoutUserInfo(address)
      : `item ${this.#numbers.get(item)}${title.trim() ? `, ${title.slice(0, 100)}` : ''}`;
    this.#skipped.set(`${alike} ${identity}`, { name, ...entry });
  }
}

const UNDATED = {
  kind: 'undated items',
  why: 'no readable date, here or at another item: --undated now imports it as of this moment',
};
