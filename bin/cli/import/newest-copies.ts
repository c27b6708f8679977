import { sha256 } from '../../../lambdas/news/values/sha256';
import { urlIn } from '../../../lambdas/news/values/uri';
import { WITHDRAWN } from './feed/json-item';
import { withoutUserInfo } from './feed-document';
import type { ImportedStory, SkippedEntry } from './import-source';

/** After so many documents without a new story the archive counts as a circle. */
const MAX_DOCUMENTS_WITHOUT_NEWS = 100;

/** A story of a feed, with what tells it from others. */
export interface FeedStory {
  readonly story: ImportedStory;
  /** Whether the item names its guid. Otherwise the guid is its link, or a hash. */
  readonly hasGuid: boolean;
  /** Whether two items with one guid are always one (RFC 4287 §4.2.6). */
  readonly isAtom: boolean;
}

/** A story that its publisher took back. */
interface Withdrawal {
  readonly guid: string;
  /** A story that changed later is back. Undefined where the feed does not say. */
  readonly at: string | undefined;
}

interface Copy extends FeedStory {
  readonly document: number;
}

/** Collects the stories of a feed's documents, from the subscription document backwards: each story in its newest copy. */
export class NewestCopies {
  /** By guid: stories that are different, each in its newest copy. */
  readonly #byGuid = new Map<unknown, Copy[]>();
  readonly #repeated: SkippedEntry[] = [];
  readonly #withdrawn = new Map<string, Withdrawal & { readonly documents: Set<number> }>();
  #size = 0;
  /** Stories and documents since the last new story. */
  #repeatedStories = 0;
  #documentsWithoutNews = 0;
  #documents = 0;

  /** The address of the site: many feeds give it as the link of each item. */
  #site?: string;

  /** Adds the stories of the next document, and the stories that are withdrawn. */
  add(
    stories: readonly FeedStory[],
    { withdrawn = [], site }: { withdrawn?: readonly Withdrawal[]; site?: string } = {},
  ): void {
    this.#site ??= site;
    const sizeBefore = this.size;
    for (const one of withdrawn) this.#withdraw(one);
    for (const story of stories) this.#addCopy({ ...story, document: this.#documents });
    this.#documents += 1;
    const hasNews = this.size > sizeBefore;
    this.#repeatedStories = hasNews ? 0 : this.#repeatedStories + stories.length;
    this.#documentsWithoutNews = hasNews ? 0 : this.#documentsWithoutNews + 1;
  }

  get size(): number {
    return this.#size;
  }

