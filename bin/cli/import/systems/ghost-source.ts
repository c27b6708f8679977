import * as z from 'zod';
import { escapeMarkup } from '../../../../lambdas/formats/xml/xml-text';
import { isStoryId } from '../../../../lambdas/news/story/story-id';
import { urlIn } from '../../../../lambdas/news/values/uri';
import { parseFeedDate } from '../../dates/feed-date';
import { parseJson } from '../../server/parse-json';
import { CommandError, EXIT } from '../../terminal/shell';
import type { FeedItem } from '../feed-item';
import type { ImportEntry, ImportSource, SkippedEntry, SourceOptions } from '../import-source';
import { type Content, wholeText } from './content';
import { datedStory } from './dated-story';
import { splitEntries } from './split-entries';

/** 10,000 posts are about 200 MB. A text in memory takes twice that. */
const MAX_BYTES = 250_000_000;

const Id = z.union([z.string(), z.number()]).transform(String);
const Text = z.string().nullish();
const Flag = z.union([z.boolean(), z.number()]).nullish();
const Post = z.looseObject({
  ...{ id: Id, title: Text, slug: Text, html: Text, status: Text, type: Text, page: Flag, visibility: Text },
  ...{ published_at: Text, updated_at: Text, custom_excerpt: Text, feature_image: Text, canonical_url: Text },
  ...{ locale: Text, author_id: Id.nullish(), email_only: Flag },
});
type Post = z.infer<typeof Post>;

const order = { sort_order: z.number().nullish() };
const Data = z.looseObject({
  posts: z.array(Post),
  tags: z.array(z.looseObject({ id: Id, name: Text, visibility: Text })).default([]),
  posts_tags: z.array(z.looseObject({ post_id: Id, tag_id: Id, ...order })).default([]),
  users: z.array(z.looseObject({ id: Id, name: Text })).default([]),
  posts_authors: z.array(z.looseObject({ post_id: Id, author_id: Id, ...order })).default([]),
  posts_meta: z
    .array(z.looseObject({ post_id: Id, feature_image_alt: Text, feature_image_caption: Text, email_only: Flag }))
    .default([]),
});
type Data = z.infer<typeof Data>;

const Database = z.looseObject({ meta: z.looseObject({ version: z.string() }), data: Data });

/** The major versions whose exports this reader knows. Before 1.0, posts have other fields and their feeds other guids. */
const VERSIONS = { first: 1, last: 6 };

/** A Ghost export as JSON, oldest post first. Throws a CommandError for an unknown version, and for a missing `--base`. */
export async function ghostSource(content: Content, options: SourceOptions): Promise<ImportSource> {
  const { name } = content;
  const json = parseJson(await wholeText(content, MAX_BYTES));
  if (json === undefined)
    throw new CommandError(`${name}: is an export of Ghost, but no readable JSON: it may be cut off. Export it again.`);
  const database = databaseIn(json);
  const version = String(Object(Object(database).meta).version ?? 'without a version');
  const major = Number(version.split('.')[0]);
  if (!(major >= VERSIONS.first && major <= VERSIONS.last))
    throw new CommandError(
      `${name}: is an export of Ghost ${version}. This command reads Ghost ${VERSIONS.first} to ${VERSIONS.last}: update Ghost, and export it again.`,
    );
  const file = Database.safeParse(database);
  if (!file.success) {
    const [issue] = file.error.issues;
    throw new CommandError(
      `${name}: is an export of Ghost ${version} in an unknown form (${issue?.path.join('/') || 'the whole file'}). Export it again.`,
    );
  }
  const entries = entriesOf(file.data.data, name, options);
  return { kind: 'stories', total: entries.length, entries };
}

/** Ghost writes a list of one database; other programs write the database alone. */
function databaseIn(json: unknown): unknown {
  const { db } = Object(json);
  return Array.isArray(db) ? db[0] : json;
}

function entriesOf(data: Data, name: string, options: SourceOptions): (ImportEntry | SkippedEntry)[] {
  const metaOf = new Map(data.posts_meta.map((meta) => [meta.post_id, meta]));
  const emailOnly = new Set(data.posts_meta.flatMap((meta) => (meta.email_only ? [meta.post_id] : [])));
  const known = new Set<string>();
  const names = namesOfPosts(data);
  const entries = data.posts.map((post, index) => {
    const place = `${name}: post ${index + 1}`;
    const title = post.title ?? post.id;
    const meta = metaOf.get(post.id);
    const leftOut = known.has(post.id)
      ? { kind: 'repeated items', why: `has the id of an earlier post: ${post.id}` }
      : whyLeftOut(post, Boolean(post.email_only) || emailOnly.has(post.id), options);
    known.add(post.id);
    if (leftOut) return { name: place, ...leftOut, why: `"${title}" ${leftOut.why}` };
    refuseMissingBase(post, name, options);
    const notes = meta?.feature_image_caption ? [`caption of the picture left out: ${meta.feature_image_caption}`] : [];
    const item = feedItem(post, names, meta?.feature_image_alt ?? undefined, options);
    return datedStory({ ...item, notes }, { place, title }, { base: options.base }, options);
  });
  return splitEntries(entries);
}

const PRIVATE = 'private posts';

