import { dirname } from 'node:path';
import { sha256 } from '../../../../lambdas/news/values/sha256';
import { UnreadableStory } from '../../story-file/parsed-story';
import { CommandError, EXIT } from '../../terminal/shell';
import { type ImportedStory, oldestFirst, type SkippedEntry, type SourceOptions } from '../import-source';
import { createLanguageReader } from '../language-reader';
import { webAddressIn } from './field-values';
import { includeRemedy, isIncluded } from './file-places';
import { describeOthers, listFiles } from './list-files';
import { type OldFeed, readOldFeed } from './old-feed';
import { unknownTokens } from './permalink';
import { findSite, type Site } from './site';
import { readStoryParts, type StoryFileParts } from './story-file-parts';
import { type FolderContext, storyOfFile } from './story-of-file';

/** The stories of a folder, oldest first, and the files that are no stories or were not public. */
export interface FolderStories {
  readonly stories: readonly ImportedStory[];
  readonly skipped: readonly SkippedEntry[];
  /** For the end of the report. */
  readonly remark?: string;
}

/**
 * Reads the stories of a folder of Markdown, MDX and HTML, as the generator of the site reads it. A file without a guid gets one
 * made from its path in the folder, so that a second import recognises it. Throws a CommandError where a story needs an option.
 */
export async function folderStories(folder: string, options: SourceOptions): Promise<FolderStories> {
  refuseOptions(options);
  const site = await findSite(folder);
  const { stories: paths, skipped: others, others: counts } = await listFiles(folder, site, options.include);
  const oldFeed = options.oldFeed === undefined ? undefined : await readOldFeed(options.oldFeed, options);
  const skipped: SkippedEntry[] = [...others];
  const bundles = new Set(
    [...paths, ...others.map(({ name }) => name)].filter((path) => BUNDLE.test(path)).map(dirname),
  );
  const guids = new Set<unknown>();
  const files: StoryFileParts[] = [];
  for (const path of paths) {
    await orSkip(path, async () => {
      const file = await readStoryParts(folder, path, { site, permalink: options.permalink });
      const reason = reasonToSkip(file, options) ?? partOfBundle(path, { paths: bundles, site, options });
      if (reason) skipped.push({ name: path, ...reason });
      else files.push(file);
    });
    options.onProgress(files.length);
  }
  const context: FolderContext = {
    site,
    options,
    readLanguage: createLanguageReader(),
    ids: new Set(),
    findFile: fileFinder(files, site),
  };
  const stories: ImportedStory[] = [];
  for (const file of files)
    await orSkip(
      file.path,
      async () => void stories.push(withOwnGuid(withOldGuid(storyOfFile(file, context), oldFeed), guids)),
    );
  const remark = [describeSite(site, options), oldFeed?.describe(stories.length), describeOthers(counts)];
  return {
    stories: oldestFirst(stories),
    skipped,
    remark: remark.filter((line) => line !== undefined).join('\n') || undefined,
  };

  /** Skips a file that cannot be read. */
  async function orSkip(name: string, read: () => Promise<void>): Promise<void> {
    try {
      await read();
    } catch (error) {
      if (error instanceof UnreadableStory)
        skipped.push({ name: `${name}:${error.line}`, why: error.message, ...UNREADABLE });
      else if (Object(error).code !== undefined && Object(error).path !== undefined)
        skipped.push({ name, why: `cannot be read (${Object(error).code})`, ...UNREADABLE });
      else throw error;
    }
  }
}

const UNREADABLE = { kind: 'unreadable files', isFault: true };

const PAGE_LAYOUT =
  /^(?:page|home|default|archives?|tags?|categor(?:y|ies)|about|search|contact|index|links|friends|404|base)$/i;

/** Why a file is no story that was public; undefined for one that is. */
function reasonToSkip(
  { front, written, publishedAt }: StoryFileParts,
  { include, undated }: SourceOptions,
): Omit<SkippedEntry, 'name'> | undefined {
  const reasons: Omit<SkippedEntry, 'name'>[] = [];
  const { draft, isPrivate, unclear } = front;
  if (draft !== undefined && /^(?:exp|unpublish)/i.test(draft))
    reasons.push({ why: `${draft} is past`, kind: 'expired posts' });
  else if (draft !== undefined)
    reasons.push(
      isPrivate
        ? { why: `is not public: ${draft}`, kind: 'private posts' }
        : { why: `is a draft: ${draft}`, kind: 'drafts' },
    );
  if (unclear !== undefined)
    reasons.push({
      why: `${unclear}: unknown field, which may hold the story back: if all such stories were public, give --include private; else write draft: true`,
      kind: 'unclear posts',
      isFault: true,
    });
  const layout = [written.layout, written.type].find((value) => typeof value === 'string');
  if (publishedAt === undefined && typeof layout === 'string' && PAGE_LAYOUT.test(layout))
    reasons.push({ why: `is a page: ${layout}`, kind: 'pages' });
  const found = reasons.find(({ kind }) => !isIncluded(kind, include));
  if (found && !found.isFault) return { ...found, why: found.why + includeRemedy(found.kind) };
  if (found || publishedAt !== undefined || undated === 'now') return found;
  return {
    why: 'no date in the file or its name: write date: 2019-01-15 in the front matter, or give --undated now',
    kind: 'undated files',
    isFault: true,
  };
}

