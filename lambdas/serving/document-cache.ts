import { LRUCache } from 'lru-cache';
import type { Gone, Lifetimes, PublicAnswer, Rendered, Representation } from '../http/representation';
import { type Head, momentsAround } from '../news/feed/head';
import type { Instant } from '../news/values/instant';
import { StoreUnavailable } from '../store/table/transaction';
import { type EncodedDocument, encodeDocument } from './encode-document';
import { BREAKING_LIFETIME, type DocumentForm, LIFETIME, lifetimes, validators } from './validators';

/** Told of trouble that readers are spared: an item that cannot be read, a store that does not answer. */
export type Report = (message: string, error: unknown) => void;

/** A small item that says whether anything changed. */
export interface HeadSource<H extends Head> {
  /** What it is the head of, `feed all`; heads are remembered by it. */
  readonly name: string;
  read(how: { consistent: boolean }): Promise<H | undefined>;
  /** The head with its moments complete until now. */
  withMoments(head: H, now: Instant): Promise<H>;
  /** The head as readers may know of it; undefined while to them there is none. */
  visibleHead(head: H | undefined, now: Instant): H | undefined;
}

/** A document of what a head stands for. */
export interface DocumentSpec<H extends Head> {
  /** What tells it from every other document of the same state; with the version it names the bytes. */
  readonly form: DocumentForm;
  readonly mediaType: string;
  readonly links: readonly string[];
  /** Whether something in it breaks now, which makes its lifetime short; left out where nothing can. */
  breaking?(head: H, now: Instant): boolean;
  /** For how long it may be kept, where that is not as long as the news. */
  readonly kept?: Lifetimes;
  /** What is said of it where it was withdrawn; left out for what never is. */
  gone?(head: H): Gone | undefined;
  /** The text at a moment; `matchesHead` is false where the store showed half of a transaction. */
  render(head: H, now: Instant): Promise<{ text: string; matchesHead: boolean }>;
}

/** How often a page that shows half of a transaction is read, before it is answered for nobody to keep. */
const READS = 3;

/** Bytes of rendered documents that a process keeps; those not asked for longest go first. */
const KEPT_BYTES = 64 * 1024 * 1024;
/** Heads that a process remembers, of about 1 KB each. */
const KEPT_HEADS = 5_000;

export type DocumentCache = ReturnType<typeof createDocumentCache>;

/**
 * What stands at an address: one small read for its head, then validators from head and clock, then bytes, which are
 * rendered and compressed once for a version and kept.
 */
export function createDocumentCache(report: Report, clock: () => Instant) {
  const heads = new LRUCache<string, Head>({ max: KEPT_HEADS });
  const documents = new LRUCache<string, EncodedDocument>({ maxSize: KEPT_BYTES, sizeCalculation: ({ size }) => size });
  const underWay = new Map<string, Promise<Rendered>>();

  /** The clock is asked once the head is there: what was published meanwhile would else be hidden under the version that has it. */
  async function look<H extends Head>(source: HeadSource<H>, consistent: boolean): Promise<{ head?: H; now: Instant }> {
    const read = await source.read({ consistent });
    const now = clock();
    const head = await newestOf(source, read, now);
    return { now, ...(head && { head }) };
  }

  const headOf = async <H extends Head>(source: HeadSource<H>, now: Instant, consistent = false) =>
    newestOf(source, await source.read({ consistent }), now);

  async function newestOf<H extends Head>(
    source: HeadSource<H>,
    read: H | undefined,
    now: Instant,
  ): Promise<H | undefined> {
    const seen = heads.get(source.name) as H | undefined;
    // An eventually consistent read may step back; an answer must not.
    const newest = seen && (read === undefined || seen.rev >= read.rev) ? seen : read;
    const listed = newest && (await source.withMoments(newest, now));
    // Another request may have seen a newer one meanwhile.
    if (listed && listed.rev >= (heads.get(source.name)?.rev ?? 0)) heads.set(source.name, listed);
    return source.visibleHead(listed, now);
  }

  const keptOf = <H extends Head>(head: H, work: DocumentSpec<H>, now: Instant) => ({
    validators: validators(head, now, work.form),
    lifetimes: lifetimes(head, now, work.kept ?? (work.breaking?.(head, now) ? BREAKING_LIFETIME : LIFETIME)),
  });

  async function make<H extends Head>(
    source: HeadSource<H>,
    work: DocumentSpec<H>,
    first: H,
    at: Instant,
  ): Promise<Rendered> {
    let [head, now] = [first, at];
    for (let read = 1; ; read++) {
      const { text, matchesHead } = await work.render(head, now);
      const { bytes, size } = encodeDocument(text);
      if (matchesHead) {
        const kept = keptOf(head, work, now);
        documents.set(kept.validators.etag, { bytes, size });
        return { kept, bytes };
      }
      if (read === READS) return { bytes };
      const newer = await look(source, true);
      if (!newer.head || work.gone?.(newer.head))
        throw new StoreUnavailable(`${source.name} went away while it was read`);
      head = newer.head;
      now = newer.now;
    }
  }

  function representation<H extends Head>(
    source: HeadSource<H>,
    work: DocumentSpec<H>,
    head: H,
    now: Instant,
  ): Representation {
    const kept = keptOf(head, work, now);
    const { etag } = kept.validators;
    return {
      mediaType: work.mediaType,
      links: work.links,
      ...kept,
      rendered() {
        const document = documents.get(etag);
        if (document) return Promise.resolve({ kept, bytes: document.bytes });
        const making = underWay.get(etag) ?? make(source, work, head, now).finally(() => underWay.delete(etag));
        underWay.set(etag, making);
        return making;
      },
    };
  }

  return {
    headOf,

    /** What stands at an address now; while the store does not answer, what this process last knew and has made. */
    async at<H extends Head>(source: HeadSource<H>, work: DocumentSpec<H>): Promise<PublicAnswer> {
      try {
        const { head, now } = await look(source, false);
        return head && (work.gone?.(head) ?? representation(source, work, head, now));
      } catch (error) {
        const now = clock();
        const head = source.visibleHead(heads.get(source.name) as H | undefined, now);
        const known = head && momentsAround(head, now) && representation(source, work, head, now);
        if (!known || !documents.has(known.validators.etag)) throw error;
        report(`${source.name} is answered from memory`, error);
        return known;
      }
    },
  };
}
