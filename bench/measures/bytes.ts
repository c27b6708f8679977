import { gzipSync } from 'node:zlib';
import { instant } from '../../lambdas/news/values/instant';
import { BROTLI_QUALITY } from '../../lambdas/serving/encode-document';
import { proseStories } from '../../test/harness/prose-stories';
import { startBench } from '../harness/engine-table';
import { upload } from '../harness/fill';
import { bytesOf, expectStatus, loadRead } from '../harness/functions';
import { hold, type Measure, ratioRow } from '../harness/measure';

/** The bytes of documents of 50 stories in brotli, as they travel, against their gzip of level 6. */
export const bytes: Measure = async ({ bundles }) => {
  const bench = await startBench();
  const table = await bench.table('bytes');
  const stories = proseStories(50, instant(Date.now()));
  await upload(table, stories);
  const place = { endpoint: bench.engine.endpoint, table: table.name, environment: bundles.environment };
  const ask = await loadRead(bundles.read, place);

  const sizesOf = async (path: string) => {
    const answerIn = async (coding: string) =>
      bytesOf(await expectStatus(200, ask({ path, headers: { 'accept-encoding': coding } })));
    const [brotli, identity] = [await answerIn('br'), await answerIn('identity')];
    hold(`brotli and identity of ${path} hold the same bytes`, brotli.text.equals(identity.text), true);
    return { path, brotli: brotli.sent.byteLength, gzip: gzipSync(identity.text, { level: 6 }).byteLength };
  };
  const row = (what: string, { brotli, gzip }: { brotli: number; gzip: number }) =>
    ratioRow({
      what: `bytes of ${what} in brotli ${BROTLI_QUALITY}`,
      yardstick: 'its gzip of level 6',
      ratio: brotli / gzip,
      goal: { atMost: 0.95 },
      figures: `${kilobytes(brotli)} to ${kilobytes(gzip)}`,
    });

  const feeds = [
    ['RSS', '/rss.xml'],
    ['Atom', '/atom.xml'],
    ['JSON Feed', '/feed.json'],
  ] as const;
  const rows = [];
  for (const [what, path] of feeds) rows.push(row(`a feed of 50 stories of prose, ${what},`, await sizesOf(path)));
  const id = stories[25]?.id;
  const others = [];
  for (const path of [
    '/',
    `/stories/${id}`,
    '/feeds',
    '/api/stories?limit=50',
    `/api/stories/${id}`,
    '/api/changes?limit=50',
  ])
    others.push(await sizesOf(path));
  const share = ({ brotli, gzip }: { brotli: number; gzip: number }) => brotli / gzip;
  const worst = others.reduce((a, b) => (share(b) > share(a) ? b : a));
  rows.push(
    row(
      `${others.length} pages and JSON documents, the worst of them (${worst.path.replace(/[^/]{40,}/, '…')})`,
      worst,
    ),
  );
  await bench.stop();
  return { rows };
};

const kilobytes = (number: number): string => `${(number / 1_000).toFixed(1)} KB`;
