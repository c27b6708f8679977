import type { ImportedStory } from './imported-story';

/** Documents in a row without anything new, after which nothing new is looked for. */
const IN_VAIN = 100;

/** What the documents of a feed hold, from its subscription document back: each story once, as it was last. */
export class NewestCopies {
  readonly #byGuid = new Map<unknown, ImportedStory>();
  #again = 0;
  #inVain = 0;

  /** The stories of the next document. */
  add(stories: readonly ImportedStory[]): void {
    const before = this.size;
    for (const story of stories) {
      const known = this.#byGuid.get(story.value.guid);
      // RFC 5005 §4: of duplicates the most recently updated one, or else the one of the more recent document.
      if (!known || isLater(story, known)) this.#byGuid.set(story.value.guid, story);
    }
    const isNew = this.size > before;
    this.#again = isNew ? 0 : this.#again + stories.length;
    this.#inVain = isNew ? 0 : this.#inVain + 1;
  }

  get size(): number {
    return this.#byGuid.size;
  }

  /** In the order in which they came first. */
  get stories(): ImportedStory[] {
    return [...this.#byGuid.values()];
  }

  /**
   * Whether going on is in vain. One document without anything new is not enough: the newest of an archive may all stand in
   * the subscription document too. But no archive tells more stories again than there are.
   */
  get isCircle(): boolean {
    return this.#again > this.size || this.#inVain >= IN_VAIN;
  }
}

function isLater(
  { value: { updatedAt: one } }: ImportedStory,
  { value: { updatedAt: other } }: ImportedStory,
): boolean {
  return typeof one === 'string' && typeof other === 'string' && one > other;
}
