// Who may import whom. A row names a folder or a file, and every part of the project that it may import besides itself.
// After a change, `npm run house` writes import-rules.json from it, which biome.json extends.

const lambdas = (names: string) => names.split(' ').map((name) => `lambdas/${name}`);
const settings = lambdas('news runtime');

export const mayImport: Record<string, string[]> = {
  'lambdas/news': [],
  'lambdas/http': [],
  'lambdas/outgoing': lambdas('news'),
  'lambdas/store': lambdas('news'),
  'lambdas/formats': lambdas('news'),
  'lambdas/openapi': lambdas('http formats store news'),
  'lambdas/serving': lambdas('http formats store news'),
  'lambdas/publishing': lambdas('http formats store news'),
  'lambdas/watch': lambdas('outgoing serving news'),
  'lambdas/runtime': lambdas('http store news'),
  // The deployed code: each file directly in lambdas/ is a function, or a module that a function loads later.
  'lambdas/read.ts': lambdas('http serving formats store news openapi.ts runtime'),
  'lambdas/publish.ts': lambdas('http publishing formats store news runtime'),
  'lambdas/watch.ts': lambdas('outgoing watch store runtime'),
  'lambdas/openapi.ts': lambdas('openapi'),
  // Infrastructure reads names from lambdas/, never behaviour. The one exception refuses a wrong language before a deploy.
  lib: lambdas(
    'http/routes store/table/table news/language/check-language news/values/check-license news/values/check-time-zone',
  ),
  'bin/doctor': lambdas('outgoing news'),
  'bin/seed': [],
  'bin/local': ['bin/seed', ...settings, ...lambdas('http store read.ts publish.ts')],
  'bin/cli': ['package.json', 'bin/doctor', 'bin/local', ...settings, ...lambdas('http outgoing formats store')],
  'bin/deploy.ts': ['lib'],
  'bin/build.ts': ['lib', 'bin/package'],
  'bin/package': [],
  'test/harness': [
    'bin/local',
    'bin/package',
    ...settings,
    ...lambdas('http openapi publishing store read.ts publish.ts'),
  ],
  bench: ['test/harness', 'bin/local', ...settings, ...lambdas('http serving store read.ts publish.ts')],
};

/** The packages that only these parts may import. */
export const packages: Record<string, string[]> = {
  'aws-cdk-lib': ['lib', 'bin/deploy.ts'],
  constructs: ['lib'],
  '@aws-sdk': ['lambdas/store', 'lambdas/runtime', 'bin/local', 'bin/cli', 'test/harness', 'bench'],
};
