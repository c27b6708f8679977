import { posix } from 'node:path';
import { escapeMarkup } from '../../../../lambdas/formats/xml/xml-text';
import { LIMITS } from '../../../../lambdas/news/limits';
import { sha256 } from '../../../../lambdas/news/values/sha256';
import { urlIn } from '../../../../lambdas/news/values/uri';
import { parseFeedDate } from '../../dates/feed-date';
import { fieldNamed, plainName } from '../../story-file/field-names';
import { storyOfHtml } from '../../story-file/html';
import { storyOfMarkdown } from '../../story-file/markdown';
import { IMPORT_RULES, type UndatedStory } from '../../story-file/parsed-story';
import { CommandError } from '../../terminal/shell';
import type { ImportedStory, SourceOptions } from '../import-source';
import type { LanguageReader } from '../language-reader';
import { replaceAddresses } from './absolute-addresses';
import { authorsIn, idIn, limitedText, mediaIn, sectionIn, tagsIn, uniqueId, webAddressIn } from './field-values';
import { MARKDOWN } from './list-files';
import { categoriesOf } from './name-tokens';
import { oldAddress } from './permalink';
import { configuredAddress, type Site } from './site';
import type { StoryFileParts } from './story-file-parts';
import { readTemplate } from './template-code';

/** The surroundings of the files of one folder. */
export interface FolderContext {
  readonly site: Site;
  readonly options: SourceOptions;
  readonly readLanguage: LanguageReader;
  /** The ids that stories have. */
  readonly ids: Set<string>;
  /** The file of a path, of a path without its ending, or of a name. */
  findFile(name: string): StoryFileParts | undefined;
}

/** The names of the last change, without upper case and hyphens, in the order in which they count. */
const CHANGE_DATES =
  'updatedat lastmod lastmodifiedat updated updateddate lastupdated modified datemodified dateupdated modifieddate lastmodified modifiedtime lastupdate'.split(
    ' ',
  );

/** Fields that the import uses, or that belong to the old program alone. */
const USED = new Set(
  'guid headline body id summary section tags authors language image audio canonicalUrl breaking breakingUntil significant reason'.split(
    ' ',
  ),
);
const USED_NAMES = new Set([...CHANGE_DATES, 'aliases', 'alias', 'redirectfrom', 'permalink', 'url', 'slug', 'path']);

/** A file as a story, in the form that the server imports. Throws an UnreadableStory, and a CommandError where a setting is missing. */
export function storyOfFile(file: StoryFileParts, context: FolderContext): ImportedStory {
  const { path, front, written } = file;
  const { options, readLanguage, ids } = context;
  const notes: string[] = [];
  const story = readText(file, context, notes);
  const { value } = story;
  const address = webAddressIn(value.canonicalUrl) ?? addressOf(file, context);
  const toAbsolute = absoluteBy(file, address, context);
  notes.push(...story.notes.map(({ pointer, detail }) => `${pointer.slice(2)}: ${detail}`));
  const headline = limitedText('headline', value.headline, LIMITS.headline, notes) ?? 'Untitled';
  const body = replaceAddresses(String(value.body ?? ''), toAbsolute);
  const picture = pictureOf(written);
  const others = Object.keys(value).filter(
    (name) => !USED.has(name) && !USED_NAMES.has(plainName(name)) && fieldNamed(name) !== 'publishedAt',
  );
  const result = {
    name: path,
    notes,
    value: {
      headline,
      body: body.trim() === '' ? emptyBody(headline, address, notes) : body,
      guid: typeof value.guid === 'string' && value.guid.trim() !== '' ? value.guid : guidOf(file),
      id: uniqueId(idIn(value.id, notes), ids, notes),
      summary: limitedText('summary', value.summary, LIMITS.summary, notes),
      section: sectionIn(sectionOf(value, file, context), notes) ?? options.section,
      authors: authorsIn(value.authors, notes),
      tags: tagsIn(value.tags, notes),
      language: typeof value.language === 'string' ? readLanguage(value.language, notes) : undefined,
      image: mediaIn('image', value.image ?? picture, (one) => pictureAddress(one, options, toAbsolute), notes),
      audio: mediaIn('audio', value.audio, (one) => pictureAddress(one, options, toAbsolute), notes),
      canonicalUrl: address,
      formerUrls: formerUrlsOf(file, options.base, notes),
      publishedAt: file.publishedAt,
      updatedAt: changeDate(written, notes),
    },
  };
  const left = others.filter((name) => name !== picture?.name);
  if (left.length > 0) notes.push(`front matter left out: ${left.join(', ')}`);
  if (file.publishedAt === undefined) notes.push('no date: the story gets the date of the import');
  if (front.unclear !== undefined) notes.push(`${front.unclear}: left out`);
  return result;
}

/**
 * The guid of a file that names none: a second import recognises it by its path. The date tells it from a file of the same path
 * in another folder.
 */
const guidOf = ({ path, publishedAt = '' }: StoryFileParts): string =>
  `urn:sha256:${sha256(`${path}\n${publishedAt}`)}`;

