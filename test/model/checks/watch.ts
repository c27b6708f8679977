import type { Answer, Bulletin } from '../bulletin';
import { type Feed, filterOf } from '../newsroom/feeds';
import type { Newsroom } from '../newsroom/newsroom';
import { Readers } from '../newsroom/readers';
import { HOUR, iso } from '../newsroom/time';
import type { Stats } from '../stats';
import { Partner } from './change-list';
import { compareNewsroom } from './editors';
import { equal } from './equal';
import { expectations } from './expectations';
import { checkLifetimes } from './lifetimes';
import { causeOf, type LastLook, storiesMovedSince } from './needless';
import { Reading } from './reading';
import { Validators } from './validators';
import { checkHistory } from './whole-history';
import { publicWords, wordsIn } from './words';

type Headers = Readonly<Record<string, string>>;

/** Looks at everything that readers and editors can see, and reports each difference from the model. */
export class Watch {
  readonly #reading = new Reading();
  readonly #validators: Validators;
  readonly #guids = new Map<Feed, string>();
  readonly #partner = new Partner((path) => this.#get(0, path));
  #lastLook: LastLook = { now: Number.NEGATIVE_INFINITY, edits: 0, readers: undefined };

  constructor(
    private readonly bulletin: Bulletin,
    private readonly newsroom: Newsroom,
    private readonly stats: Stats,
  ) {
    this.#validators = new Validators(stats);
  }

  /** Throws an Error that names the address and the fault. */
  async look(): Promise<void> {
    const { now, edits } = this.newsroom;
    this.bulletin.at(now);
    const readers = new Readers(this.newsroom);
    const allowed = publicWords(this.newsroom);
    const hour = now - (now % HOUR) + HOUR;
    const moments = [...readers.moments(now, now + HOUR), hour].sort((a, b) => a - b);
    const lastLook = { ...this.#lastLook };
    this.stats.steps += 1;
    this.newsroom.looks += 1;
    for (const [i, expected] of expectations(this.newsroom, readers, this.#reading).entries()) {
      try {
        const isOther = (this.newsroom.looks + i) % 3 === 0;
        const ask = (headers?: Headers) => this.#get(isOther ? 1 : 0, expected.path, headers);
        // An address without a change is looked at in full now and then, and else confirmed.
        const isStill =
          storiesMovedSince(expected, lastLook, this.newsroom).length === 0 && (this.newsroom.looks + i) % 4 !== 0;
        const confirmed = isStill ? await this.#validators.confirm(expected.path, ask) : undefined;
        const full = confirmed ?? (await this.#get(0, expected.path));
        if (full.status !== expected.status)
          throw new Error(`${full.status} instead of ${expected.status}: ${full.text}`);
        if (full.status !== 404) expected.compare(full);
        this.#words(expected.path, full, allowed);
        checkLifetimes(expected, full, this.newsroom, { readers, moments });
        if (confirmed) {
          this.#validators.keep(expected.path, confirmed, now);
          continue;
        }
        if (isOther) sameBytes(await ask(), full);
        const cause = () => causeOf(expected, lastLook, { now, newsroom: this.newsroom, readers });
        await this.#validators.ask(expected.path, full, now, ask, cause);
      } catch (error) {
        throw new Error(`${iso(now)} ${expected.path}: ${error instanceof Error ? error.message : error}`, {
          cause: error,
        });
      }
    }
    this.#feedGuids(readers);
    await this.#walk(readers.feeds[this.newsroom.looks % readers.feeds.length] ?? '', readers, allowed);
    await checkHistory((path) => this.#get(1, path), readers, this.newsroom);
    await this.#partner.check(this.newsroom);
    if (edits > lastLook.edits || this.newsroom.looks % 3 === 0) await compareNewsroom(this.bulletin, this.newsroom);
    this.#lastLook = { now, edits, readers };
  }

  #get(process: 0 | 1, path: string, headers?: Headers): Promise<Answer> {
    this.stats.requests += 1;
    return this.bulletin.get(process, path, headers);
  }

  /** No byte holds a word of a story that readers may not see, nor of an older revision of one that they may. */
  #words(path: string, { text, headers }: Answer, allowed: ReadonlySet<string>): void {
    const found = this.#reading.of(`words of ${path}`, text, wordsIn);
    for (const word of [...found, ...wordsIn(JSON.stringify({ ...headers, etag: undefined }))]) {
      if (!allowed.has(word) && !path.includes(word)) throw new Error(`the word ${word} may not be seen`);
    }
  }

  /** An Atom id never changes, and no two feeds have one. */
  #feedGuids(readers: Readers): void {
    for (const feed of readers.feeds.filter((feed) => readers.isOpen(feed, this.newsroom.now))) {
      const guid = /<id>([^<]*)</.exec(this.#validators.text(`${feed}/atom.xml`))?.[1] ?? '';
      const known = this.#guids.get(feed) ?? guid;
      equal(`Atom id of ${feed}`, guid, known);
      this.#guids.set(feed, guid);
    }
    equal('different Atom ids', new Set(this.#guids.values()).size, this.#guids.size);
  }

  /** A list from page to page. */
  async #walk(feed: Feed, readers: Readers, allowed: ReadonlySet<string>): Promise<void> {
    const found: unknown[] = [];
    let before: string | null = null;
    do {
      const path: string = `/api/stories?${filterOf(feed)}limit=7${before === null ? '' : `&before=${before}`}`;
      const page = await this.#get(1, path);
      this.#words('', page, allowed);
      const list: { stories: { id: string }[]; cursor: string | null } = JSON.parse(page.text);
      if (list.stories.length === 0 && list.cursor !== null) throw new Error(`${path}: an empty page that goes on`);
      found.push(...list.stories.map(({ id }) => id));
      before = list.cursor;
      for (const word of wordsIn(Buffer.from(before ?? '', 'base64url').toString()))
        if (!allowed.has(word)) throw new Error(`${path}: the cursor holds ${word}`);
    } while (before !== null);
    const expected = readers.stories(feed, this.newsroom.now).map(({ id }) => id);
    equal(`${iso(this.newsroom.now)} the walk through ${feed}`, found, expected);
  }
}

/** The same state at the same moment gives the same bytes, in every process. */
function sameBytes(one: Answer, other: Answer): void {
  const comparable = ({ status, text, headers }: Answer) => [status, headers.etag, headers['last-modified'], text];
  equal('two processes', comparable(one), comparable(other));
}
