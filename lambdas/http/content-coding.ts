import type { Coding } from './representation';

const PREFERRED = ['br', 'gzip'] as const;

/** The coding to answer with (RFC 9110 §12.5.3): the one of ours with the highest weight. Brotli wins at equal weights. */
export function codingFor(acceptEncoding: string | null): Coding {
  if (acceptEncoding === null) return 'identity';
  const weights = new Map(acceptEncoding.toLowerCase().split(',').map(parseWeight));
  const weight = (coding: string): number => weights.get(coding) ?? weights.get('*') ?? 0;
  const accepted = PREFERRED.filter((coding) => weight(coding) > 0 && weight(coding) >= (weights.get('identity') ?? 0));
  return accepted.sort((a, b) => weight(b) - weight(a))[0] ?? 'identity';
}

function parseWeight(part: string): [coding: string, weight: number] {
  const [coding = '', ...parameters] = part.split(';').map((piece) => piece.trim());
  const q = parameters.find((parameter) => parameter.startsWith('q='))?.slice(2);
  // §12.4.2: qvalue = ( "0" [ "." 0*3DIGIT ] ) / ( "1" [ "." 0*3("0") ] ). Any other weight counts as 0.
  return [coding, q === undefined ? 1 : /^(?:0(?:\.\d{0,3})?|1(?:\.0{0,3})?)$/.test(q) ? Number(q) : 0];
}
