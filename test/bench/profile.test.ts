import { packageOf, timesByPackage } from '../../bench/cold-start/profile';

test.each([
  ['../node_modules/@smithy/core/dist-es/a.js', '@smithy/core'],
  ['../node_modules/hono/dist/hono.js', 'hono'],
  ['../lambdas/http/answer.ts', 'lambdas/http'],
  ['../lambdas/read.ts', 'lambdas'],
])('%s is of %s', (source, name) => {
  expect(packageOf(source)).toBe(name);
});

const node = (id: number, functionName: string, url: string, lineNumber: number, children: number[] = []) => ({
  id,
  callFrame: { functionName, url, lineNumber, columnNumber: 0 },
  children,
});

test('time is whose code ran or had called what ran; loading the bundle, waiting and Node’s start are separate', () => {
  const profile = {
    nodes: [
      node(1, '(root)', '', -1, [2, 3, 6]),
      node(2, '(idle)', '', -1),
      node(3, 'require', 'node:internal', 1, [4, 7]),
      node(4, 'parse', 'file:///x/index.js', 10, [5]),
      node(5, 'createHash', 'node:crypto', 3),
      node(6, 'boot', 'node:internal/boot', 1),
      node(7, 'wrapSafe', 'node:internal/loader', 1),
    ],
    samples: [6, 7, 4, 5, 2],
    timeDeltas: [1000, 2000, 3000, 4000, 500],
  };
  const origin = (line: number) => (line === 10 ? '../node_modules/zod/a.js' : undefined);
  expect(timesByPackage(profile, '/x/index.js', origin)).toEqual([
    ['zod', 7],
    ['reading and compiling the bundle', 2],
    ['Node’s own start', 1],
    ['waiting for the engine', 0.5],
  ]);
});
