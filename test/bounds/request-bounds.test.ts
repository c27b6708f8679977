import { plusSeconds } from '../../lambdas/news/values/instant';
import { tableForTests } from '../harness/engine';
import { NOON } from '../news/sample-story';
import { boundsTable, tableInDocs, writeTable } from './bounds-table';
import { fillToBounds } from './newsroom-at-its-bounds';
import { beyondBounds, type Cost, walkRoutes } from './walk-routes';

const table = tableForTests();
let costs: Cost[];

beforeAll(async () => {
  await fillToBounds(table, 2_000, NOON);
  costs = await walkRoutes(table, NOON);
}, 240_000);

test('every public route answers within its bound', () => {
  expect(beyondBounds(costs)).toEqual([]);
});

test('the first request after the moments of a head takes one round trip more', async () => {
  // By then the embargoes have ended, of which a head lists the soonest.
  const after = await walkRoutes(table, plusSeconds(NOON, 2 * 86_400));
  const costs = after
    .filter(({ route }) =>
      ['feed', 'breaking', 'feedOf', 'pageOf', 'front', 'list', 'podcast', 'archivePage'].includes(route),
    )
    .map((cost) => ({ ...cost, bound: { units: cost.bound.units + 20, roundTrips: cost.bound.roundTrips + 1 } }));
  expect(costs.some(({ measured }) => measured.roundTrips === 4)).toBe(true);
  expect(beyondBounds(costs)).toEqual([]);
});

test('docs/limits.md has the table of costs: BULLETIN_WRITE_DOCS=yes npx jest test/bounds writes it', () => {
  if (process.env.BULLETIN_WRITE_DOCS === 'yes') writeTable(boundsTable(costs));
  expect(tableInDocs()).toBe(boundsTable(costs));
});
