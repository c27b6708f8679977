import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CsvError, parse } from 'csv-parse/sync';
import * as z from 'zod';
import { escapeMarkup } from '../../../../lambdas/formats/xml/xml-text';
import { isStoryId } from '../../../../lambdas/news/story/story-id';
import { urlIn } from '../../../../lambdas/news/values/uri';
import { CommandError, EXIT } from '../../terminal/shell';
import type { FeedItem } from '../feed-item';
import type { ImportedStory, ImportSource, SkippedEntry, SourceOptions } from '../import-source';
import { datedStory } from './dated-story';
import { attributeOf, elementsIn, hasClass, innerHtml, parsePage, removeElement } from './html-parts';
import { splitEntries } from './split-entries';

const Row = z.object({
  ...{ post_id: z.string(), post_date: z.string(), is_published: z.string(), type: z.string(), audience: z.string() },
  ...{ title: z.string(), subtitle: z.string().default(''), podcast_url: z.string().default('') },
});
type Row = z.infer<typeof Row>;

/** A row of `posts.csv` with its line, and the file with its text. */
interface SubstackPost extends Row {
  readonly line: number;
  readonly file?: string;
}

const FILE = 'posts.csv';

/** Whether a file begins as Substack's `posts.csv`. */
export const isSubstackTable = (head: string): boolean => /^\ufeff?"?post_id"?,.*\baudience\b/.test(head);

/**
 * An export of Substack: `posts.csv` and a file of HTML for each post, oldest post first. Throws a CommandError without `--base`,
 * because the export does not name its address, and the guids of Substack's feed are addresses.
 */
export async function substackSource(folder: string, name: string, options: SourceOptions): Promise<ImportSource> {
  const { base } = options;
  if (base === undefined || !urlIn(base))
    throw new CommandError(
      `${name}: is an export of Substack, which does not name its address: name it with --base https://NAME.substack.com/`,
      EXIT.usage,
    );
  const files = (await readdir(join(folder, 'posts')).catch(() => [])).filter((file) => file.endsWith('.html')).sort();
  const posts = rowsIn(await readFile(join(folder, FILE), 'utf8'), name).map((row) => ({
    ...row,
    file: fileOf(row, files),
  }));
  const entries: (ImportedStory | SkippedEntry)[] = [];
  const lineOfId = new Map<string, number>();
  for (const post of posts) {
    const html = post.file === undefined ? '' : await readFile(join(folder, 'posts', post.file), 'utf8');
    const place = `${name}/${FILE}:${post.line}`;
    const earlier = lineOfId.get(post.post_id);
    if (earlier === undefined) lineOfId.set(post.post_id, post.line);
    const leftOut =
      earlier === undefined
        ? whyLeftOut(post, html, options)
        : { kind: 'repeated items', why: `has the id of the post in line ${earlier}: ${post.post_id}` };
    const title = post.title || post.post_id;
    if (leftOut) entries.push({ name: place, ...leftOut, why: `"${title}" ${leftOut.why}` });
    else entries.push(datedStory(feedItem(post, html, base), { place, title }, { base }, options));
  }
  const named = new Set(posts.map(({ file }) => file));
  for (const file of files.filter((one) => !named.has(one)))
    entries.push({
      ...{ name: `${name}/posts/${file}`, kind: 'files without a row', isFault: true },
      why: `${FILE} has no row for it, so that nothing shows whether it was public: export it again`,
    });
  return { kind: 'stories', total: entries.length, entries: splitEntries(entries) };
}

function rowsIn(text: string, name: string): (Row & { line: number })[] {
  try {
    const parsed: { record: unknown; info: { lines: number } }[] = parse(text, {
      ...{ columns: true, bom: true, info: true, skip_empty_lines: true, relax_column_count_less: true },
    });
    return parsed.map(({ record, info }) => ({ ...Row.parse(record), line: info.lines }));
  } catch (error) {
    if (!(error instanceof CsvError || error instanceof z.ZodError)) throw error;
    const why = error instanceof CsvError ? error.message : `has no ${error.issues[0]?.path.join('/')}`;
    throw new CommandError(`${name}/${FILE}: is not the table of a Substack export: ${why}. Export it again.`);
  }
}

/** `142.name-of-the-post.html` for the row `142.name-of-the-post`, and for `142` in some exports. */
const fileOf = ({ post_id }: Row, files: readonly string[]): string | undefined =>
  files.find((file) => file === `${post_id}.html`) ??
  (/^\d+$/.test(post_id) ? files.find((file) => file.startsWith(`${post_id}.`)) : undefined);

/** Why a post is not public; undefined for one that is. */
function whyLeftOut(
  { type, audience, is_published, file, podcast_url }: SubstackPost,
  html: string,
  { include }: SourceOptions,
): Omit<SkippedEntry, 'name'> | undefined {
  if (type === 'page' && !include.has('pages'))
    return { kind: 'pages', why: 'is a page, not a post: --include pages takes it' };
  if (!/^(?:newsletter|podcast|video|page)$/.test(type))
    return { kind: `items of another type`, why: `is of the type "${type}", not a post` };
  if (is_published.toLowerCase() !== 'true' && !include.has('drafts'))
    return { kind: 'drafts', why: 'is a draft: --include drafts takes it' };
  if (audience !== 'everyone' && !include.has('private'))
    return { kind: 'posts for subscribers', why: `is for "${audience}" only: --include private takes it` };
  if (/\bdata-dynamic-audiences=|PaywallToDOM|\bpaywall-jump\b/.test(html) && !include.has('private'))
    return { kind: 'posts for subscribers', why: 'has a part for some readers only: --include private takes it' };
  if (file === undefined && podcast_url === '')
    return { kind: 'posts without a file', isFault: true, why: 'has no file in the folder posts: export it again' };
  return undefined;
}

function feedItem(post: SubstackPost, html: string, base: string): FeedItem {
  const slug = (post.file ?? `${post.post_id}.html`).replace(/^\d+\.?/, '').replace(/\.?html$/, '');
  const link = slug === '' ? undefined : urlIn(`p/${slug}`, `${base.replace(/\/*$/, '')}/`)?.href;
  return {
    // Substack's feed has the address of the post as its guid.
    guid: link ?? `urn:substack:${post.post_id}`,
    link,
    id: isStoryId(slug) ? slug : undefined,
    title: escapeMarkup(post.title),
    summary: post.subtitle === '' ? undefined : escapeMarkup(post.subtitle),
    body: html === '' ? undefined : withoutForms(html),
    published: post.post_date,
    categories: [],
    authors: [],
    attachments: post.podcast_url === '' ? [] : [{ url: post.podcast_url, type: 'audio/mpeg' }],
  };
}

/** Invitations to subscribe, share and comment. */
const FORMS = [
  'subscription-widget-wrap',
  'subscription-widget-wrap-editor',
  'button-wrapper',
  'captioned-button-wrap',
];

function withoutForms(html: string): string {
  const page = parsePage(html);
  for (const form of elementsIn(page, (element) => FORMS.some((name) => hasClass(element, name)))) {
    const links = elementsIn(form, ({ tagName }) => tagName === 'a').map((link) => attributeOf(link, 'href') ?? '');
    if (links.every((address) => /\/subscribe\b|action=share|\/comments\b|%%/.test(address))) removeElement(form);
  }
  const [body] = elementsIn(page, ({ tagName }) => tagName === 'body');
  return body ? innerHtml(body) : html;
}
