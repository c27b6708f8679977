import { isDeepStrictEqual } from 'node:util';
import { LRUCache } from 'lru-cache';
import type { PieceKey, RenderedPieces } from '../../formats/feeds/rendered-pieces';

/** Bytes of pieces in memory. The pieces of the least recently used stories go first. */
const MAX_BYTES = 16 * 1024 * 1024;

type Content = PieceKey['content'];

/** The pieces of one story or tombstone. */
interface PiecesOfContent {
  readonly content: Content;
  /** By format, address and flag. */
  readonly texts: ReadonlyMap<string, string>;
  readonly bytes: number;
}

/**
 * The pieces of one process, bounded in bytes. A piece is used only for a content that is equal to its own in every field:
 * after a restore of the table, a revision may be issued again with another content. So nobody may change a content.
 */
export class PieceCache implements RenderedPieces {
  readonly #stories = new LRUCache<string, PiecesOfContent>({
    maxSize: MAX_BYTES,
    sizeCalculation: ({ bytes }) => bytes,
  });

  get(key: PieceKey): string | undefined {
    return this.#piecesOf(key.content)?.texts.get(variantOf(key));
  }

  set(key: PieceKey, text: string): void {
    const { content } = key;
    const before = this.#piecesOf(content) ?? { content, texts: [], bytes: bytesOf(content) };
    const texts = new Map([...before.texts, [variantOf(key), text]]);
    this.#stories.set(nameOf(content), { ...before, texts, bytes: before.bytes + bytesOf([variantOf(key), text]) });
  }

  /** The most bytes of memory that the pieces take. */
  get bytes(): number {
    return this.#stories.calculatedSize;
  }

  #piecesOf(content: Content): PiecesOfContent | undefined {
    const pieces = this.#stories.get(nameOf(content));
    return pieces && isDeepStrictEqual(pieces.content, content) ? pieces : undefined;
  }
}

/** One content for each story, and another one for an archive document, which shows no flags. */
const nameOf = (content: Content): string =>
  `${content.id} ${'breakingUntil' in content ? content.breakingUntil : undefined}`;

const variantOf = ({ format, url, breaking }: PieceKey): string => `${breaking} ${format} ${url}`;

/** The most bytes of memory that a value takes. A character takes one or two. */
function bytesOf(value: unknown): number {
  if (typeof value === 'string') return 32 + 2 * value.length;
  if (typeof value !== 'object' || value === null) return 16;
  return Object.values(value).reduce<number>((sum, each) => sum + bytesOf(each), 200);
}
