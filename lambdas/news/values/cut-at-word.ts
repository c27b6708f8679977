const words = new Intl.Segmenter('en', { granularity: 'word' });
const characters = new Intl.Segmenter('en', { granularity: 'grapheme' });

/**
 * The beginning of `text` that measures at most `room`, without white space at its end. It ends at a word, in scripts that
 * write no spaces too, or at a character if not even its first word fits. `measure` tells what a piece takes, at least
 * its length.
 */
export function cutAtWord(text: string, room: number, measure = (piece: string) => piece.length): string {
  if (room <= 0) return '';
  // A piece measures at least its length, and a word that crosses `room` is seen whole in twice as much.
  const near = text.slice(0, 2 * room);
  const cut = fill(near, words, room, measure).trimEnd();
  return cut === '' ? fill(near, characters, room, measure).trimEnd() : cut;
}

function fill(text: string, segmenter: Intl.Segmenter, room: number, measure: (piece: string) => number): string {
  let taken = 0;
  for (const { segment, index } of segmenter.segment(text)) {
    taken += measure(segment);
    if (taken > room) return text.slice(0, index);
  }
  return text;
}
