import type { ImportedStory } from './import-source';

/** After so many documents without a new story the archive counts as a circle. */
const MAX_DOCUMENTS_WITHOUT_NEWS = 100;

/** Collects the stories of a feed's documents, from the subscription document backwards: each story in its newest copy. */
export class NewestCopies {
  readonly #byGuid = new Map<unknown, ImportedStory>();
  /** Stories and documents since the last new story. */
  #repeatedStories = 0;
  #documentsWithoutNews = 0;

  /** Adds the stories of the next document. */
  add(stories: readonly ImportedStory[]): void {
    const sizeBefore = this.size;
    for (const story of stories) {
      const known = this.#byGuid.get(story.value.guid);
      // RFC 5005 §4: of duplicates, use the most recently updated one, or else the one of the more recent document.
      if (!known || isLater(story, known)) this.#byGuid.set(story.value.guid, story);
    }
    const hasNews = this.size > sizeBefore;
    this.#repeatedStories = hasNews ? 0 : this.#repeatedStories + stories.length;
    this.#documentsWithoutNews = hasNews ? 0 : this.#documentsWithoutNews + 1;
  }

  get size(): number {
    return this.#byGuid.size;
  }

  /** In the order of their first copies. */
  get stories(): ImportedStory[] {
    return [...this.#byGuid.values()];
  }

  /**
   * Whether the archive repeats itself. One document without a new story proves nothing: the subscription document may hold
   * the newest archive document too. But an archive cannot repeat more stories than there are.
   */
  get isCircle(): boolean {
    return this.#repeatedStories > this.size || this.#documentsWithoutNews >= MAX_DOCUMENTS_WITHOUT_NEWS;
  }
}

function isLater(
  { value: { updatedAt: one } }: ImportedStory,
  { value: { updatedAt: other } }: ImportedStory,
): boolean {
  return typeof one === 'string' && typeof other === 'string' && one > other;
}
