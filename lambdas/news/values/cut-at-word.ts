import { closeBidi, lengthWhenClosed } from './close-bidi';

/**
 * The beginning of `text` that fits into `max`, without white space at its end. It ends after a word, also in a script
 * without spaces. If the words that fit leave more than half of `max` empty, it ends after a character. It never ends inside
 * a character with its marks (UAX #29). `measure` gives the size of a piece. The sizes of all pieces of a beginning are never
 * less than its length.
 */
export function cutAtWord(text: string, max: number, measure = (piece: string) => piece.length): string {
  if (max <= 0) return '';
  // Twice the room shows where the word ends that does not fit, and two more units the last character of a room of 1.
  const near = text.slice(0, 2 * max + 2);
  const cut = trimEnd(near, fitting(near, segmenterOf('word'), max, measure));
  if (cut === trimEnd(near, near.length)) return cut;
  const isUseful = measure(cut) >= max / 2 && characterAt(near, cut.length).index === cut.length;
  return isUseful ? cut : trimEnd(near, fitting(near, segmenterOf('grapheme'), max, measure));
}

/** `text`, or its beginning and an ellipsis, in at most `max` characters, with its bidi controls closed. */
export function cutWithEllipsis(text: string, max: number): string {
  const whole = closeBidi(text);
  // The ends of bidi controls need room too.
  return whole.length <= max ? whole : closeBidi(`${cutAtWord(whole, max - 1, lengthWhenClosed)}…`);
}

type Granularity = 'word' | 'grapheme';
const segmenters = new Map<Granularity, Intl.Segmenter>();

/** Made at the first use: the rules of words (ICU) cost 15 ms of a cold start (2026-11-28). */
function segmenterOf(granularity: Granularity): Intl.Segmenter {
  const segmenter = segmenters.get(granularity) ?? new Intl.Segmenter('en', { granularity });
  segmenters.set(granularity, segmenter);
  return segmenter;
}

/** Where the segments end that fit into `max`. */
function fitting(text: string, segmenter: Intl.Segmenter, max: number, measure: (piece: string) => number): number {
  let size = 0;
  for (const { segment, index } of segmenter.segment(text)) {
    size += measure(segment);
    if (size > max) return index;
  }
  return text.length;
}

/** `text` up to `end`, without white space there. White space that belongs to a character stays (UAX #29 GB9b). */
function trimEnd(text: string, end: number): string {
  const trimmed = text.slice(0, end).trimEnd();
  if (trimmed.length === end) return trimmed;
  const { index, segment } = characterAt(text, trimmed.length);
  const characterEnd = index + segment.length;
  return index < trimmed.length && characterEnd <= end ? text.slice(0, characterEnd) : trimmed;
}

/** The character with its marks that holds the code unit at `index`. */
const characterAt = (text: string, index: number): { index: number; segment: string } =>
  segmenterOf('grapheme').segment(text).containing(index) ?? { index, segment: '' };
