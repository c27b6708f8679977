import { tableForTests } from '../harness/engine';
import { NOON } from '../news/sample-story';
import { fillToBounds } from './newsroom-at-its-bounds';
import { type Cost, walkRoutes } from './walk-routes';

const table = tableForTests();
let costs: Cost[];

beforeAll(async () => {
  await fillToBounds(table, 2_000, NOON);
  costs = await walkRoutes(table, NOON);
}, 240_000);

test('every public route answers within its bound', () => {
  const wrong = costs.filter(
    ({ status, measured, bound }) =>
      status >= 500 || measured.units > bound.units || measured.roundTrips > bound.roundTrips,
  );
  expect(wrong).toEqual([]);
});
