// node --import tsx test/house/import-rules.ts: writes import-rules.json, which biome.json extends, from import-table.ts.
import { writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { mayImport, packages } from './import-table';

/** A file lies directly in its part, in a folder of it or in a folder of that. A test expects no file deeper. */
export const depthsOf = (part: string) => (isFile(part) ? [0] : [0, 1, 2]);

const isFile = (part: string) => part.endsWith('.ts');

/** How a file of `part`, `depth` folders deep, writes its import of `target`. */
export function specifier(part: string, depth: number, target: string) {
  const from = isFile(part) ? dirname(part) : part;
  const path = relative(join(from, ...Array(depth).fill('folder')), target).replace(/\.ts$/, '');
  return path.startsWith('.') ? path : `./${path}`;
}

function ruleFor(part: string, depth: number, targets: string[]) {
  const allowed = targets.map((target) => {
    const path = specifier(part, depth, target);
    return target in mayImport && !isFile(target) ? `${path}/**` : path;
  });
  const outside = isFile(part) ? ['./**', '../**'] : [`../${'../'.repeat(depth)}**`];
  const foreign = Object.keys(packages).filter((name) => !packages[name]?.includes(part));
  const group = [
    ...outside,
    ...allowed.map((path) => `!${path}`),
    // A path that climbs out of a folder again would pass for that folder.
    './**/../**',
    ...allowed.filter((path) => path.endsWith('/**')).map((path) => `${path}/../**`),
    ...foreign.flatMap((name) => [name, `${name}/**`]),
  ];
  const message = `${part} may import ${targets.join(', ') || 'nothing of ours'}. See test/house/import-table.ts.`;
  const noRestrictedImports = { level: 'error', options: { patterns: [{ group, message }] } };
  const includes = isFile(part) ? part : `${part}/${'*/'.repeat(depth)}*`;
  return { includes: [includes], linter: { rules: { style: { noRestrictedImports } } } };
}

/** The rules for Biome, where the last that covers a file holds. An entry file without a row may import nothing. */
export function importRules() {
  const rules = Object.entries({ 'lambdas/*.ts': [], 'bin/*.ts': [], ...mayImport }).flatMap(([part, targets]) =>
    depthsOf(part).map((depth) => ruleFor(part, depth, targets)),
  );
  return `{ "overrides": [\n${rules.map((rule) => JSON.stringify(rule)).join(',\n')}\n] }\n`;
}

if (require.main === module) writeFileSync(join(__dirname, 'import-rules.json'), importRules());
