import type { Answer } from '../bulletin';
import { current, type Newsroom, statusOf } from '../newsroom/newsroom';
import { iso } from '../newsroom/time';
import { equal } from './equal';

/** Seconds after which the list has a change that the clock made. */
const DELAY = 2;

interface ListedChange {
  readonly at: string;
  readonly type: string;
  readonly id: string;
  readonly story: { readonly id: string; readonly revision: number } | null;
}

/** A partner who mirrors the wire: the listed changes, applied to an empty model. */
export class Partner {
  #cursor = '';
  readonly #mirror = new Map<string, ListedChange['story']>();
  /** The status of each story by its listed changes alone. */
  readonly #statuses = new Map<string, 'public' | 'withdrawn'>();

  constructor(private readonly get: (path: string) => Promise<Answer>) {}

  /** Follows the list to its end, and compares the mirror with the model. */
  async check(newsroom: Newsroom): Promise<void> {
    for (;;) {
      const { status, text } = await this.get(`/api/changes?limit=7${this.#cursor && `&after=${this.#cursor}`}`);
      if (status !== 200) throw new Error(`/api/changes: ${status} ${text}`);
      const page: { changes: ListedChange[]; cursor: string } = JSON.parse(text);
      for (const change of page.changes) this.#apply(change);
      if (page.cursor === this.#cursor) break;
      this.#cursor = page.cursor;
    }
    for (const story of newsroom.stories) {
      const revision = current(story);
      const status = statusOf(revision, newsroom.now);
      const byClock = revision.publishedAt > revision.at && newsroom.now < revision.publishedAt + DELAY;
      if (status === 'published' && byClock) continue;
      const expected = status === 'published' ? { id: story.id, revision: revision.number } : null;
      const { id, revision: number } = this.#mirror.get(story.id) ?? {};
      const known = id === undefined ? null : { id, revision: number };
      equal(`${iso(newsroom.now)} what the list of changes makes of ${story.id}`, known, expected);
    }
  }

  /** Nothing comes twice, and nothing before its cause. */
  #apply({ at, type, id, story }: ListedChange): void {
    const was = this.#statuses.get(id);
    const wanted = type === 'published' ? undefined : type === 'reinstated' ? 'withdrawn' : 'public';
    if (was !== wanted) throw new Error(`${at} ${id} is listed as ${type}, and was ${was ?? 'unknown'} before`);
    this.#statuses.set(id, type === 'withdrawn' ? 'withdrawn' : 'public');
    this.#mirror.set(id, story);
  }
}
