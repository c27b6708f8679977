import { LIMITS } from '../../../../lambdas/news/limits';
import { isStoryId } from '../../../../lambdas/news/story/story-id';
import { urlIn } from '../../../../lambdas/news/values/uri';
import { parseFeedDate } from '../../dates/feed-date';
import type { XmlElement } from '../feed/xml-element';
import type { Attachment, FeedItem } from '../feed-item';
import type { ItemContext } from '../feed-story';
import type { ImportEntry, ImportSource, SkippedEntry, SourceOptions } from '../import-source';
import { createLanguageReader } from '../language-reader';
import type { Content } from './content';
import { copyText } from './copy-text';
import { datedStory } from './dated-story';
import { postHtml } from './wordpress-html';
import { indexWxr, metaValues, postMeta, type WxrIndex } from './wxr-index';
import { whyLeftOut } from './wxr-visibility';
import { readParts } from './xml-parts';

const ITEM = new Set(['item']);

/**
 * An export of WordPress (WXR), in the order of the file. It is read twice, one post at a time: an export may be larger than the
 * memory. Throws a CommandError for a damaged export, before anything is sent.
 */
export async function wxrSource(content: Content, options: SourceOptions): Promise<ImportSource> {
  const index = await indexWxr(content, options.onProgress);
  return {
    kind: 'stories',
    total: index.items,
    entries: entriesOf(content, index, options),
    remark: remarkOn(content, index),
  };
}

function remarkOn({ name }: Content, { comments, encodingNote }: WxrIndex): string | undefined {
  const remarks = [
    ...(comments > 0 ? [`${name} holds ${comments} comments of readers: stories have none, so they stay behind.`] : []),
    ...(encodingNote === undefined ? [] : [`${name} has ${encodingNote}.`]),
  ];
  return remarks.length > 0 ? remarks.join('\n') : undefined;
}

async function* entriesOf(
  content: Content,
  index: WxrIndex,
  options: SourceOptions,
): AsyncGenerator<ImportEntry | SkippedEntry> {
  const lineOfGuid = new Map<string, number>();
  const { include, base } = options;
  const context: ItemContext = { base, language: index.language, readLanguage: createLanguageReader() };
  for await (const item of readParts(content, ITEM)) {
    const { line } = item.place;
    const name = `${content.name}:${line}`;
    const title = item.textOf('title', 'wp:post_id') ?? '';
    const leftOut = whyLeftOut(item, include, (id) => index.patterns.get(id)) ?? undatedIn(item);
    if (leftOut) {
      yield { name, ...leftOut, why: `"${title}" ${leftOut.why}` };
      continue;
    }
    // A story without a guid is known by its address.
    const guid = item.textOf('guid', 'link');
    const earlier = guid === undefined ? undefined : lineOfGuid.get(guid);
    if (earlier !== undefined) {
      yield { name, kind: 'repeated items', why: `"${title}" has the guid of the item in line ${earlier}: ${guid}` };
      continue;
    }
    if (guid !== undefined) lineOfGuid.set(copyText(guid), line);
    yield datedStory(feedItem(item, index), { place: name, title }, context, options);
  }
}

/** A scheduled post whose moment is unknown would appear at once. */
function undatedIn(item: XmlElement): { kind: string; why: string } | undefined {
  if (item.textOf('wp:status') !== 'future' || parseFeedDate(dateOf(item, 'wp:post_date_gmt')) !== undefined)
    return undefined;
  return {
    kind: 'scheduled posts',
    why: 'is scheduled, but wp:post_date_gmt has no readable date: set its date in WordPress',
  };
}

/** A date in UTC. WordPress writes 0000-00-00 for none. */
function dateOf(item: XmlElement, name: string): string | undefined {
  const text = item.textOf(name);
  return text === undefined || text.startsWith('0000') ? undefined : `${text.replace(' ', 'T').replace(/z$/i, '')}Z`;
}