  /** In the order of their first copies. Different stories that share a guid have different ones here. */
  get stories(): ImportedStory[] {
    const all = [...this.#byGuid.values()].flatMap((copies) => this.#withOwnGuids(copies));
    return all.filter((story) => !this.#isWithdrawn(story));
  }

  /** Items that repeat another one of their document, and items that the same document withdraws. */
  get leftOut(): readonly SkippedEntry[] {
    const withdrawn = [...this.#byGuid.values()].flat().filter(({ story, document }) => {
      return this.#isWithdrawn(story) && this.#withdrawn.get(`${story.value.guid}`)?.documents.has(document);
    });
    return [...this.#repeated, ...withdrawn.map(({ story: { name } }) => ({ ...WITHDRAWN, name }))];
  }

  /**
   * Whether the archive repeats itself. One document without a new story proves nothing: the subscription document may hold
   * the newest archive document too. But an archive cannot repeat more stories than there are.
   */
  get isCircle(): boolean {
    return this.#repeatedStories > this.size || this.#documentsWithoutNews >= MAX_DOCUMENTS_WITHOUT_NEWS;
  }

  /** Whether the last document had no new story. */
  get isRepetition(): boolean {
    return this.#documentsWithoutNews > 0;
  }

  /** Of several withdrawals of one story the last one counts. */
  #withdraw({ guid, at }: Withdrawal): void {
    const known = this.#withdrawn.get(guid);
    const last = known?.at === undefined || at === undefined ? undefined : known.at > at ? known.at : at;
    const documents = (known?.documents ?? new Set()).add(this.#documents);
    this.#withdrawn.set(guid, { guid, at: known ? last : at, documents });
  }

  #isWithdrawn({ value: { guid, updatedAt } }: ImportedStory): boolean {
    const withdrawal = this.#withdrawn.get(String(guid));
    if (!withdrawal) return false;
    return withdrawal.at === undefined || typeof updatedAt !== 'string' || updatedAt <= withdrawal.at;
  }

  #addCopy(copy: Copy): void {
    const { guid } = copy.story.value;
    const known = this.#byGuid.get(guid) ?? [];
    this.#byGuid.set(guid, known);
    const at = known.findIndex((one) => this.#isSame(one, copy));
    const same = known[at];
    if (!same) {
      known.push(copy);
      this.#size += 1;
      return;
    }
    // RFC 5005 §4: of duplicates, use the most recently updated one, or else the one of the more recent document.
    const isNewer = isLater(copy.story, same.story);
    if (isNewer) known[at] = copy;
    // An archive document may repeat the items of the subscription document. Only within a document a copy is odd.
    if (same.document === copy.document) this.#repeated.push(repetition(isNewer ? same : copy));
  }

  /** Whether two items with one guid are copies of one story. */
  #isSame(one: Copy, other: Copy): boolean {
    const [a, b] = [one.story.value, other.story.value];
    if (one.hasGuid && (one.isAtom || one.document !== other.document)) return true;
    if (a.headline === b.headline && (a.body === b.body || a.publishedAt === b.publishedAt)) return true;
    if (one.hasGuid)
      return a.headline === b.headline || (a.canonicalUrl === b.canonicalUrl && this.#isPage(a.canonicalUrl));
    return one.document !== other.document && a.publishedAt === b.publishedAt && a.publishedAt !== undefined;
  }

  /** Whether a story names the front page of its site as its page. That is no address of a story. */
  #hasSiteAsLink({ value: { canonicalUrl } }: ImportedStory): boolean {
    const [link, site] = [canonicalUrl, this.#site].map((address) =>
      typeof address === 'string' ? urlIn(address) : undefined,
    );
    return link !== undefined && link.href === site?.href;
  }

  /** Whether an address is a page of one story. */
  #isPage(address: unknown): boolean {
    const url = typeof address === 'string' ? urlIn(address) : undefined;
    return (
      url !== undefined &&
      url.href !== (this.#site === undefined ? undefined : urlIn(this.#site)?.href) &&
      url.pathname + url.search !== '/'
    );
  }

  /**
   * Of different stories with one guid or link, the oldest keeps it: when newer items come, it is still there. The address of
   * the site is never a guid.
   */
  #withOwnGuids(copies: readonly Copy[]): ImportedStory[] {
    return copies.map(({ story, hasGuid }, i) => {
      const { guid, canonicalUrl } = story.value;
      const isSiteLink = !hasGuid && guid === canonicalUrl && !this.#isPage(guid);
      const own = this.#hasSiteAsLink(story) ? withoutLink(story) : story;
      if (i === copies.length - 1 && !isSiteLink) return own;
      const note = `another guid, because several items have this ${hasGuid ? 'one' : 'link'}: ${guid}`;
      return { ...own, value: { ...own.value, guid: ownGuid(story) }, notes: [...story.notes, note] };
    });
  }
}

const withoutLink = (story: ImportedStory): ImportedStory => ({
  ...story,
  name: `${story.value.headline}`,
  value: { ...story.value, canonicalUrl: undefined },
});

/** A guid from the story's sound, or else from all that it says. */
function ownGuid({ value }: ImportedStory): string {
  const { url } = Object(value.audio);
  if (typeof url === 'string') return url;
  const { guid, headline, publishedAt = '', body } = value;
  return `urn:sha256:${sha256([guid, headline, publishedAt, body].join('\n'))}`;
}

const repetition = (copy: Copy): SkippedEntry => ({
  name: copy.story.name,
  kind: 'repeated items',
  why: `another item of the document has this ${sharedBy(copy)}. The one that changed last is taken.`,
});

function sharedBy({ story: { value }, hasGuid, isAtom }: Copy): string {
  if (hasGuid) return `${isAtom ? 'id (RFC 4287 §4.2.6)' : 'guid'}: ${withoutUserInfo(`${value.guid}`)}`;
  return value.guid === value.canonicalUrl ? `link: ${value.guid}` : 'title, date and text, and neither has a guid';
}

function isLater(
  { value: { updatedAt: one } }: ImportedStory,
  { value: { updatedAt: other } }: ImportedStory,
): boolean {
  return typeof one === 'string' && typeof other === 'string' && one > other;
}
