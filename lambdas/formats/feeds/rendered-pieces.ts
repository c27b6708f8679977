import type { Tombstone } from '../../news/feed/tombstone';
import type { FeedStory } from '../../news/story/feed-entry';
import { isBreaking } from '../../news/story/status';
import type { Instant } from '../../news/values/instant';
import { type Addresses, addressesOf } from '../addresses';
import { type OnSkip, writeEach } from './write-each';

/** Everything that the text of one story or tombstone in a feed document depends on. */
export interface PieceKey {
  /** The name of the format's kind of piece: `RSS item`. */
  readonly format: string;
  /** The public address, from which the addresses in the text are made. */
  readonly url: string;
  /** Whether the text shows the breaking flag. */
  readonly breaking: boolean;
  readonly content: FeedStory | Tombstone;
}

/** The texts of pieces that are rendered already. It may forget any of them. */
export interface RenderedPieces {
  get(key: PieceKey): string | undefined;
  set(key: PieceKey, text: string): void;
}

/**
 * How a format renders its stories, or its tombstones. The functions see only their arguments, so that a piece depends on
 * nothing but its key.
 */
export interface PieceFormat<C, P> {
  readonly name: string;
  /** One story or tombstone for `render`. Throws an error for a content that the format cannot hold. */
  write(addresses: Addresses, content: C, breaking: boolean): P;
  /** The text of each part, in order. All parts come together. */
  render(parts: readonly P[]): string[];
}

/** What pieces share in a document: the public address, and the moment that decides which stories are breaking. */
interface PieceContext {
  readonly url: string;
  readonly now: Instant;
}

/**
 * The text of each story or tombstone, in order. A text in `pieces` is taken from there, the others are rendered together
 * and put there. Skips and reports a content that the format cannot hold, each time.
 */
export function renderPieces<C extends FeedStory | Tombstone, P>(
  format: PieceFormat<C, P>,
  contents: readonly C[],
  { url, now }: PieceContext,
  onSkip?: OnSkip,
  pieces?: RenderedPieces,
): string[] {
  const addresses = addressesOf(url);
  const places = contents.map((content) => {
    const key = { format: format.name, url, breaking: isBreaking(content, now), content };
    return { id: content.id, key, text: pieces?.get(key) };
  });
  const write = (place: (typeof places)[number]) => ({
    place,
    part: format.write(addresses, place.key.content, place.key.breaking),
  });
  const missing = writeEach(
    places.filter(({ text }) => text === undefined),
    write,
    onSkip,
  );
  const texts = missing.length === 0 ? [] : format.render(missing.map(({ part }) => part));
  for (const [index, { place }] of missing.entries()) {
    place.text = texts[index];
    if (place.text !== undefined) pieces?.set(place.key, place.text);
  }
  return places.flatMap(({ text }) => text ?? []);
}
