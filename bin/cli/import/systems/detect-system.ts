import { CommandError } from '../../terminal/shell';
import type { ImportSource, SourceOptions } from '../import-source';
import { bloggerSource } from './blogger-source';
import { type Content, contentHas, headText } from './content';
import { binaryFormat, type FileHead, textFormat, unknownFormat } from './file-formats';
import { ghostSource } from './ghost-source';
import { wxrSource } from './wxr-source';

type Opener = (content: Content, options: SourceOptions) => Promise<ImportSource>;

const headOf = (content: Content): FileHead => ({
  bytes: content.head.toString('latin1'),
  text: headText(content).trimStart(),
});

/** Whether the first line is that of an export of ours. */
export const isExport = (content: Content): boolean => /^\{\s*"bulletin"\s*:\s*"export"/.test(headOf(content).text);

/** A root element of Atom, which may have a prefix. */
const ATOM = /<(?:\w+:)?feed\b[^>]*["']http:\/\/www\.w3\.org\/2005\/Atom["']/;

/** The reader of an export, by its first bytes; undefined for any other document. */
function exportReader({ text }: FileHead): Opener | undefined {
  if (text.startsWith('<')) {
    if (/<rss\b[^>]*["']http:\/\/wordpress\.org\/export\//i.test(text)) return wxrSource;
    // A live feed of Blogger has links to older posts, and no settings, templates and types.
    const isBlogger = /<id>[^<]*\.archive<\/id>|<blogger:type>|blogger\/200\d\/kind#(?:template|settings|comment)/.test(
      text,
    );
    if (isBlogger && ATOM.test(text) && !/<link\b[^>]*\brel=["']next["']/.test(text)) return bloggerSource;
  }
  const isGhost = /^\{\s*"db"\s*:\s*\[|^\{\s*"meta"\s*:\s*\{[^}]*"exported_on"/.test(text);
  return isGhost ? ghostSource : undefined;
}

/** Elements that only an export has. Its root may come after long comments, with namespaces of its own. */
const WORDPRESS_ITEM = /<[\w-]+:(?:post_type|post_password|wxr_version)\b/i;
const BLOGGER_ENTRY =
  /blogger\/200\d\/kind#(?:template|settings|comment|page)|<[\w-]+:type>\s*(?:POST|PAGE|COMMENT)\s*</;

/** The reader of an export whose first bytes do not tell. As a feed, its drafts would be published. */
async function lateExportReader(content: Content, { text }: FileHead): Promise<Opener | undefined> {
  if (!text.startsWith('<')) return undefined;
  if (await contentHas(content, WORDPRESS_ITEM)) return wxrSource;
  if (!ATOM.test(text) || /<link\b[^>]*\brel=["']next["']/.test(text)) return undefined;
  return (await contentHas(content, BLOGGER_ENTRY)) ? bloggerSource : undefined;
}

/**
 * Opens the export of a system by its first bytes, whatever its name. Undefined for a feed or another document. Throws a
 * CommandError for a file in a known format that is no source.
 */
export async function openSystem(content: Content, options: SourceOptions): Promise<ImportSource | undefined> {
  const head = headOf(content);
  const binary = binaryFormat(head);
  if (binary) refuse(content, binary);
  const read = exportReader(head) ?? (await lateExportReader(content, head));
  if (read) return read(content, options);
  const format = textFormat(head);
  if (format) refuse(content, format);
  return undefined;
}

/** Refuses a document that is no feed, by the name of its format. Names the feeds that a page announces. */
export function refuseContent(content: Content): never {
  const head = headOf(content);
  if (/^(?:<!--[\s\S]*?-->\s*)*<(?:!DOCTYPE html|html|head|body|div|p|meta)\b/i.test(head.text))
    refusePage(content, head.text);
  return refuse(content, unknownFormat(head));
}

function refuse({ name: file }: Content, { name, remedy }: { name: string; remedy: string }): never {
  const is = name === 'empty' ? 'is empty' : `is ${name}, which \`import\` does not read`;
  throw new CommandError(`${file}: ${is}. ${remedy}.`);
}

/** https://www.rssboard.org/rss-autodiscovery */
function refusePage({ name }: Content, html: string): never {
  const links = html.match(/<link\b[^>]*\btype=["']application\/(?:rss\+xml|atom\+xml|feed\+json)["'][^>]*>/gi) ?? [];
  const addresses = links.flatMap((link) => /\bhref=["']([^"']+)["']/i.exec(link)?.[1] ?? []);
  const remedy =
    addresses.length > 0
      ? `It announces these feeds: ${addresses.slice(0, 5).join(', ')}`
      : 'Import the address of its feed, or the folder that holds it.';
  throw new CommandError(`${name}: is a page of HTML, no feed and no export. ${remedy}`);
}
