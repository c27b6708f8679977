import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { name } from '../../package.json';

// The comments of these files are in the types of the package. `bulletin` alone is another one on npm, of a stranger.
test.each(['index.ts', 'news-feed.ts'])('no comment of lib/%s imports a package of another name', (file) => {
  const text = readFileSync(join(__dirname, '../../lib', file), 'utf8');
  const named = [...text.matchAll(/^ *\*.*\b(?:from|import|require\()\s*['"]([^'"]+)['"]/gm)].map(([, found]) => found);
  expect(named.filter((found) => found !== name)).toEqual([]);
});
