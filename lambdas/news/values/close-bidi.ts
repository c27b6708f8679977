const PDF = '\u202c';
const PDI = '\u2069';

/** The end of each embedding, override and isolate (UAX #9 BD2 to BD8). */
const ENDS: Readonly<Record<string, string>> = {
  ...{ '\u202a': PDF, '\u202b': PDF, '\u202d': PDF, '\u202e': PDF },
  ...{ '\u2066': PDI, '\u2067': PDI, '\u2068': PDI },
};

const HAS_CONTROLS = /[\u202a-\u202e\u2066-\u2069]/;

/**
 * `text` with the end of each bidi embedding, override and isolate in its own line, and without an end that ends nothing
 * (UAX #9 X6a and X7). So the text cannot turn what follows it. A balanced text stays as it is.
 */
export const closeBidi = (text: string): string =>
  HAS_CONTROLS.test(text) ? text.split('\n').map(closeLine).join('\n') : text;

function closeLine(line: string): string {
  const open: string[] = [];
  let isolates = 0;
  let closed = '';
  for (const unit of line) {
    const end = ENDS[unit];
    if (end !== undefined) open.push(end);
    if (end === PDI) isolates += 1;
    if (unit === PDI) {
      if (isolates === 0) continue;
      // X6a: the end of an isolate also ends the embeddings in it.
      while (open.pop() === PDF);
      isolates -= 1;
    } else if (unit === PDF) {
      // X7: the end of an embedding ends no isolate.
      if (open.at(-1) !== PDF) continue;
      open.pop();
    }
    closed += unit;
  }
  return closed + open.reverse().join('');
}

/**
 * The length of the beginning of a closed text, with the ends that `closeBidi` adds to it at most. It is the sum of this for
 * the pieces of the beginning.
 */
export const lengthWhenClosed = (piece: string): number =>
  piece.length +
  (piece.match(/[\u202a\u202b\u202d\u202e\u2066-\u2068]/g)?.length ?? 0) -
  (piece.match(/[\u202c\u2069]/g)?.length ?? 0);
