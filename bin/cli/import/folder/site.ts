import { readFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { parse as parseToml } from 'smol-toml';
import { parse as parseYaml } from 'yaml';

export type Generator =
  | 'Jekyll'
  | 'Hugo'
  | 'Hexo'
  | 'Eleventy'
  | 'Astro'
  | 'Docusaurus'
  | 'VitePress'
  | 'Pelican'
  | 'Zola';

/** The site that a folder belongs to. */
export interface Site {
  /** Undefined where neither a configuration file nor the names of folders tell. */
  readonly generator?: Generator;
  /** The name of the configuration file. */
  readonly configName?: string;
  /** The configuration: what a file of YAML, TOML or JSON holds. Empty for one that is a program. */
  readonly config: Readonly<Record<string, unknown>>;
  /** The text of the configuration. */
  readonly configText: string;
  /** The path of the folder in its site, such as `_posts/`; empty for the whole site. */
  readonly prefix: string;
}

/** The configuration files of each generator, in the order in which they count. */
const CONFIG_FILES: readonly (readonly [Generator, RegExp])[] = [
  ['Jekyll', /^_config\.(?:ya?ml|toml)$/],
  ['Hugo', /^(?:hugo|config)\.(?:toml|ya?ml|json)$/],
  ['Eleventy', /^(?:\.eleventy|eleventy\.config)\.[cm]?[jt]s$/],
  ['Astro', /^astro\.config\.[cm]?[jt]s$/],
  ['Docusaurus', /^docusaurus\.config\.[cm]?[jt]s$/],
  ['VitePress', /^config\.m?[jt]s$/],
  ['Pelican', /^pelicanconf\.py$/],
];

const NAMES = [
  ...['_config.yml', '_config.yaml', '_config.toml', 'hugo.toml', 'hugo.yaml', 'hugo.yml', 'hugo.json'],
  ...['config.toml', 'config.yaml', 'config.yml', 'config.json', 'config/_default/hugo.toml'],
  ...['config/_default/hugo.yaml', 'config/_default/config.toml', 'config/_default/config.yaml', '.eleventy.js'],
  ...['eleventy.config.js', 'eleventy.config.mjs', 'eleventy.config.cjs', 'eleventy.config.ts', 'astro.config.mjs'],
  ...['astro.config.js', 'astro.config.ts', 'docusaurus.config.js', 'docusaurus.config.ts', 'pelicanconf.py'],
  ...['.vitepress/config.js', '.vitepress/config.ts', '.vitepress/config.mjs', '.vitepress/config.mts'],
];

/** How far above the folder of the stories a configuration may lie: `src/content/blog/en`. */
const MAX_LEVELS = 4;

/** The folders of a site that hold stories: only below one of these a configuration file further up counts. */
const STORY_FOLDERS = /^(?:_\w+|source|content|src|blog|posts|docs|collections)\//;

/** Finds the site of a folder by its configuration file, there or further up, else by the names of folders. */
export async function findSite(folder: string): Promise<Site> {
  let [root, prefix] = [folder, ''];
  for (let level = 0; level <= MAX_LEVELS; level++) {
    if (level === 0 || STORY_FOLDERS.test(prefix)) {
      const site = await readSite(root, prefix);
      if (site) return site;
    }
    prefix = `${basename(root)}/${prefix}`;
    root = dirname(root);
  }
  const path = `${basename(dirname(folder))}/${basename(folder)}/`;
  const [, known] =
    /(?:^|\/)((?:source\/)?_(?:posts|drafts)\/|(?:drafts?|unpublished|private|\.?trash|\.obsidian)\/)$/i.exec(path) ??
    [];
  const isPosts = known !== undefined && /^(?:source\/)?_/.test(known);
  const generator = !isPosts ? undefined : known.startsWith('source/') ? 'Hexo' : 'Jekyll';
  return { generator, config: {}, configText: '', prefix: known ?? '' };
}

async function readSite(root: string, prefix: string): Promise<Site | undefined> {
  for (const configName of NAMES) {
    const configText = await readFile(join(root, configName), 'utf8').catch(() => undefined);
    if (configText === undefined) continue;
    const config = parseConfig(configName, configText);
    const named = CONFIG_FILES.find(([, form]) => form.test(basename(configName)))?.[0];
    const generator = await trueGenerator(named, config, root);
    if (generator) return { generator, configName, config, configText, prefix };
  }
  return undefined;
}

/** Hexo and Jekyll use one name, and so do Hugo, Zola and many other programs. */
async function trueGenerator(
  named: Generator | undefined,
  config: Site['config'],
  root: string,
): Promise<Generator | undefined> {
  const has = (...names: string[]) => names.some((name) => Object.hasOwn(config, name));
  if (named === 'Jekyll') {
    const isHexo =
      has('new_post_name', 'default_category', 'source_dir', 'post_asset_folder') ||
      (await readFile(join(root, 'package.json'), 'utf8').catch(() => '')).includes('"hexo"');
    return isHexo ? 'Hexo' : 'Jekyll';
  }
  if (named !== 'Hugo') return named;
  if (has('base_url')) return 'Zola';
  return has('baseURL', 'baseurl', 'baseUrl', 'languageCode', 'theme', 'permalinks', 'title', 'params')
    ? 'Hugo'
    : undefined;
}

/** The values of a configuration file; none for a program, and none for a file that cannot be read. */
function parseConfig(name: string, text: string): Record<string, unknown> {
  try {
    if (name.endsWith('.toml')) return parseToml(text);
    if (/\.(?:ya?ml|json)$/.test(name)) return Object(parseYaml(text, { uniqueKeys: false, logLevel: 'silent' }));
  } catch {
    return {};
  }
  return {};
}

/** A text of the configuration. */
export function configText({ config }: Site, ...path: readonly string[]): string | undefined {
  const value = path.reduce<unknown>((inside, name) => Object(inside)[name], config);
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
}

/** A text that a configuration file gives a name, where the file is a program: `input: "src"`. */
export const programText = ({ configText }: Site, name: string): string | undefined =>
  new RegExp(`\\b${name}["']?\\s*[:=]\\s*["'\`]([^"'\`\\n]+)["'\`]`).exec(configText)?.[1];

/** The address of the site that the configuration names. */
export const configuredAddress = (site: Site): string | undefined =>
  [
    configText(site, 'baseURL'),
    configText(site, 'baseurl'),
    configText(site, 'base_url'),
    configText(site, 'url'),
    programText(site, 'site'),
    programText(site, 'url'),
    programText(site, 'SITEURL'),
  ].find((text) => text !== undefined && /^https?:\/\//i.test(text));
