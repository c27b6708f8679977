import { urlIn } from '../../../../lambdas/news/values/uri';
import { nameTokens, type PageFacts } from './name-tokens';
import { dateTokens } from './permalink-dates';
import { configText, programText, type Site } from './site';

/** Jekyll's names of patterns (https://jekyllrb.com/docs/permalinks/#built-in-formats). */
const STYLES: Readonly<Record<string, string>> = {
  date: '/:categories/:year/:month/:day/:title:output_ext',
  pretty: '/:categories/:year/:month/:day/:title/',
  ordinal: '/:categories/:year/:y_day/:title:output_ext',
  none: '/:categories/:title:output_ext',
};

/**
 * The path of a story on its old site: as its front matter says, else by the pattern that the user or the configuration gives, else by the
 * generator's own. Undefined where nothing tells.
 */
export function oldPath(site: Site, facts: PageFacts, permalink: string | undefined): string | undefined {
  const { fields } = facts;
  const written = [fields.permalink, fields.url, fields.path].find(
    (value) => typeof value === 'string' && value.trim() !== '',
  );
  const tokens = { ...dateTokens(site, facts.date), ...nameTokens(site, facts) };
  if (typeof written === 'string') return expand(written.trim(), tokens);
  const pattern = permalink ?? patternOf(site, facts, tokens);
  return pattern === undefined ? undefined : expand(STYLES[pattern] ?? pattern, tokens);
}

/** A path or address below the base. The base's own path, or that of the configuration, comes before it. */
export function oldAddress(site: Site, base: string, path: string): string | undefined {
  if (/^https?:\/\//i.test(path)) return urlIn(path)?.href;
  const url = urlIn(base);
  const inBase = url?.pathname.replace(/\/$/, '') || basePath(site);
  return url && urlIn(`${url.origin}${inBase}${path.startsWith('/') ? '' : '/'}${path}`)?.href;
}

/** The path below which the configuration puts the whole site, without a slash at its end. */
export function basePath(site: Site): string {
  const text =
    configText(site, 'baseurl') ??
    configText(site, 'baseURL') ??
    configText(site, 'root') ??
    programText(site, 'baseUrl') ??
    programText(site, 'base') ??
    '';
  const path = urlIn(text)?.pathname ?? (text.startsWith('/') ? text : '');
  return path.replace(/\/+$/, '');
}

type Tokens = Readonly<Record<string, string | undefined>>;

/** A pattern with the values of its tokens; undefined where a token has no value. */
function expand(pattern: string, tokens: Tokens): string | undefined {
  const names = Object.keys(tokens).sort((a, b) => b.length - a.length);
  let isKnown = true;
  const path = toColons(pattern).replace(
    new RegExp(`:(${names.join('|')})|:[a-z]\\w*|\\{\\{?.*?\\}\\}?`, 'gi'),
    (_, name: string) => {
      const value = name === undefined ? undefined : tokens[name.toLowerCase()];
      isKnown &&= value !== undefined;
      return value ?? '';
    },
  );
  if (!isKnown) return undefined;
  if (/^https?:\/\//i.test(path)) return path;
  return encodeURI(decodePath(`/${path}`.replace(/\/{2,}/g, '/')));
}

const decodePath = (path: string): string => {
  try {
    return decodeURI(path);
  } catch {
    return path;
  }
};

/** Patterns of Pelican (`{date:%Y}`) and of Eleventy's templates in the words of the others. */
const toColons = (pattern: string): string =>
  pattern
    .replace(/\{\{-?\s*page\.fileSlug\s*-?\}\}/g, ':name')
    .replace(/\{\{-?\s*title\s*\|\s*slug(?:ify)?\s*-?\}\}/g, ':titleslug')
    .replace(/\{slug\}/g, ':slug')
    .replace(/\{category\}/g, ':category')
    .replace(/\{date:%(\w)\}/g, (whole, letter: string) => PELICAN_DATES[letter] ?? whole);

const PELICAN_DATES: Readonly<Record<string, string>> = {
  Y: ':year',
  m: ':month',
  d: ':day',
  b: ':short_month',
  y: ':short_year',
};

/** The pattern of the generator for a file, from the configuration where it says one. */
function patternOf(site: Site, { path, fields }: PageFacts, { section = '' }: Tokens): string | undefined {
  switch (site.generator) {
    case 'Jekyll':
      return jekyllPattern(site, path);
    case 'Hugo':
      return (
        configText(site, 'permalinks', section) ??
        configText(site, 'permalinks', 'page', section) ??
        (site.config.uglyURLs === true ? '/:sections/:slugorfilename.html' : '/:sections/:slugorfilename/')
      );
    case 'Hexo':
      return configText(site, 'permalink') ?? ':year/:month/:day/:title/';
    case 'Zola':
      return '/:sections/:slugorfilename/';
    case 'Eleventy':
    case 'Astro':
      return '/:sections/:slugorfilename/';
    case 'Docusaurus':
      if (typeof fields.slug === 'string')
        return fields.slug.startsWith('/') ? fields.slug : `/:section/${fields.slug}`;
      return /\d{4}-\d\d-\d\d-/.test(path) ? '/:section/:year/:month/:day/:name' : '/:sections/:name';
    case 'VitePress':
      return /cleanUrls["']?\s*:\s*true/.test(site.configText) ? '/:sections/:name' : '/:sections/:name.html';
    case 'Pelican':
      return programText(site, 'ARTICLE_URL') ?? '{slug}.html';
    default:
      return undefined;
  }
}

function jekyllPattern(site: Site, path: string): string {
  const [, collection = 'posts'] = /(?:^|\/)_([a-z][\w-]*)\//.exec(path) ?? [];
  const style = configText(site, 'permalink') ?? 'date';
  const own = configText(site, 'collections', collection, 'permalink') ?? defaultOf(site, path, collection);
  if (own !== undefined) return own;
  if (/(?:^|\/)_/.test(path))
    return collection === 'posts' || collection === 'drafts' ? style : '/:collection/:path:output_ext';
  return style === 'pretty' || style.endsWith('/') ? '/:sections/:name/' : '/:sections/:name:output_ext';
}

/** The permalink of Jekyll's front matter defaults. A later scope wins. */
function defaultOf({ config }: Site, path: string, collection: string): string | undefined {
  const defaults: readonly unknown[] = Array.isArray(config.defaults) ? config.defaults : [];
  const found = defaults.flatMap((one) => {
    const { scope, values } = Object(one) as { scope?: unknown; values?: unknown };
    const { path: folder = '', type = collection } = Object(scope) as { path?: unknown; type?: unknown };
    const { permalink } = Object(values) as { permalink?: unknown };
    return typeof permalink === 'string' && path.startsWith(String(folder)) && type === collection ? [permalink] : [];
  });
  return found.at(-1);
}

/** The words of a pattern that stand for nothing. */
export function unknownTokens(pattern: string): string[] {
  const site: Site = { config: {}, configText: '', prefix: '' };
  const tokens = { ...dateTokens(site, undefined), ...nameTokens(site, { path: 'a.md', fields: {}, title: 'A' }) };
  const names = Object.keys(tokens).sort((a, b) => b.length - a.length);
  const known = new RegExp(`^:(?:${names.join('|')})`, 'i');
  return (toColons(pattern).match(/:[a-z]\w*/gi) ?? []).filter((word) => !known.test(word));
}
