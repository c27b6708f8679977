import { formatCursor } from '../../lambdas/http/cursor';
import { publicSide } from '../../lambdas/http/public-side';
import { BROWSER, type PublicRouteName } from '../../lambdas/http/routes';
import { type Instant, plusSeconds } from '../../lambdas/news/values/instant';
import { publicDocuments } from '../../lambdas/serving/public-documents';
import { createServingContext } from '../../lambdas/serving/serving-context';
import { createReader } from '../../lambdas/store/read/reader';
import type { TestTable } from '../harness/engine';
import { publication } from '../serving/serving-of';

/** What one anonymous request may cost. */
export interface Bound {
  /** Read units, the head among them. */
  readonly units: number;
  /** Waves of requests to DynamoDB, the head among them. */
  readonly roundTrips: number;
}

/** The bound of every request that has none of its own: 64 units and two round trips after the head. */
const USUAL: Bound = { units: 64.5, roundTrips: 3 };

/** The page of a feed in a browser: its head, and one Query of ten entries of a kilobyte or little more. */
const PAGE_OF_FEED: Bound = { units: 3.5, roundTrips: 2 };

/** The stories that break are stored in the order of their ends, so their newest ten are found among all flags. */
const PAGE_OF_BREAKING: Bound = { units: 26.5, roundTrips: 2 };

/** A part of a sitemap: 500 entries of a kilobyte. */
const SITEMAP_PART: Bound = { units: 128.5, roundTrips: 3 };

/** One request of a route with its worst parameters. */
export interface Case {
  readonly path: string;
  /** Whether every address that the document at `path` names is asked for, and not `path`. */
  readonly each?: true;
  /** Whether a browser opens the address, and so gets a page in place of the document. */
  readonly inBrowser?: true;
  readonly bound: Bound;
}

/** What a request cost. */
export interface Cost extends Case {
  /** The name in the table of routes. */
  readonly route: string;
  /** The document that names its address, where one does. */
  readonly index?: string;
  readonly status: number;
  readonly measured: Bound;
}

/** A cursor that no answer gave, in the middle of the stories. */
const forged = (now: Instant) => formatCursor({ at: now, id: 'forged' });

/** A whole day of stories. */
const dayBefore = (now: Instant): string => plusSeconds(now, -86_400).slice(0, 10);
const middleOf = (day: string) => forged(`${day}T12:00:00Z`);
/** A month that is over and has stories. */
const monthOver = (now: Instant): string => plusSeconds(now, -60 * 86_400).slice(0, 7);
/** A cursor with more than a page of stories above and below it. */
const amid = (now: Instant) => forged(plusSeconds(now, -3 * 86_400));

const usual = (...paths: string[]): Case[] => paths.map((path) => ({ path, bound: USUAL }));
/** Documents of feeds, and the pages that a browser gets in their place. */
const withPages = (page: Bound, ...paths: string[]): Case[] => [
  ...usual(...paths),
  ...paths.map((path): Case => ({ path, inBrowser: true, bound: page })),
];
const files = (folder: string): string[] => ['rss.xml', 'atom.xml', 'feed.json'].map((file) => `${folder}/${file}`);

