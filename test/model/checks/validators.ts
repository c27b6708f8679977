import type { Answer } from '../bulletin';
import { type Seconds, secondOf } from '../newsroom/time';
import type { Stats } from '../stats';

/** A client's copy of an address: validators, with the bytes that came with them. */
interface Kept {
  readonly etag: string;
  readonly modified?: string;
  readonly text: string;
}

type Ask = (headers: Readonly<Record<string, string>>) => Promise<Answer>;

/** Every validator that any address ever gave, with its bytes. */
export class Validators {
  readonly #kept = new Map<string, Kept[]>();
  #asked = 0;

  constructor(private readonly stats: Stats) {}

  /** The text that an address last had. */
  text = (path: string): string => this.#kept.get(path)?.at(-1)?.text ?? '';

  /** Asks an address, at which nothing can have happened, with the last ETag: the answer as it would be in full. */
  async confirm(path: string, ask: Ask): Promise<Answer | undefined> {
    const last = this.#kept.get(path)?.at(-1);
    const answer = last && (await ask({ 'if-none-match': last.etag }));
    if (answer?.status !== 304) return undefined;
    this.stats.conditional += 1;
    this.stats.withLast += 1;
    this.stats.notModified += 1;
    return { status: 200, headers: answer.headers, text: last?.text ?? '' };
  }

  /**
   * Asks an address with the validators that clients have kept. `full` is how it stands now, answered without conditions. Throws
   * for a 304 over a change; tells `needless` of a 200 over none.
   */
  async ask(path: string, full: Answer, now: Seconds, ask: Ask, needless: () => string): Promise<void> {
    const kept = this.#kept.get(path) ?? [];
    const last = kept.at(-1);
    if (last) {
      const outcome = await this.#expect([last], { 'if-none-match': last.etag }, full, ask);
      if (full.status === 200) {
        this.stats.withLast += 1;
        if (outcome === 200 && last.text === full.text) this.stats.count(this.stats.needless, needless());
      }
    }
    // The validators themselves already say how these would be answered: one address in three is asked.
    this.#asked += 1;
    if (this.#asked % 3 === 0) await this.#askOlder(kept, full, ask);
    this.keep(path, full, now);
  }

  async #askOlder(kept: readonly Kept[], full: Answer, ask: Ask): Promise<void> {
    const position = Math.floor(this.#asked / 3);
    const last = kept.at(-1);
    const dated = kept.filter(({ modified }) => modified !== undefined);
    for (const one of new Set([dated.at(-1), dated[position % dated.length]])) {
      if (one?.modified) await this.#expect([one], { 'if-modified-since': one.modified }, full, ask);
    }
    const [older, oldest] = [kept[position % kept.length], kept[(7 * position) % kept.length]];
    if (!older || !oldest || older === last) return;
    // A client may offer all that it has kept (RFC 9110 §13.1.2); and a date beside tags is nothing (§13.1.3).
    const offered = { 'if-none-match': `${older.etag}, ${oldest.etag}` };
    const headers = last?.modified === undefined ? offered : { ...offered, 'if-modified-since': last.modified };
    await this.#expect([older, oldest], headers, full, ask);
  }

  async #expect(
    kept: readonly Kept[],
    headers: Readonly<Record<string, string>>,
    full: Answer,
    ask: Ask,
  ): Promise<number> {
    this.stats.conditional += 1;
    const answer = await ask(headers);
    const condition = () => `asked with ${JSON.stringify(headers)}`;
    if (answer.status === 304) {
      this.stats.notModified += 1;
      if (full.status !== 200) throw new Error(`304 for what is a ${full.status}, ${condition()}`);
      if (!kept.some(({ text }) => text === full.text))
        throw new Error(`a false 304, ${condition()}: ${describeChange(kept[0]?.text ?? '', full.text)}`);
      // RFC 9110 §15.4.5: they are those of the 200.
      for (const name of ['etag', 'cache-control', 'vary']) {
        if (answer.headers[name] !== full.headers[name]) throw new Error(`a 304 with another ${name}, ${condition()}`);
      }
      if (answer.text !== '') throw new Error('a 304 with a body');
    } else if (answer.status !== full.status || answer.text !== full.text) {
      throw new Error(`another ${answer.status} than without conditions, ${condition()}`);
    }
    return answer.status;
  }

  /** Remembers an address's answer. Throws where it could be taken for something else that it gave before. */
  keep(path: string, { status, headers, text }: Answer, now: Seconds): void {
    if (status !== 200) return;
    const kept = this.#kept.get(path) ?? [];
    const { etag, 'last-modified': modified } = headers;
    if (etag === undefined) throw new Error('no ETag');
    const date = modified === undefined ? undefined : secondOf(modified);
    if (date !== undefined && date >= now) throw new Error(`Last-Modified is ${modified}, which is not over`);
    for (const other of kept) {
      const known = other.modified === undefined ? undefined : secondOf(other.modified);
      if (date !== undefined && known !== undefined && date < known)
        throw new Error(`Last-Modified went back from ${other.modified} to ${modified}`);
      if (other.text === text) continue;
      if (other.etag === etag) throw new Error(`one ETag ${etag} for two states: ${describeChange(other.text, text)}`);
      // A client that keeps the older one and sends only its date gets a 304.
      if (known !== undefined && date !== undefined && date <= known)
        throw new Error(`one Last-Modified ${modified} for two states: ${describeChange(other.text, text)}`);
    }
    const last = kept.at(-1);
    if (last?.etag === etag && last.modified === modified && last.text === text) return;
    this.#kept.set(path, [...kept, { etag, text, ...(modified !== undefined && { modified }) }]);
  }
}

function describeChange(before: string, after: string): string {
  let from = 0;
  while (from < before.length && before[from] === after[from]) from += 1;
  const cut = (text: string) => JSON.stringify(text.slice(Math.max(0, from - 60), from + 60));
  return `${cut(before)} became ${cut(after)}`;
}