function feedItem(item: XmlElement, index: WxrIndex): FeedItem {
  const notes: string[] = [];
  const meta = postMeta(item);
  const id = item.textOf('wp:post_id') ?? '';
  const login = item.textOf('dc:creator') ?? '';
  const author = index.authors.get(login) || (login.includes('@') ? '' : login);
  if (author === '' && login !== '') notes.push('author left out, because the export has their mailbox, and no name');
  if (item.textOf('wp:is_sticky') === '1') notes.push('sticky post: stories have no fixed place on top');
  return {
    guid: item.textOf('guid'),
    link: item.textOf('link'),
    id: slugOf(item),
    formerUrls: formerUrlsOf(item, index),
    title: item.textOf('title'),
    body: postHtml(item.first('content:encoded')?.text ?? '', {
      fileOf: (file) => index.files.get(file),
      ownFiles: index.filesOfPosts.get(id) ?? [],
      patternOf: (pattern) => index.patterns.get(pattern),
      footnotes: meta.get('footnotes'),
      notes,
    }),
    summary: item.textOf('excerpt:encoded'),
    published: publishedOf(item, notes),
    updated: dateOf(item, 'wp:post_modified_gmt'),
    categories: termsOf(item),
    // The address of an author's mailbox is in the export, but no reader of the site sees it.
    authors: author === '' ? [] : [{ name: author }],
    attachments: [...enclosuresOf(item), ...featuredPicture(meta.get('_thumbnail_id'), index, notes)],
    notes,
  };
}

/** In UTC. Old posts and drafts have the local date alone. */
function publishedOf(item: XmlElement, notes: string[]): string | undefined {
  const exact = dateOf(item, 'wp:post_date_gmt');
  if (exact !== undefined) return exact;
  // WordPress makes pubDate from the date in UTC: without one it is 30 November of the year -1.
  const written = item.textOf('pubdate');
  if (written !== undefined && !/-0001/.test(written)) return written;
  const local = dateOf(item, 'wp:post_date');
  if (local !== undefined) notes.push(`date without a time zone, read as UTC: ${local.slice(0, -1)}`);
  return local;
}

/** Categories, then tags. Other taxonomies, such as formats and menus, are no subjects. */
const termsOf = (item: XmlElement): string[] =>
  ['category', 'post_tag', 'tag'].flatMap((domain) =>
    item
      .all('category')
      .filter((term) => term.attribute('domain') === domain)
      .map((term) => term.text.trim())
      // WordPress files a post without a category there.
      .filter((name) => name !== '' && name !== 'Uncategorized'),
  );

/** The custom field `enclosure`: address, length and type, each on a line. */
const enclosuresOf = (item: XmlElement): Attachment[] =>
  metaValues(item, 'enclosure').map((text) => {
    const [url = '', length = '', type = ''] = text.split(/\r?\n/).map((line) => line.trim());
    return { url, type: type === '' ? undefined : type, length: /^\d+$/.test(length) ? Number(length) : undefined };
  });

function featuredPicture(id: string | undefined, { files }: WxrIndex, notes: string[]): Attachment[] {
  if (id === undefined) return [];
  const file = files.get(id);
  if (file) return [{ url: file.url, type: 'image/*', alt: file.alt === '' ? undefined : file.alt }];
  notes.push(`featured picture left out, because the export lacks it: attachment ${id}`);
  return [];
}

/** WordPress writes other scripts percent-encoded. */
function decodeSlug(text: string): string {
  try {
    return decodeURIComponent(text).normalize('NFC');
  } catch {
    return text;
  }
}

function slugOf(item: XmlElement): string | undefined {
  const slug = decodeSlug(item.textOf('wp:post_name') ?? '');
  return isStoryId(slug) && slug.length <= LIMITS.id ? slug : undefined;
}

/** The short address, which WordPress puts in front of each page, and the addresses before the slug changed. */
function formerUrlsOf(item: XmlElement, { sitePath }: WxrIndex): string[] | undefined {
  const id = item.textOf('wp:post_id');
  const slug = item.textOf('wp:post_name') ?? '';
  const link = urlIn(item.textOf('link') ?? '');
  const short = sitePath === '/' && id !== undefined && item.textOf('wp:post_type') === 'post' ? [`/?p=${id}`] : [];
  const at = link && slug !== '' ? link.pathname.lastIndexOf(`/${encodeURI(decodeSlug(slug))}`) : -1;
  const old = metaValues(item, '_wp_old_slug').flatMap((one) => {
    if (!link || at < 0) return [];
    const rest = link.pathname.slice(at + 1).replace(/^[^/]*/, encodeURI(decodeSlug(one)));
    return [link.pathname.slice(0, at + 1) + rest];
  });
  const all = [...new Set([...short, ...old])].slice(0, 5);
  return all.length > 0 ? all : undefined;
}
