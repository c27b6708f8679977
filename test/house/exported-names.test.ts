import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const files = readdirSync('lambdas', { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts'))
  .map((file) => join('lambdas', file));

// An entry file exports the names that Lambda and the local server load.
const entryNames = ['app', 'handler'];

const DEFINITION = /^export (?:async )?(?:function\*?|const|class|type|interface) (\w+)/gm;
/** `export { local as name }`. With `from` it is no definition. */
const LIST = /^export (?:type )?\{([^}]*)\}(?! from)/gm;

function definedNames(file: string): string[] {
  const source = readFileSync(file, 'utf8');
  const defined = [...source.matchAll(DEFINITION)].map(([, name = '']) => name);
  const listed = [...source.matchAll(LIST)].flatMap(([, names = '']) => names.split(',').map((each) => each.trim()));
  const renamed = listed.filter((each) => each !== '').map((each) => each.split(/\s+as\s+/).at(-1) as string);
  const names = new Set([...defined, ...renamed]);
  return [...names].filter((name) => dirname(file) !== 'lambdas' || !entryNames.includes(name));
}

test('each exported name of lambdas/ has one definition', () => {
  const filesByName = new Map<string, string[]>();
  for (const file of files)
    for (const name of definedNames(file)) filesByName.set(name, [...(filesByName.get(name) ?? []), file]);
  expect(filesByName.size).toBeGreaterThan(500);
  expect([...filesByName].filter(([, places]) => places.length > 1)).toEqual([]);
});

/** Nouns and verbs with the ending of a participle. */
const noParticiples = ['feed', 'token', 'open', 'embed', 'shorten'];

test('no exported function begins with a participle', () => {
  const folders = files.filter((file) => dirname(file) !== 'lambdas');
  const functions = folders.flatMap((file) =>
    Object.entries<unknown>(jest.requireActual(`../../${file}`))
      .filter(([, value]) => typeof value === 'function' && !/^class\b/.test(String(value)))
      .map(([name]) => `${name} in ${file}`),
  );
  const participles = functions.filter((name) => {
    const [word = ''] = /^[a-z]+/.exec(name) ?? [];
    return /(?:ed|en)$/.test(word) && !noParticiples.includes(word);
  });
  expect(functions.length).toBeGreaterThan(300);
  expect(participles).toEqual([]);
});