/** A leaf bundle of Hugo is one page: the other texts in its folder have no page of their own. */
const BUNDLE = /\/index\.(?:md|markdown|html)$/i;

function partOfBundle(
  path: string,
  { paths, site, options }: { paths: ReadonlySet<string>; site: Site; options: SourceOptions },
): Omit<SkippedEntry, 'name'> | undefined {
  if (site.generator !== 'Hugo' || BUNDLE.test(path) || options.include.has('pages')) return undefined;
  const bundle = [...foldersOf(path)].find((folder) => paths.has(folder));
  if (bundle === undefined) return undefined;
  return { why: `is a part of the page ${bundle}${includeRemedy('pages')}`, kind: 'pages' };
}

function* foldersOf(path: string): Generator<string> {
  for (let folder = dirname(path); folder !== '.'; folder = dirname(folder)) yield folder;
}

/** The server takes two stories with one guid for one: the second gets its own. */
function withOwnGuid(story: ImportedStory, guids: Set<unknown>): ImportedStory {
  const { guid } = story.value;
  if (!guids.has(guid)) {
    guids.add(guid);
    return story;
  }
  const note = `guid: another file has it too, so that this story gets another one: ${guid}`;
  return {
    ...story,
    notes: [...story.notes, note],
    value: { ...story.value, guid: `urn:sha256:${sha256(story.name)}` },
  };
}

/** Throws a CommandError for an address or a pattern that no story can use. */
function refuseOptions({ base, permalink }: SourceOptions): void {
  if (base !== undefined && webAddressIn(base) === undefined)
    throw new CommandError(
      `--base ${base}: write the address of the old site, such as https://old.example/`,
      EXIT.usage,
    );
  if (permalink === undefined) return;
  const unknown = unknownTokens(permalink);
  if (unknown.length > 0)
    throw new CommandError(
      `--permalink ${permalink}: nothing is known as ${unknown.join(', ')}. Write it like /:year/:month/:title/`,
      EXIT.usage,
    );
}

const withOldGuid = (story: ImportedStory, oldFeed: OldFeed | undefined): ImportedStory => {
  const guid = oldFeed?.takeGuid(story);
  return guid === undefined ? story : { ...story, value: { ...story.value, guid } };
};

/** Finds a file as links name it: by its path in the site or in the folder, with or without ending, `index` and date, or by its name. */
function fileFinder(files: readonly StoryFileParts[], site: Site): FolderContext['findFile'] {
  const byName = new Map<string, StoryFileParts>();
  for (const file of files) {
    const path = (site.prefix + file.path).toLowerCase();
    const bare = path.replace(/\.\w+$/, '').replace(/\/_?index$/, '');
    const short = bare.split('/').at(-1) ?? '';
    const inContent = bare.replace(/^(?:.*\/)?(?:content|_posts|source)\//, '');
    const names = [path, file.path.toLowerCase(), bare, inContent, short, short.replace(/^\d{4}-\d\d-\d\d-/, '')];
    for (const name of names) if (!byName.has(name)) byName.set(name, file);
  }
  return (name) => {
    const wanted = name
      .trim()
      .toLowerCase()
      .replace(/^\.?\//, '')
      .replace(/\/(?:_?index(?:\.\w+)?)?$/, '');
    return byName.get(wanted) ?? byName.get(wanted.replace(/\.(?:md|markdown|mdx|html)$/, ''));
  };
}

/** By which rules the old addresses are made, where the user wants them. */
function describeSite({ generator, configName }: Site, { base, permalink }: SourceOptions): string | undefined {
  if (base === undefined) return undefined;
  if (permalink !== undefined) return `Old addresses: by the pattern ${permalink}.`;
  if (generator === undefined)
    return 'Old addresses: only of files whose front matter has one. No configuration file of a generator was found: give --permalink.';
  const source =
    configName === undefined ? "by the generator's default: check one, or give --permalink" : `from ${configName}`;
  return `Old addresses: those of ${generator}, ${source}.`;
}
