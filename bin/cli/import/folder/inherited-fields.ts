import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { parseJson } from '../../server/parse-json';
import { splitFrontMatter } from '../../story-file/front-matter/front-matter';
import { IMPORT_RULES } from '../../story-file/parsed-story';
import { isForeignReleaseName } from '../../story-file/read-release';
import type { Site } from './site';

type Fields = Readonly<Record<string, unknown>>;

/**
 * The fields that a file has from its folders and from the configuration, as far as they say whether it appears: Jekyll's
 * `defaults`, Hugo's `cascade`, and Eleventy's data files. A field of the nearest place counts.
 */
export async function inheritedFields(folder: string, path: string, site: Site): Promise<Fields> {
  const folders = foldersAbove(path);
  const found: Fields[] = [...configuredFields(site, site.prefix + path)];
  for (const one of folders) {
    if (site.generator === 'Hugo') found.push(...(await cascadeOf(folder, one)));
    if (site.generator === 'Eleventy')
      found.push(...(await dataOf(folder, join(one, one.split('/').at(-1) || 'posts'))));
  }
  if (site.generator === 'Eleventy') found.push(...(await dataOf(folder, path.replace(/\.\w+$/, ''))));
  const fields = found.flatMap((one) => Object.entries(one)).filter(([name]) => isForeignReleaseName(name));
  return Object.fromEntries(fields);
}

/** The folders of a path, the outermost first. */
function foldersAbove(path: string): string[] {
  const parts = dirname(path) === '.' ? [] : dirname(path).split('/');
  return ['', ...parts.map((_, index) => parts.slice(0, index + 1).join('/'))];
}

/** Jekyll: `defaults: [{ scope: { path }, values }]`. Hugo: `cascade`, for all pages whatever its target. */
function configuredFields({ generator, config }: Site, path: string): Fields[] {
  if (generator === 'Hugo') return listOf(config.cascade);
  if (generator !== 'Jekyll') return [];
  return listOf(config.defaults).flatMap(({ scope, values }) => {
    const within = String(Object(scope).path ?? '')
      .replace(/^\/+|\/+$/g, '')
      .replace(/\*.*$/, '');
    return path.startsWith(within) ? [Object(values)] : [];
  });
}

const listOf = (value: unknown): Fields[] => [value].flat().flatMap((one) => (one ? [Object(one)] : []));

const textOf = (file: string): Promise<string> => readFile(file, 'utf8').catch(() => '');

/** The `cascade` of a section: a map, or a list of maps with targets. */
async function cascadeOf(folder: string, section: string): Promise<Fields[]> {
  for (const name of ['_index.md', '_index.markdown', '_index.html']) {
    const text = await textOf(join(folder, section, name));
    if (/\bcascade\b/.test(text)) return listOf(splitFrontMatter(text, IMPORT_RULES).fields.cascade);
  }
  return [];
}

const SWITCHED = /\b(draft|eleventyExcludeFromCollections|permalink|published)["']?\s*:\s*(true|false)\b/g;

/** The data file of a folder or a template. One that is a program gives its plain values. */
async function dataOf(folder: string, stem: string): Promise<Fields[]> {
  const found: Fields[] = [];
  for (const ending of ['.json', '.11tydata.json', '.11tydata.js', '.11tydata.cjs', '.11tydata.mjs']) {
    const text = await textOf(join(folder, stem + ending));
    if (text === '') continue;
    if (ending.endsWith('json')) found.push(Object(parseJson(text)));
    else
      found.push(
        Object.fromEntries([...text.matchAll(SWITCHED)].map(([, name = '', value]) => [name, value === 'true'])),
      );
  }
  return found;
}
