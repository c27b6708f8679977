import { readdir, realpath, stat } from 'node:fs/promises';
import { extname, isAbsolute, join, relative } from 'node:path';
import { CommandError } from '../../terminal/shell';
import type { SkippedEntry, SourceOptions } from '../import-source';
import { includeRemedy, isIncluded, placeOf } from './file-places';
import type { Site } from './site';

/** The files of a folder. */
export interface FolderFiles {
  /** Paths with slashes, in order. */
  readonly stories: readonly string[];
  readonly skipped: readonly SkippedEntry[];
  /** Files of no interest, by the ending of their names, and folders that are not read. */
  readonly others: ReadonlyMap<string, number>;
}

export const MARKDOWN = /\.(?:md|markdown|mdown|mkdn?|mdwn|mdx)$/i;
const STORY_FILE = /\.(?:md|markdown|mdown|mkdn?|mdwn|mdx|html?)$/i;

/** Formats of posts that no reader here reads, by the ending. */
const FOREIGN: Readonly<Record<string, string>> = {
  '.adoc': 'AsciiDoc',
  '.asciidoc': 'AsciiDoc',
  '.asc': 'AsciiDoc',
  '.rst': 'reStructuredText',
  '.org': 'Org mode',
  '.textile': 'Textile',
  '.ipynb': 'a notebook of Jupyter',
  '.docx': 'a Word file',
  '.odt': 'an OpenDocument file',
  '.rmd': 'R Markdown',
  '.qmd': 'Quarto',
};
/** Templates with front matter: Eleventy and Jekyll keep pages in them, and feeds. */
const TEMPLATE = /\.(?:njk|liquid|ejs|pug|hbs|haml|slim|jinja2?|11ty\.js|astro|vue)$/i;
const DATED = /(?:^|\/)\d{4}-\d{1,2}-\d{1,2}[-_][^/]*$/;

/** Folders without stories of their own: programs, their output, and their data. */
const UNREAD =
  /^(?:node_modules|\.git|\.jekyll-cache|\.sass-cache|\.cache|\.next|\.vercel|\.netlify|_site|bower_components|__pycache__)$/;

/** Lists the files of a folder: stories, files that are skipped, and the number of all others. */
export async function listFiles(folder: string, site: Site, include: SourceOptions['include']): Promise<FolderFiles> {
  const stories: string[] = [];
  const skipped: SkippedEntry[] = [];
  const others = new Map<string, number>();
  const count = (kind: string) => void others.set(kind, (others.get(kind) ?? 0) + 1);
  await visit('');
  return { stories, skipped, others };

  async function visit(path: string): Promise<void> {
    const entries = await readdir(join(folder, path), { withFileTypes: true }).catch((error) => {
      if (path === '') throw new CommandError(`the folder cannot be read (${error.code}).`);
      const why = `is a folder that cannot be read (${error.code})`;
      skipped.push({ name: path, why, kind: 'unreadable folders', isFault: true });
      return [];
    });
    for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
      const name = path === '' ? entry.name : `${path}/${entry.name}`;
      if (entry.isDirectory()) await visitFolder(name, entry.name);
      else if (entry.isSymbolicLink()) await visitLink(name);
      else if (entry.isFile()) addFile(name);
      else if (STORY_FILE.test(name)) skipped.push({ name, why: 'is no ordinary file', kind: OTHER_FILES });
      else count('other entry');
    }
  }

  async function visitFolder(name: string, last: string): Promise<void> {
    if (UNREAD.test(last) || isOutput(site, name)) return count(`folder ${last}`);
    if (STORY_FILE.test(name)) skipped.push({ name, why: 'is a folder: the files in it are read', kind: OTHER_FILES });
    await visit(name);
  }

  async function visitLink(name: string): Promise<void> {
    const target = await stat(join(folder, name)).catch(() => undefined);
    if (target?.isFile()) await addLink(name);
    else if (STORY_FILE.test(name)) {
      const why = target?.isDirectory()
        ? 'is a link to a folder: import that folder'
        : `is a link to a file that ${target ? 'is no ordinary one' : 'does not exist'}`;
      skipped.push({ name, why, kind: OTHER_FILES });
    } else count('link');
  }

  /** A link into a folder of drafts, or out of the folder, may lead to a text that is not public. */
  async function addLink(name: string): Promise<void> {
    const target = relative(await realpath(folder), await realpath(join(folder, name))).replaceAll('\\', '/');
    const isOutside = target.startsWith('../') || isAbsolute(target);
    const outside = { why: 'is a link to a file outside of the folder', kind: 'private posts' };
    addFile(name, isOutside ? outside : placeOf(site, target));
  }

  function addFile(name: string, linked?: ReturnType<typeof placeOf>): void {
    const ending = extname(name).toLowerCase();
    if (STORY_FILE.test(name)) {
      const place = placeOf(site, name) ?? linked;
      if (place && !isIncluded(place.kind, include))
        skipped.push({ name, ...place, why: place.why + includeRemedy(place.kind) });
      else stories.push(name);
    } else if (FOREIGN[ending] !== undefined || (DATED.test(name) && (ending === '.txt' || TEMPLATE.test(name)))) {
      const format = FOREIGN[ending] ?? (ending === '.txt' ? 'plain text' : 'a template');
      const why = `is ${format}, which no import reads: convert it to Markdown (.md)`;
      skipped.push({ name, why, kind: OTHER_FILES });
    } else count(ending || 'file without an ending');
  }
}

const OTHER_FILES = 'other files';

/** The folder into which a generator writes its pages: each story is in it a second time. */
function isOutput({ generator, prefix }: Site, name: string): boolean {
  const outputs: Partial<Record<string, RegExp>> = {
    Hugo: /^(?:public|resources)$/,
    Hexo: /^public$/,
    Astro: /^dist$/,
    Docusaurus: /^build$/,
    Pelican: /^output$/,
    Zola: /^public$/,
  };
  return prefix === '' && (outputs[generator ?? '']?.test(name) ?? false);
}

/** One line about files of no interest; undefined if there are none. */
export function describeOthers(others: FolderFiles['others']): string | undefined {
  if (others.size === 0) return undefined;
  const kinds = [...others].sort((a, b) => b[1] - a[1]).map(([kind, number]) => `${number} ${kind}`);
  const more = kinds.length > 8 ? `, and ${kinds.length - 8} other kinds` : '';
  return `Not read, because they are no stories: ${kinds.slice(0, 8).join(', ')}${more}.`;
}