/** Why a post is not public; undefined for one that is. An unknown status or visibility may be private. */
function whyLeftOut(
  { status, type, page, visibility, html, published_at }: Post,
  isEmailOnly: boolean,
  { include }: SourceOptions,
): Omit<SkippedEntry, 'name'> | undefined {
  const isPage = type === 'page' || Boolean(page);
  if (isPage && !include.has('pages')) return { kind: 'pages', why: 'is a page, not a post: --include pages takes it' };
  if (!isPage && type != null && type !== 'post')
    return { kind: 'items of another type', why: `is of the type "${type}", not a post` };
  const takesPrivate = include.has('private');
  if (!takesPrivate && (status === 'sent' || isEmailOnly))
    return { kind: 'newsletter-only posts', why: 'went out as an e-mail only: --include private takes it' };
  if (status === 'draft') {
    if (!include.has('drafts')) return { kind: 'drafts', why: 'is a draft: --include drafts takes it' };
  } else if (!/^(?:published|scheduled|sent)$/.test(status ?? ''))
    return { kind: 'posts of another status', why: `has the status "${status}": only "published" is public` };
  if (status === 'scheduled' && parseFeedDate(published_at ?? undefined) === undefined)
    return { kind: 'scheduled posts', why: 'is scheduled, but has no readable date: set its date in Ghost' };
  if (!takesPrivate && (visibility ?? 'public') !== 'public')
    return { kind: PRIVATE, why: `is for "${visibility}" only: --include private takes it` };
  if (!takesPrivate && isGated(html ?? ''))
    return { kind: 'posts for members', why: 'has a part for members only: --include private takes it' };
  if (!html?.trim())
    return {
      ...{ kind: 'posts without HTML', isFault: true },
      why: 'has no HTML in the export: open it in Ghost, update it, and export again',
    };
  return undefined;
}

/** A part of a public post that Ghost shows to members only. */
const isGated = (html: string): boolean =>
  [...html.matchAll(/<!--\s*kg-gated-block:begin\b([\s\S]*?)-->/g)].some(
    ([, rule = '']) => !/nonMember:\s*true/.test(rule),
  );

const GHOST_URL = '__GHOST_URL__';

function refuseMissingBase(
  { html, feature_image, canonical_url, title }: Post,
  name: string,
  { base }: SourceOptions,
): void {
  const isUsed = [html, feature_image, canonical_url].some((text) => text?.includes(GHOST_URL));
  if (base !== undefined || !isUsed) return;
  throw new CommandError(
    `${name}: "${title}" has addresses that begin with ${GHOST_URL}, which stands for the address of the site: name it with --base https://old.example/`,
    EXIT.usage,
  );
}

function feedItem(post: Post, names: NamesOfPosts, alt: string | undefined, { base }: SourceOptions): FeedItem {
  const site = base?.replace(/\/+$/, '') ?? '';
  const onSite = (text: string | null | undefined) => text?.replaceAll(GHOST_URL, site) ?? undefined;
  const slug = post.slug ?? '';
  const page = slug === '' || base === undefined ? undefined : urlIn(`${site}/${slug}/`);
  const canonical = onSite(post.canonical_url);
  return {
    // Ghost's feed has the id of the post as its guid.
    guid: post.id,
    link: canonical || page?.href,
    id: isStoryId(slug) ? slug : undefined,
    formerUrls: canonical && page ? [page.pathname] : undefined,
    title: escapeMarkup(post.title ?? ''),
    body: onSite(post.html),
    summary: post.custom_excerpt ? escapeMarkup(post.custom_excerpt) : undefined,
    published: post.published_at ?? undefined,
    updated: post.updated_at ?? undefined,
    categories: (names.tags.get(post.id) ?? []).map(escapeMarkup),
    authors: (names.authors.get(post.id) ?? []).map((name) => ({ name: escapeMarkup(name) })),
    attachments: post.feature_image ? [{ url: onSite(post.feature_image), type: 'image/*', alt }] : [],
    language: post.locale ?? undefined,
  };
}

/** The names of each post's tags and authors. */
interface NamesOfPosts {
  readonly tags: ReadonlyMap<string, readonly string[]>;
  readonly authors: ReadonlyMap<string, readonly string[]>;
}

/**
 * Readers do not see an internal tag, whose name begins with `#`. The address of an author's mailbox is in the export too, but
 * no reader of the site sees it.
 */
function namesOfPosts({ tags, posts_tags, users, posts_authors, posts }: Data): NamesOfPosts {
  const tagNames = new Map(
    tags
      .filter(({ name, visibility }) => name && !name.startsWith('#') && visibility !== 'internal')
      .map(({ id, name }) => [id, name ?? '']),
  );
  const userNames = new Map(users.map(({ id, name }) => [id, name ?? '']));
  const authors = namesByPost(posts_authors, ({ author_id }) => userNames.get(author_id));
  // Ghost 1 has one author of a post, in the post.
  for (const { id, author_id } of posts) {
    const name = author_id == null ? undefined : userNames.get(author_id);
    if (!authors.has(id) && name) authors.set(id, [name]);
  }
  return { tags: namesByPost(posts_tags, ({ tag_id }) => tagNames.get(tag_id)), authors };
}

function namesByPost<Row extends { readonly post_id: string; readonly sort_order?: number | null }>(
  rows: readonly Row[],
  nameOf: (row: Row) => string | undefined,
): Map<string, string[]> {
  const names = new Map<string, string[]>();
  for (const row of [...rows].sort((a, b) => (a.sort_order ?? 0) - (b.sort_order ?? 0))) {
    const name = nameOf(row);
    if (name) names.set(row.post_id, [...(names.get(row.post_id) ?? []), name]);
  }
  return names;
}
