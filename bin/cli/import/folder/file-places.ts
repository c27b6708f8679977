import type { Includable, SkippedEntry, SourceOptions } from '../import-source';
import type { Site } from './site';

type Place = Omit<SkippedEntry, 'name'>;

/** The kinds of items that `--include` names. */
const INCLUDABLE_KINDS: Readonly<Record<string, Includable>> = {
  drafts: 'drafts',
  pages: 'pages',
  'private posts': 'private',
  'unclear posts': 'private',
  'expired posts': 'private',
};

/** Whether the user asks for items of a kind that is else left out. */
export function isIncluded(kind: string, include: SourceOptions['include']): boolean {
  const name = INCLUDABLE_KINDS[kind];
  return name !== undefined && include.has(name);
}

/** How the user takes an item of a kind; empty for a kind that no option takes. */
export function includeRemedy(kind: string): string {
  const name = INCLUDABLE_KINDS[kind];
  return name === undefined ? '' : `: --include ${name} takes it`;
}

/** Folders of which no file is public. */
const DRAFT_FOLDER =
  /(?:^|\/)(?:_drafts?|drafts?|(?:[^/]*[-_ ])?drafts(?:[-_ ][^/]*)?|draft[-_ ]posts|unpublished|_?wip|entw(?:ü|u\u0308|ue)rfe|brouillons|borradores|草稿|下書き)\//i;
const HIDDEN_FOLDER =
  /(?:^|\/)(?:\.[^/]+|_?private|_?trash|_?archived?-drafts|_?unlisted|_?hidden|_?secrets?|confidential|__MACOSX|@eaDir|lost\+found|\$RECYCLE\.BIN)\//i;
const HIDDEN_FILE = /(?:^|\/)\.[^/]+$/;
/** Copies that editors and programs keep beside a file. */
const COPY = /(?:^|\/)[~#][^/]*$|[~#]$|\.(?:bak|orig|old|tmp|swp|draft)\.\w+$/i;
/** Most generators leave out files and folders with an underscore. */
const UNDERSCORE_FILE = /(?:^|\/)_(?!index\.\w+$)[^/]+$/;
const UNDERSCORE_FOLDER = /(?:^|\/)_[^/]+\//;
/** Folders with the parts of pages. Hugo and Zola: `archetypes`, `layouts`; Hexo: `scaffolds`. */
const TEMPLATE_FOLDER =
  /(?:^|\/)(?:_layouts|_includes|_data|_sass|_plugins|layouts|includes|archetypes|scaffolds|templates?|partials|themes?|shortcodes|components)\//i;
const PROJECT_FILE =
  /(?:^|\/)(?:README|LICEN[CS]E|CHANGELOG|CHANGES|HISTORY|CONTRIBUTING|CODE_OF_CONDUCT|SECURITY|SUPPORT|AUTHORS|NOTICE|TODO|PULL_REQUEST_TEMPLATE|ISSUE_TEMPLATE|AGENTS|CLAUDE|GOVERNANCE|MAINTAINERS)(?:[._-][\w-]+)?\.\w+$/;

/** Why a file is no story that was public, by its path. Undefined for one whose text has to tell. */
export function placeOf(site: Site, name: string): Place | undefined {
  const path = site.prefix + name;
  if (HIDDEN_FOLDER.test(path)) return { why: 'lies in a hidden folder', kind: 'private posts' };
  if (HIDDEN_FILE.test(name)) return { why: 'is a hidden file', kind: 'private posts' };
  if (DRAFT_FOLDER.test(path)) return { why: 'lies in a folder of drafts', kind: 'drafts' };
  if (COPY.test(name)) return { why: 'is a copy that an editor keeps', kind: 'drafts' };
  if (isExcluded(site, path)) return { why: `is left out by ${site.configName}`, kind: 'private posts' };
  if (TEMPLATE_FOLDER.test(name)) return { why: 'lies in a folder of templates', kind: 'templates' };
  if (PROJECT_FILE.test(name)) return { why: 'is a file about the project', kind: 'project files' };
  if (/(?:^|\/)_index\.\w+$/.test(name)) return { why: 'is the page of a section', kind: 'pages' };
  if (/(?:^|\/)404\.\w+$/.test(name)) return { why: 'is the page of an error', kind: 'pages' };
  if (hasUnderscore(site, name)) return { why: 'begins with an underscore, or lies in such a folder', kind: 'drafts' };
  if (!isStoryPlace(site, path)) return { why: `is no post of ${site.generator}`, kind: 'pages' };
  return undefined;
}

/** Whether a generator leaves a file out for its name. Hugo and Zola take each, and Jekyll keeps its posts in such folders. */
function hasUnderscore({ generator }: Site, name: string): boolean {
  if (generator === 'Hugo' || generator === 'Zola') return false;
  const isWholePath = generator === 'Astro' || generator === 'Docusaurus';
  return UNDERSCORE_FILE.test(name) || (isWholePath && UNDERSCORE_FOLDER.test(name));
}

/** Whether the configuration leaves a path out: Jekyll's `exclude` and Hugo's `ignoreFiles`. */
function isExcluded({ generator, config }: Site, path: string): boolean {
  const listed = [generator === 'Hugo' ? config.ignoreFiles : generator === 'Jekyll' ? config.exclude : []].flat();
  return listed.some((one) => {
    if (typeof one !== 'string' || one === '') return false;
    if (generator === 'Hugo') return isMatch(one, path);
    const start = one.replace(/^\/|\/?\*.*$|\/$/g, '');
    return start !== '' && (path === start || path.startsWith(`${start}/`));
  });
}

function isMatch(pattern: string, path: string): boolean {
  try {
    return new RegExp(pattern).test(path);
  } catch {
    return false;
  }
}

/** Whether a generator has posts at a path. Where it takes them from any folder, the text has to tell. */
function isStoryPlace({ generator, config }: Site, path: string): boolean {
  switch (generator) {
    case 'Jekyll':
      return /(?:^|\/)_posts\//.test(path) || collectionsOf(config).some((name) => path.includes(`_${name}/`));
    case 'Hexo':
      return /(?:^|\/)_posts\//.test(path);
    case 'Hugo':
    case 'Zola':
    case 'Pelican':
      return path.startsWith(`${typeof config.contentDir === 'string' ? config.contentDir : 'content'}/`);
    case 'Astro':
      return /^src\/(?:content|pages|data)\/|^content\//.test(path);
    default:
      return true;
  }
}

/** Jekyll's collections: only one with `output` has pages. */
function collectionsOf({ collections }: Site['config']): string[] {
  return Object.entries(Object(collections)).flatMap(([name, one]) =>
    (Object(one) as { output?: unknown }).output === true ? [name] : [],
  );
}
