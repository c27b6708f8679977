import { LRUCache } from 'lru-cache';
import { type Excerpt, type FeedEntry, type FeedStory, feedStoryOf } from '../../news/story/feed-entry';
import type { Reader } from '../../store/read/reader';
import type { UnreadableItem } from '../../store/table/item';
import { idInStoryPartition } from '../../store/table/keys';

/** Bytes of excerpts in memory. The least recently used excerpts go first. */
const MAX_BYTES = 8 * 1024 * 1024;

/** Stories as feed documents show them, in the order of their entries. */
export interface StoriesWithExcerpts {
  readonly entries: readonly FeedStory[];
  /** The excerpts that this release cannot read. Their stories are not in `entries`. */
  readonly unreadable: readonly UnreadableItem[];
  /** Whether every excerpt is of the revision that its entry names. Otherwise the store showed half of a transaction. */
  readonly matchesHead: boolean;
}

/** Adds excerpts to entries. An excerpt is read once for each revision of its story. */
export class ExcerptCache {
  readonly #excerpts = new LRUCache<string, Excerpt>({ maxSize: MAX_BYTES, sizeCalculation: bytesOf });
  /** The story that was last made of an excerpt: the same objects give the same object. It goes with its excerpt. */
  readonly #stories = new WeakMap<Excerpt, { readonly entry: FeedEntry; readonly story: FeedStory }>();

  constructor(private readonly reader: Pick<Reader, 'excerpts'>) {}

  /**
   * The entries with their excerpts; an entry without an excerpt of its revision is left out. One BatchGetItem of the
   * excerpts that this process does not hold, and a second one where a replica is late.
   */
  async addExcerpts(entries: readonly FeedEntry[]): Promise<StoriesWithExcerpts> {
    const found = new Map<string, Excerpt>();
    for (const { id, revision } of entries) {
      const excerpt = this.#excerpts.get(id);
      if (excerpt?.revision === revision) found.set(id, excerpt);
    }
    let unreadable: readonly UnreadableItem[] = [];
    // The revision proves an eventually consistent read, which costs half.
    for (const consistent of [false, true]) {
      const lacking = entries.filter(({ id }) => !found.has(id));
      if (lacking.length === 0) break;
      const revisions = new Map(lacking.map(({ id, revision }) => [id, revision]));
      const read = await this.reader.excerpts([...revisions.keys()], { consistent });
      unreadable = read.unreadable;
      for (const excerpt of read.excerpts) {
        if (excerpt.revision !== revisions.get(excerpt.id)) continue;
        found.set(excerpt.id, excerpt);
        this.#excerpts.set(excerpt.id, excerpt);
      }
    }
    const hidden = new Set(unreadable.map(({ key }) => idInStoryPartition(key.pk)));
    return {
      entries: entries.flatMap((entry) => {
        const excerpt = found.get(entry.id);
        return excerpt ? [this.#storyOf(entry, excerpt)] : [];
      }),
      unreadable,
      matchesHead: entries.every(({ id }) => found.has(id) || hidden.has(id)),
    };
  }

  #storyOf(entry: FeedEntry, excerpt: Excerpt): FeedStory {
    const known = this.#stories.get(excerpt);
    if (known?.entry === entry) return known.story;
    const story = feedStoryOf(entry, excerpt);
    this.#stories.set(excerpt, { entry, story });
    return story;
  }
}

/** Strings of JavaScript have up to two bytes a character. */
const bytesOf = ({ body, unlisted }: Excerpt): number => 2 * (body.length + JSON.stringify(unlisted).length) + 500;
