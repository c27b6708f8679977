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
  let closed = '';
  for (const unit of line) {
    const end = ENDS[unit];
    if (end !== undefined) open.push(end);
    else if (unit === PDI || unit === PDF) {
      // X6a: the end of an isolate also ends the embeddings in it. X7: the end of an embedding ends no isolate.
      const start = unit === PDI ? open.lastIndexOf(PDI) : open.length - 1;
      if (open[start] !== unit) continue;
      open.length = start;
    }
    closed += unit;
  }
  return closed + open.reverse().join('');
}
