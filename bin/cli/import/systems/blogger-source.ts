import { escapeMarkup } from '../../../../lambdas/formats/xml/xml-text';
import { isStoryId } from '../../../../lambdas/news/story/story-id';
import { urlIn } from '../../../../lambdas/news/values/uri';
import { parseFeedDate } from '../../dates/feed-date';
import { itemFromAtom } from '../feed/atom-item';
import type { XmlElement } from '../feed/xml-element';
import type { FeedItem } from '../feed-item';
import type { ItemContext } from '../feed-story';
import type { ImportEntry, ImportSource, SkippedEntry, SourceOptions } from '../import-source';
import { createLanguageReader } from '../language-reader';
import type { Content } from './content';
import { copyText } from './copy-text';
import { datedStory } from './dated-story';
import { readParts } from './xml-parts';

const ENTRY = new Set(['atom:entry']);

/** Blogger's own categories tell the kind of an entry. */
const KIND_SCHEME = 'http://schemas.google.com/g/2005#kind';

/**
 * An export of Blogger, the old Atom file or Takeout's `feed.atom`, in the order of the file. It is read twice, one entry at a
 * time. Throws a CommandError for a damaged file, before anything is sent.
 */
export async function bloggerSource(content: Content, options: SourceOptions): Promise<ImportSource> {
  let [total, withoutLink] = [0, 0];
  let [root, note]: [XmlElement?, string?] = [];
  const setRoot = (element: XmlElement, encodingNote?: string) => {
    [root, note] = [element, encodingNote];
  };
  for await (const entry of readParts(content, ENTRY, setRoot)) {
    total += 1;
    if (total % 100 === 0) options.onProgress(total);
    if (linkOf(entry, undefined) === undefined && whyLeftOut(entry, options) === undefined) withoutLink += 1;
  }
  const blog = { base: options.base ?? (root && pageLink(root)), root };
  const remarks: string[] = [];
  if (withoutLink > 0 && blog.base === undefined)
    remarks.push(
      `${content.name} does not name the address of the blog, so that the stories have no old address (${withoutLink}). --base https://NAME.blogspot.com/ gives them one.`,
    );
  if (note !== undefined) remarks.push(`${content.name} has ${note}.`);
  const remark = remarks.length > 0 ? remarks.join('\n') : undefined;
  return { kind: 'stories', total, entries: entriesOf(content, blog, options), remark };
}

/** The address of the blog, and its feed, from which entries inherit. */
interface Blog {
  readonly base?: string;
  readonly root?: XmlElement;
}

async function* entriesOf(
  content: Content,
  blog: Blog,
  options: SourceOptions,
): AsyncGenerator<ImportEntry | SkippedEntry> {
  const lineOfId = new Map<string, number>();
  const context: ItemContext = { base: blog.base, readLanguage: createLanguageReader() };
  for await (const entry of readParts(content, ENTRY)) {
    const { line } = entry.place;
    const name = `${content.name}:${line}`;
    // An entry without an id is known by its address.
    const id = entry.textOf('atom:id') ?? pageLink(entry) ?? '';
    const title = entry.textOf('atom:title') ?? id;
    const leftOut = whyLeftOut(entry, options);
    const earlier = id === '' ? undefined : lineOfId.get(id);
    if (leftOut) yield { name, ...leftOut, why: `"${title}" ${leftOut.why}` };
    else if (earlier !== undefined)
      yield { name, kind: 'repeated items', why: `"${title}" has the id of the entry in line ${earlier}: ${id}` };
    else {
      lineOfId.set(copyText(id), line);
      yield datedStory(feedItem(entry, blog), { place: name, title }, context, options);
    }
  }
}

/** The kind of an entry: `post`, `page`, `comment`, `template` or `settings`; empty if it names none. */
function kindOf(entry: XmlElement): string {
  if (entry.first('thr:in-reply-to')) return 'comment';
  const terms = entry
    .all('atom:category')
    .filter((category) => category.attribute('scheme') === KIND_SCHEME)
    .map((category) => category.attribute('term')?.split('#').at(-1) ?? '');
  const types = entry.textsOf('blogger:type');
  return [...new Set((types.length > 0 ? types : terms).map((kind) => kind.toLowerCase()))].join(', ');
}

const OTHER_KINDS: Readonly<Record<string, string>> = {
  comment: 'comments',
  template: 'templates',
  settings: 'settings entries',
};

/** Why an entry is no public post; undefined for one that is. An unknown kind or status may be private. */
function whyLeftOut(entry: XmlElement, { include }: SourceOptions): Omit<SkippedEntry, 'name'> | undefined {
  const kind = kindOf(entry);
  if (kind === 'page' && !include.has('pages'))
    return { kind: 'pages', why: 'is a page, not a post: --include pages takes it' };
  if (kind !== 'post' && kind !== 'page')
    return {
      kind: OTHER_KINDS[kind] ?? 'entries of another kind',
      why: kind === '' ? 'names no kind, so that nothing shows whether it was public' : `is of the kind "${kind}"`,
    };
  const statuses = new Set(entry.all('blogger:status').map(({ text }) => text.trim()));
  const status = statuses.size === 0 ? 'LIVE' : [...statuses].join(', ');
  if (/TRASH/.test(status) || entry.textOf('blogger:trashed'))
    return { kind: 'posts in the bin', why: 'is in the bin' };
  if (status === 'DRAFT' || isDraft(entry))
    return include.has('drafts') ? undefined : { kind: 'drafts', why: 'is a draft: --include drafts takes it' };
  if (status !== 'LIVE' && status !== 'SCHEDULED')
    return { kind: 'posts of another status', why: `has the status "${status}": only LIVE is public` };
  if (status === 'SCHEDULED' && parseFeedDate(entry.textOf('atom:published')) === undefined)
    return { kind: 'scheduled posts', why: 'is scheduled, but has no date: set its date in Blogger' };
  return undefined;
}

/** RFC 5023 §13.1.1. In any namespace and at any place, for a draft must not appear: only `no` says that an entry is none. */
function isDraft(element: XmlElement): boolean {
  return element.children.some((child) => {
    if (child.name.startsWith('atom:')) return false;
    const isMark = child.writtenName.toLowerCase() === 'draft' && !/^\s*no\s*$/i.test(child.text);
    return isMark || isDraft(child);
  });
}

/** The address of the page. Takeout has the path alone. */
function linkOf(entry: XmlElement, base: string | undefined): string | undefined {
  const path = entry.textOf('blogger:filename');
  return pageLink(entry) ?? (path === undefined ? undefined : urlIn(path, base)?.href);
}

const pageLink = (element: XmlElement): string | undefined =>
  element
    .all('atom:link')
    .filter((one) => (one.attribute('rel') ?? 'alternate') === 'alternate')
    .flatMap((one) => one.attribute('href') ?? [])[0];

function feedItem(entry: XmlElement, { base, root }: Blog): FeedItem {
  const item = itemFromAtom(entry, root ?? entry);
  const link = linkOf(entry, base);
  const slug = /([^/]+)\.html$/.exec(link ?? entry.textOf('blogger:filename') ?? '')?.[1];
  const description = entry.textOf('blogger:metadescription');
  return {
    ...item,
    link,
    id: slug !== undefined && isStoryId(slug) ? slug : undefined,
    summary: item.summary ?? (description && escapeMarkup(description)),
    published: entry.textOf('atom:published', 'blogger:created') ?? item.published,
    // Blogger writes noreply@blogger.com as the address of each author.
    authors: item.authors.map(({ name, url }) => ({ name, url })),
  };
}
