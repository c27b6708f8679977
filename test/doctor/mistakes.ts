import { ANSWERS, ARCHIVE } from './answer-mistakes';
import { ATOM, FILES, JSON_FEED, RSS, type Sites } from './document-mistakes';
import { goodSite } from './good-site';
import { buildSample, pathOf } from './samples/build-sample';
import faulty from './samples/faulty.json';

export interface Mistake {
  /** The path of the document, and the `wrong` of the broken rule. */
  readonly path: string;
  readonly wrong: string;
  readonly site: (request: Request) => Response;
}

const at = (path: string, sites: Sites): Mistake[] =>
  Object.entries(sites).map(([wrong, site]) => ({
    path,
    wrong,
    site: (request) => (new URL(request.url).pathname === path ? site(request) : goodSite(request)),
  }));

/** The first sample of each fault breaks no other rule. Repeated ids stand among the sites already. */
const SAMPLES: readonly Mistake[] = [...new Map(faulty.classes.toReversed().map((one) => [one.fault, one.samples[0]]))]
  .filter(([fault]) => !(fault in RSS))
  .flatMap(([fault, sample = []]) =>
    at(pathOf(sample), { [fault]: (request) => goodSite(request, () => buildSample(sample)) }),
  );

const of = (path: string, mistakes: readonly Mistake[]): Mistake[] => mistakes.map((mistake) => ({ ...mistake, path }));

/** The mistakes of publishers, one at a time. */
export const MISTAKES: readonly Mistake[] = [
  ...SAMPLES,
  ...at('/rss.xml', RSS),
  ...at('/atom.xml', ATOM),
  ...at('/feed.json', JSON_FEED),
  ...at('/rss.xml', ANSWERS),
  ...of('/rss.xml', at('/2013.rss', ARCHIVE)),
  ...of('/rss.xml', at('/river.mp3', FILES)),
];
