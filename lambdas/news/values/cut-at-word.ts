const words = new Intl.Segmenter('en', { granularity: 'word' });
const characters = new Intl.Segmenter('en', { granularity: 'grapheme' });

/**
 * The beginning of `text` that fits into `max`, without white space at its end. It ends after a word, also in a script
 * without spaces, or after a character if the first word alone does not fit. `measure` gives the size of a piece and is
 * never less than its length.
 */
export function cutAtWord(text: string, max: number, measure = (piece: string) => piece.length): string {
  if (max <= 0) return '';
  // Twice the space is enough to see where the word ends that does not fit.
  const near = text.slice(0, 2 * max);
  const cut = cutAtSegment(near, words, max, measure).trimEnd();
  return cut === '' ? cutAtSegment(near, characters, max, measure).trimEnd() : cut;
}

function cutAtSegment(
  text: string,
  segmenter: Intl.Segmenter,
  max: number,
  measure: (piece: string) => number,
): string {
  let size = 0;
  for (const { segment, index } of segmenter.segment(text)) {
    size += measure(segment);
    if (size > max) return text.slice(0, index);
  }
  return text;
}
