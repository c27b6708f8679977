import { CommandError } from '../../terminal/shell';
import type { XmlElement } from '../feed/xml-element';
import type { Content } from './content';
import { copyText } from './copy-text';
import { readParts } from './xml-parts';

/** A file of the media library. */
export interface WordPressFile {
  readonly url: string;
  readonly alt: string;
  readonly caption: string;
}

/** Everything in an export of WordPress that its posts refer to. */
export interface WxrIndex {
  readonly items: number;
  readonly comments: number;
  readonly language?: string;
  /** Set if some bytes are not in the encoding of the file. */
  readonly encodingNote?: string;
  /** The path of the old site, such as `/` or `/blog/`. */
  readonly sitePath: string;
  /** The name that readers see, by login. */
  readonly authors: ReadonlyMap<string, string>;
  /** By the id of the attachment. */
  readonly files: ReadonlyMap<string, WordPressFile>;
  /** The ids of the attachments of each post. */
  readonly filesOfPosts: ReadonlyMap<string, readonly string[]>;
  /** The HTML of synced patterns (`wp:block`) by id. */
  readonly patterns: ReadonlyMap<string, string>;
}

/** WordPress 2.1 writes 1.0, and WordPress 3.0 to 6.9 write 1.1 and 1.2. */
const VERSIONS = new Set(['1.0', '1.1', '1.2']);

const PARTS = new Set('item wp:author wp:wxr_version wp-other:wxr_version wp:base_blog_url language'.split(' '));

/**
 * Reads an export of WordPress once, and keeps what its posts refer to. Throws a CommandError for a damaged export, and for an
 * unknown version.
 */
export async function indexWxr(content: Content, onProgress: (items: number) => void): Promise<WxrIndex> {
  const authors = new Map<string, string>();
  const files = new Map<string, WordPressFile>();
  const filesOfPosts = new Map<string, string[]>();
  const patterns = new Map<string, string>();
  let [items, comments, language, site, version] = [0, 0, '', '', ''];
  let encodingNote: string | undefined;
  const setNote = (_root: XmlElement, note?: string) => {
    encodingNote = note;
  };
  for await (const part of readParts(content, PARTS, setNote)) {
    if (part.name === 'language') language = part.text.trim();
    else if (part.name === 'wp:base_blog_url') site = part.text.trim();
    else if (part.name.endsWith('wxr_version')) version = part.text.trim();
    else if (part.name === 'wp:author')
      authors.set(keptText(part, 'wp:author_login'), keptText(part, 'wp:author_display_name'));
    else if (part.name === 'item') {
      refuseVersion(content, version);
      items += 1;
      if (items % 100 === 0) onProgress(items);
      comments += part.all('wp:comment').length;
      indexItem(part);
    }
  }
  refuseVersion(content, version);
  onProgress(items);
  const sitePath = URL.canParse(site) ? new URL(site).pathname : '/';
  return { items, comments, language, encodingNote, sitePath, authors, files, filesOfPosts, patterns };

  function indexItem(item: XmlElement): void {
    const id = keptText(item, 'wp:post_id');
    const type = item.textOf('wp:post_type');
    if (type === 'wp_block' && item.textOf('wp:status') === 'publish' && item.textOf('wp:post_password') === undefined)
      patterns.set(id, keptText(item, 'content:encoded'));
    const url = item.textOf('wp:attachment_url');
    if (type !== 'attachment' || url === undefined) return;
    const alt = copyText(postMeta(item).get('_wp_attachment_image_alt') ?? '');
    files.set(id, { url: copyText(url), alt, caption: keptText(item, 'excerpt:encoded') });
    const parent = keptText(item, 'wp:post_parent');
    filesOfPosts.set(parent, [...(filesOfPosts.get(parent) ?? []), id]);
  }
}

/** The text of a child, to keep after its document has gone. */
const keptText = (element: XmlElement, name: string): string => copyText(element.textOf(name) ?? '');

function refuseVersion({ name }: Content, version: string): void {
  if (VERSIONS.has(version)) return;
  const written = version === '' ? 'without a version' : `in version ${version}`;
  throw new CommandError(
    `${name}: is an export of WordPress ${written}. This command reads WXR ${[...VERSIONS].join(', ')}: export it with Tools, Export of WordPress 3.0 or later.`,
  );
}

/** The custom fields of a post. Of fields with one name, the last one counts. */
export const postMeta = (item: XmlElement): Map<string, string> =>
  new Map(
    item.all('wp:postmeta').map((meta) => [meta.textOf('wp:meta_key') ?? '', meta.textOf('wp:meta_value') ?? '']),
  );

/** All values of one custom field. */
export const metaValues = (item: XmlElement, key: string): string[] =>
  item
    .all('wp:postmeta')
    .filter((meta) => meta.textOf('wp:meta_key') === key)
    .flatMap((meta) => meta.textOf('wp:meta_value') ?? []);
