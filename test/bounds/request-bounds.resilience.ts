import { tableForTests } from '../harness/engine';
import { NOON } from '../news/sample-story';
import { fillToBounds } from './newsroom-at-its-bounds';
import { beyondBounds, walkRoutes } from './walk-routes';

const table = tableForTests();

test('every public route answers within its bound with 20,000 stories', async () => {
  await fillToBounds(table, 20_000, NOON);
  expect(beyondBounds(await walkRoutes(table, NOON))).toEqual([]);
}, 400_000);
