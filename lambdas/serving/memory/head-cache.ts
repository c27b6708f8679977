import { LRUCache } from 'lru-cache';
import type { Head } from '../../news/feed/head';
import type { Instant } from '../../news/values/instant';

/** A small item that shows whether anything changed. */
export interface HeadSource<H extends Head> {
  /** The key of the remembered head: `feed all`. */
  readonly name: string;
  read(how: { consistent: boolean }): Promise<H | undefined>;
  /** The head with its moments complete until now. */
  withMoments(head: H, now: Instant): Promise<H>;
  /** The head that readers may know of; undefined if there is nothing for them yet. */
  visibleHead(head: H | undefined, now: Instant): H | undefined;
}

/** A head has about 1 KB. */
const MAX_HEADS = 5_000;

/** The newest heads that this process has read. */
export class HeadCache {
  readonly #heads = new LRUCache<string, Head>({ max: MAX_HEADS });

  /** The newer of the head just read and the remembered head, as readers may see it now. */
  async newest<H extends Head>(source: HeadSource<H>, head: H | undefined, now: Instant): Promise<H | undefined> {
    const previous = this.#heads.get(source.name) as H | undefined;
    // An eventually consistent read may return an older head, but an answer must not go back.
    const newest = previous && (head === undefined || previous.writeCount >= head.writeCount) ? previous : head;
    const complete = newest && (await source.withMoments(newest, now));
    // Another request may have stored a newer head meanwhile.
    if (complete && complete.writeCount >= (this.#heads.get(source.name)?.writeCount ?? 0))
      this.#heads.set(source.name, complete);
    return source.visibleHead(complete, now);
  }

  /** The remembered head, without a read. */
  remembered<H extends Head>(source: HeadSource<H>, now: Instant): H | undefined {
    return source.visibleHead(this.#heads.get(source.name) as H | undefined, now);
  }
}