/** The text as Markdown or HTML, without template code. Each kind of code that goes has one note. */
function readText({ path, front, written }: StoryFileParts, context: FolderContext, notes: string[]): UndatedStory {
  const { site, options } = context;
  const removed = new Set<string>();
  const linkTo = (name: string) => {
    const found = context.findFile(name);
    if (found?.oldPath === undefined) return undefined;
    return options.base === undefined ? found.oldPath : oldAddress(site, options.base, found.oldPath);
  };
  const isMarkdown = MARKDOWN.test(path);
  // Every page of Docusaurus is MDX.
  const isMdx = path.endsWith('.mdx') || (site.generator === 'Docusaurus' && isMarkdown);
  const template = { site, fields: written, linkTo, removed: (name: string) => void removed.add(name) };
  const text = readTemplate(front.text, template, { isMdx });
  const fields = Object.fromEntries(
    Object.entries(front.fields).map(([name, value]) => [
      name,
      TEMPLATE_FIELDS.has(name) && typeof value === 'string'
        ? readTemplate(value, template, { isMdx: false }).trim()
        : value,
    ]),
  );
  const story = (isMarkdown ? storyOfMarkdown : storyOfHtml)({ ...front, fields, text }, IMPORT_RULES);
  notes.push(...[...removed].map((name) => `template code removed: ${name}`));
  return story;
}

const TEMPLATE_FIELDS = new Set(['headline', 'summary', 'body']);

const addressOf = ({ oldPath }: StoryFileParts, { site, options }: FolderContext): string | undefined =>
  oldPath === undefined || options.base === undefined
    ? undefined
    : webAddressIn(oldAddress(site, options.base, oldPath));

/** Makes addresses absolute: of another file by its old address, of all others by the address of this page. */
function absoluteBy(
  file: StoryFileParts,
  page: string | undefined,
  context: FolderContext,
): (address: string) => string {
  const { site, options } = context;
  return (address) => {
    const { base } = options;
    if (base === undefined) {
      const known = configuredAddress(site) ?? 'https://old.example/';
      throw new CommandError(
        `${file.path}: has relative links or pictures, such as ${address}, which would lead nowhere: give the address of the old site, ` +
          `such as --base ${known}`,
      );
    }
    const [path = '', fragment] = address.split(/(?=[#?])/, 2);
    const other = /\.(?:md|markdown|mdx)$/i.test(path)
      ? context.findFile(joinPath(file.path, decode(path)))
      : undefined;
    const found = other && addressOf(other, context);
    if (found !== undefined) return found + (fragment ?? '');
    if (page === undefined && !address.startsWith('/'))
      throw new CommandError(
        `${file.path}: has links or pictures relative to its page, such as ${address}, and the address of that page is unknown: ` +
          'give the pattern of the old addresses, such as --permalink /:year/:month/:title/',
      );
    return urlIn(address, page ?? base)?.href ?? address;
  };
}

const joinPath = (from: string, path: string): string =>
  path.startsWith('/') ? path.slice(1) : posix.join(posix.dirname(from), path);

const decode = (path: string): string => {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
};

/** A picture of front matter may be a path from the root. Themes resolve all other paths in ways of their own. */
const pictureAddress = (
  address: string,
  { base }: SourceOptions,
  toAbsolute: (address: string) => string,
): string | undefined => (base !== undefined && address.startsWith('/') ? toAbsolute(address) : undefined);

/** The picture of a theme, under its own name for it: a path from the root. */
function pictureOf(written: StoryFileParts['written']): { name: string; url: unknown } | undefined {
  const [name, url] =
    Object.entries(written).find(
      ([one, value]) => fieldNamed(one) === 'image' && typeof value === 'string' && value.startsWith('/'),
    ) ?? [];
  return name === undefined ? undefined : { name, url };
}

/** The section: of the file, or with `--sections-from category` its first category. */
function sectionOf(
  value: Readonly<Record<string, unknown>>,
  { written }: StoryFileParts,
  { site, options }: FolderContext,
): unknown {
  const [category] = categoriesOf(site, written);
  if (options.sectionsFrom === 'category' && category !== undefined) return category;
  return value.section ?? (Array.isArray(written.category) ? category : undefined);
}

function emptyBody(headline: string, address: string | undefined, notes: string[]): string {
  notes.push('no text: the headline is the text');
  const text = escapeMarkup(headline);
  return address === undefined ? `<p>${text}</p>` : `<p><a href="${escapeMarkup(address)}">${text}</a></p>`;
}

/** The most former addresses of a story. */
const MAX_FORMER_URLS = 5;

/** Hugo's `aliases`, Jekyll's `redirect_from` and Hexo's `alias`. Obsidian has names in `aliases`, which are no addresses. */
function formerUrlsOf({ written }: StoryFileParts, base: string | undefined, notes: string[]): string[] | undefined {
  const listed = Object.entries(written)
    .filter(([name]) => /^(?:aliases|alias|redirectfrom)$/.test(plainName(name)))
    .flatMap(([, value]) => (Array.isArray(value) ? value : [value]));
  const paths = listed.flatMap((one) => {
    const address =
      typeof one === 'string' && /^(?:\/|https?:\/\/)/i.test(one.trim())
        ? urlIn(one.trim(), base ?? 'https://old.example/')
        : undefined;
    return address ? [`${address.pathname}${address.search}`] : [];
  });
  const unique = [...new Set(paths)];
  if (unique.length > MAX_FORMER_URLS)
    notes.push(`former addresses left out: ${unique.slice(MAX_FORMER_URLS).join(', ')}`);
  return unique.length > 0 ? unique.slice(0, MAX_FORMER_URLS) : undefined;
}

/** The date of the last change; an unreadable one is left out with a note. */
function changeDate(written: StoryFileParts['written'], notes: string[]): string | undefined {
  const byName = new Map(Object.entries(written).map(([name, value]) => [plainName(name), { name, value }]));
  for (const plain of CHANGE_DATES) {
    const { name, value } = byName.get(plain) ?? {};
    const text = Object(value).date ?? value;
    if (name === undefined || typeof text !== 'string' || text.trim() === '') continue;
    const date = parseFeedDate(text);
    if (date === undefined) notes.push(`${name}: left out, because it is not a readable date: ${JSON.stringify(text)}`);
    return date;
  }
  return undefined;
}