/** The requests of every public route. The compiler refuses a route without one. */
const casesOf = (now: Instant): Record<PublicRouteName, readonly Case[]> => ({
  list: ['', '&section=world', '&breaking=true', `&before=${forged(now)}`].map((query) => ({
    path: `/api/stories?limit=100${query}`,
    bound: { units: 26.5, roundTrips: 2 },
  })),
  storyJson: usual('/api/stories/story-1'),
  // Stories are read in batches, so that those which have grown since cannot cost much more than the list says.
  changes: [{ path: '/api/changes?limit=100', bound: { units: 75, roundTrips: 12 } }],
  front: usual('/', `/?before=${forged(now)}`, `/?before=${amid(now)}`),
  story: usual('/stories/story-1'),
  neighbour: usual('/stories/story-1/previous', '/stories/story-1/next'),
  feeds: usual('/feeds'),
  opml: ['', '?all'].map((query) => ({ path: `/feeds.opml${query}`, bound: { units: 90, roundTrips: 2 } })),
  feed: withPages(PAGE_OF_FEED, ...files('')),
  breaking: withPages(PAGE_OF_BREAKING, ...files('/breaking')),
  breakingPage: usual('/breaking', `/breaking?before=${forged(now)}`),
  audio: withPages(PAGE_OF_FEED, ...files('/audio')),
  audioPage: usual('/audio', `/audio?before=${forged(now)}`, `/audio?before=${amid(now)}`),
  feedOf: withPages(
    PAGE_OF_FEED,
    ...files('/sections/world'),
    '/tags/syria/rss.xml',
    '/authors/ann-byline/rss.xml',
    '/languages/en/rss.xml',
  ),
  pageOf: usual('/sections/world', `/sections/world?before=${forged(now)}`, `/sections/world?before=${amid(now)}`),
  archivePage: usual('/archive', '/archive?before=2027'),
  archivePeriod: [
    ...usual(`/archive/${now.slice(0, 7)}`, `/archive/${dayBefore(now)}`, `/archive/${monthOver(now)}`),
    // A page of 100 stories, and the 100 above it.
    { path: `/archive/${dayBefore(now)}?before=${middleOf(dayBefore(now))}`, bound: { units: 64.5, roundTrips: 3 } },
  ],
  archive: usual(...files('/archive/20261031T235959Z'), ...files(`/archive/${forged(now)}`)),
  archiveOf: usual(...files(`/sections/world/archive/${forged(now)}`)),
  archiveOfAudio: usual(...files(`/audio/archive/${forged(now)}`)),
  podcast: withPages(PAGE_OF_FEED, '/podcast.xml'),
  newsSitemap: usual('/news-sitemap.xml'),
  sitemap: usual('/sitemap.xml'),
  newsSitemapPart: [{ path: '/news-sitemap.xml', each: true, bound: SITEMAP_PART }],
  sitemapPart: [{ path: '/sitemap.xml', each: true, bound: SITEMAP_PART }],
  withdrawnPage: usual('/withdrawn'),
  robots: usual('/robots.txt'),
  icon: usual('/icon.svg'),
  openApi: usual('/openapi.json'),
  health: usual('/health'),
});

/** Sends each request to a new process, which holds nothing, and counts. */
export async function walkRoutes(table: TestTable, now: Instant): Promise<Cost[]> {
  const costs: Cost[] = [];
  for (const [route, cases] of Object.entries(casesOf(now))) {
    for (const { path, each, inBrowser, bound } of cases) {
      const paths = each ? addressesIn(await (await send(table, now, path)).text()) : [path];
      for (const one of paths) {
        const { status } = await send(table, now, one, inBrowser);
        const { capacity: units, roundTrips } = table.traffic;
        const index = each && path;
        costs.push({ route, index, path: one, inBrowser, bound, status, measured: { units, roundTrips } });
      }
    }
  }
  return costs;
}

/** The paths that an index of sitemaps names. */
const addressesIn = (index: string): string[] =>
  [...index.matchAll(/<loc>([^<]*)</g)].map(([, loc = '']) => new URL(loc).pathname);

/** The answer of a process that holds nothing. The traffic of the table is that of this request. */
async function send(table: TestTable, now: Instant, path: string, inBrowser = false): Promise<Response> {
  const reader = createReader(table);
  const context = createServingContext({ reader, clock: () => now, publication, report: () => {} });
  const documents = publicDocuments(context, () => import('../../lambdas/openapi'));
  const app = publicSide({
    address: () => publication.url,
    documentsAt: () => documents,
    health: () => reader.feedHead('all', { consistent: false }),
    pageHeaders: {},
    log: () => {},
  });
  table.forget();
  const headers: Record<string, string> = inBrowser ? { [BROWSER]: '1' } : {};
  return app.fetch(new Request(publication.url + path, { headers }));
}

/** The requests that failed, or cost more than they may. */
export const beyondBounds = (costs: readonly Cost[]): Cost[] =>
  costs.filter(
    ({ status, measured, bound }) =>
      status >= 400 || measured.units > bound.units || measured.roundTrips > bound.roundTrips,
  );
