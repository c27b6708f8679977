import { urlIn } from '../../../lambdas/news/values/uri';
import { type ImportEntry, type ImportSource, isSkipped, type SkippedEntry } from './import-source';

const SOURCE = /\ssrc\s*=\s*["']?(https?:\/\/[^\s"'<>]+)/gi;

/** Counts the stories whose pictures or sounds stay at the old site, because an import copies no files. */
export class OldFiles {
  readonly #stories = new Map<string, number>();

  /** Passes the entries on, and counts each that shows files of the host of its own old address. */
  async *watch(entries: ImportSource['entries']): AsyncGenerator<ImportEntry | SkippedEntry> {
    for await (const entry of entries) {
      if (!isSkipped(entry)) this.#add(entry.value);
      yield entry;
    }
  }

  #add(value: unknown): void {
    const { canonicalUrl, image, audio, body } = Object(value);
    const host = hostOf(canonicalUrl);
    const inBody = typeof body === 'string' ? [...body.matchAll(SOURCE)].map(([, url]) => url) : [];
    if (host !== undefined && [Object(image).url, Object(audio).url, ...inBody].some((url) => hostOf(url) === host))
      this.#stories.set(host, (this.#stories.get(host) ?? 0) + 1);
  }

  /** What the user has to do about them, a line for each host; undefined without such stories. */
  get remark(): string | undefined {
    const lines = [...this.#stories].map(
      ([host, count]) =>
        `Files of ${host}, such as pictures, are in ${count === 1 ? '1 story' : `${count} stories`}. They are not copied: keep them at their addresses.`,
    );
    return lines.length > 0 ? lines.join('\n') : undefined;
  }
}

const hostOf = (url: unknown): string | undefined => (typeof url === 'string' ? urlIn(url)?.host : undefined);
