import { LRUCache } from 'lru-cache';
import {
  type Gone,
  LIFETIME,
  type Lifetimes,
  type Moved,
  type PublicAnswer,
  type Rendered,
  type Representation,
} from '../../http/representation';
import { type Head, momentsAround } from '../../news/feed/head';
import type { Instant } from '../../news/values/instant';
import { StoreUnavailable } from '../../store/table/transaction';
import { type EncodedDocument, encodeDocument } from '../encode-document';
import { type DocumentForm, validators } from '../etag';
import { BREAKING_LIFETIME, lifetimes } from '../lifetimes';
import { HeadCache, type HeadSource } from './head-cache';

/** Logs a fault that readers do not notice: an unreadable item, a store that does not answer. */
export type Report = (message: string, error: unknown) => void;

/** A document that is made from the state behind a head. */
export interface DocumentSpec<H extends Head> {
  /** Distinguishes the documents of one state. With the version it identifies the bytes. */
  readonly form: DocumentForm;
  readonly mediaType: string;
  readonly links: readonly string[];
  /** Whether the document shows a breaking story, which shortens its lifetime. */
  hasBreaking?(head: H, now: Instant): boolean;
  /** If left out, the lifetime of news. */
  readonly lifetimes?: Lifetimes;
  /** The answer for a withdrawn story or a closed feed. */
  gone?(head: H, now: Instant): Gone | Moved | undefined;
  /** The text at a moment. `matchesHead` is false if the store showed half of a transaction. */
  render(head: H, now: Instant): Promise<{ text: string; matchesHead: boolean }>;
}

/** A head and the clock, read in this order. */
interface HeadAtMoment<H extends Head> {
  readonly head: H;
  readonly now: Instant;
}

/** How often half of a transaction is read again before it is answered with `no-store`. */
const MAX_READS = 3;

/** Bytes of rendered documents in memory. The least recently used documents go first. */
const MAX_BYTES = 64 * 1024 * 1024;

/** Answers from a small read of the head and the bytes in memory. Each version is rendered and compressed once. */
export class DocumentCache {
  readonly #heads = new HeadCache();
  readonly #documents = new LRUCache<string, EncodedDocument>({
    maxSize: MAX_BYTES,
    sizeCalculation: ({ size }) => size,
  });
  readonly #renderings = new Map<string, Promise<Rendered>>();

  constructor(
    private readonly report: Report,
    private readonly clock: () => Instant,
  ) {}

  /** The document now. While the store does not answer: the last document of this process, if it is still valid. */
  async documentFor<H extends Head>(source: HeadSource<H>, spec: DocumentSpec<H>): Promise<PublicAnswer> {
    try {
      const state = await this.#readHead(source, false);
      return state && (spec.gone?.(state.head, state.now) ?? this.#representation(source, spec, state));
    } catch (error) {
      const now = this.clock();
      const head = this.#heads.remembered(source, now);
      const last = head && momentsAround(head, now) && this.#representation(source, spec, { head, now });
      if (!last || !this.#documents.has(last.validators.etag)) throw error;
      this.report(`${source.name} is answered from memory`, error);
      return last;
    }
  }

  /** The head at a moment that the caller has read from the clock. */
  async headAt<H extends Head>(source: HeadSource<H>, now: Instant, consistent = false): Promise<H | undefined> {
    return this.#heads.newest(source, await source.read({ consistent }), now);
  }

  async #readHead<H extends Head>(source: HeadSource<H>, consistent: boolean): Promise<HeadAtMoment<H> | undefined> {
    const read = await source.read({ consistent });
    // Read the clock after the head. Otherwise a story published in between would be missing under an ETag that already
    // includes it.
    const now = this.clock();
    const head = await this.#heads.newest(source, read, now);
    return head && { head, now };
  }

  #representation<H extends Head>(
    source: HeadSource<H>,
    spec: DocumentSpec<H>,
    state: HeadAtMoment<H>,
  ): Representation {
    const kept = cachingOf(spec, state);
    const { etag } = kept.validators;
    const rendered = async (): Promise<Rendered> => {
      const document = this.#documents.get(etag);
      if (document) return { kept, bytes: document.bytes };
      const rendering =
        this.#renderings.get(etag) ?? this.#render(source, spec, state).finally(() => this.#renderings.delete(etag));
      this.#renderings.set(etag, rendering);
      return rendering;
    };
    return { mediaType: spec.mediaType, links: spec.links, ...kept, rendered };
  }

  async #render<H extends Head>(
    source: HeadSource<H>,
    spec: DocumentSpec<H>,
    first: HeadAtMoment<H>,
  ): Promise<Rendered> {
    let state = first;
    for (let reads = 1; ; reads++) {
      const { text, matchesHead } = await spec.render(state.head, state.now);
      const { bytes, size } = encodeDocument(text);
      if (matchesHead) {
        const kept = cachingOf(spec, state);
        this.#documents.set(kept.validators.etag, { bytes, size });
        return { kept, bytes };
      }
      if (reads === MAX_READS) return { bytes };
      const newer = await this.#readHead(source, true);
      if (!newer || spec.gone?.(newer.head, newer.now))
        throw new StoreUnavailable(`${source.name} went away while it was read`);
      state = newer;
    }
  }
}

function cachingOf<H extends Head>(spec: DocumentSpec<H>, { head, now }: HeadAtMoment<H>) {
  const longest = spec.lifetimes ?? (spec.hasBreaking?.(head, now) ? BREAKING_LIFETIME : LIFETIME);
  return { validators: validators(head, now, spec.form), lifetimes: lifetimes(head, now, longest) };
}
