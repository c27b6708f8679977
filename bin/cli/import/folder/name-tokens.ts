import { configText, programText, type Site } from './site';

/** What an old address is made of. */
export interface PageFacts {
  /** The path of the file in its site. */
  readonly path: string;
  /** The front matter as it is written. */
  readonly fields: Readonly<Record<string, unknown>>;
  readonly title: string;
  /** The publication as the file has it. */
  readonly date?: string;
}

/** The names in an old address: of the file, its folders, its title and its categories, in the generator's spelling. */
export function nameTokens(
  site: Site,
  { path, fields, title }: PageFacts,
): Readonly<Record<string, string | undefined>> {
  const { folders, name, stem } = splitPath(site, path);
  const slug = typeof fields.slug === 'string' || typeof fields.slug === 'number' ? String(fields.slug) : undefined;
  const isHugo = site.generator === 'Hugo' || site.generator === 'Zola';
  const fileName = isHugo || site.generator === 'Astro' ? urlize(stem) : isJekyll(site) ? prettySlug(stem) : stem;
  const titleSlug = urlize(title);
  const categories = categoriesOf(site, fields);
  const sections = folders.map((one) => (isHugo ? urlize(one) : one));
  const [, collection] = /(?:^|\/)_([a-z][\w-]*)\//.exec(path) ?? [];
  return {
    title: isHugo ? titleSlug : site.generator === 'Hexo' ? [...folders, stem].join('/') : (slug ?? fileName),
    slug: slug ?? (isHugo || site.generator === 'Pelican' ? titleSlug : fileName.toLowerCase()),
    titleslug: titleSlug,
    post_title: titleSlug,
    slugorfilename: slug ?? fileName,
    slugorcontentbasename: slug ?? fileName,
    filename: fileName,
    contentbasename: fileName,
    name: fileName,
    basename: fileName,
    output_ext: '.html',
    path: [...folders, name].join('/'),
    collection,
    section: sections[0] ?? '',
    sections: sections.join('/'),
    category:
      categories.map(urlize).join('/') ||
      (site.generator === 'Hexo' ? (configText(site, 'default_category') ?? 'uncategorized') : ''),
    categories: [...(isJekyll(site) ? foldersAbovePosts(path) : []), ...categories]
      .map((one) => one.toLowerCase())
      .join('/'),
    id: typeof fields.id === 'string' || typeof fields.id === 'number' ? String(fields.id) : undefined,
  };
}

const isJekyll = ({ generator }: Site): boolean => generator === 'Jekyll' || generator === undefined;

/** The folders that every address of a generator leaves out. */
function storyRoot(site: Site): RegExp {
  switch (site.generator) {
    case 'Hugo':
      return new RegExp(`^${configText(site, 'contentDir') ?? 'content'}/`);
    case 'Zola':
    case 'Pelican':
      return /^content\//;
    case 'Hexo':
      return /^(?:source\/)?(?:_posts|_drafts)\/|^source\//;
    case 'Astro':
      return /^src\/(?:content|pages)\//;
    case 'Eleventy':
      return new RegExp(`^(?:\\./)?${(programText(site, 'input') ?? '').replace(/^\.?\/|\/$/g, '') || '(?!)'}/`);
    default:
      return /^(?:.*\/)?_[a-z][\w-]*\//;
  }
}

/** The folders and the name of a file in its address. `stem` is the name without a date. */
function splitPath(site: Site, path: string): { folders: string[]; name: string; stem: string } {
  const parts = path
    .replace(storyRoot(site), '')
    .replace(/\.\w+$/, '')
    .split('/');
  // A bundle of Hugo and Docusaurus is a folder with the files of one story.
  const isBundle = parts.length > 1 && /^_?index$/.test(parts.at(-1) ?? '');
  const [name = '', ...others] = (isBundle ? parts.slice(0, -1) : parts).reverse();
  const isDated =
    site.generator !== 'Hugo' &&
    (site.generator !== 'Hexo' || /:(?:year|day)/.test(configText(site, 'new_post_name') ?? ''));
  const stem = isDated ? name.replace(/^\d{4}-\d{1,2}-\d{1,2}[-_](?=.)/, '') : name;
  return { folders: others.reverse(), name: stem, stem };
}

/** Jekyll: folders above `_posts` are categories too. */
const foldersAbovePosts = (path: string): string[] => /^(.*)\/_posts\//.exec(path)?.[1]?.split('/') ?? [];

/** The categories of front matter. In Jekyll, `categories: a b` is two. */
export function categoriesOf(site: Site, { categories, category }: PageFacts['fields']): string[] {
  const written = categories ?? category ?? [];
  const words =
    typeof written === 'string' && isJekyll(site) && categories !== undefined ? written.split(/[\s,]+/) : written;
  const list: readonly unknown[] = Array.isArray(words) ? words : [words];
  return list.flatMap((one) => (typeof one === 'string' && one.trim() !== '' ? [one.trim()] : []));
}

/** Hugo's spelling: lower case, hyphens for blanks, no other signs. Letters of all scripts stay. */
export const urlize = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}\s._~+-]+/gu, '')
    .trim()
    .replace(/[\s-]+/g, '-');

/** Jekyll's spelling of a file name in an address: upper case stays. */
const prettySlug = (text: string): string =>
  text.replace(/[^\p{M}\p{L}\p{Nd}._~!$&'()+,;=@]+/gu, '-').replace(/^-|-$/g, '');
