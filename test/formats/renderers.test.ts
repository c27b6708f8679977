import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { RENDERERS } from '../../lambdas/formats/renderers';

const FORMATS = join(__dirname, '../../lambdas/formats');

/** A hash of every file in `formats/` and of the versions of its libraries. */
function sourcesOfRenderers(): string {
  const hash = createHash('sha256');
  const files = readdirSync(FORMATS, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));
  for (const file of files.map((file) => file.replaceAll('\\', '/')).sort()) {
    if (file !== 'renderers.ts') hash.update(`${file}\n${readFileSync(join(FORMATS, file), 'utf8')}\n`);
  }
  for (const library of ['feed', 'hono']) {
    const manifest = join(__dirname, `../../node_modules/${library}/package.json`);
    hash.update(`${library} ${JSON.parse(readFileSync(manifest, 'utf8')).version}\n`);
  }
  return hash.digest('hex').slice(0, 8);
}

test('ETags change with the renderers: if this fails, write the received value into lambdas/formats/renderers.ts', () => {
  expect(RENDERERS).toBe(sourcesOfRenderers());
});
