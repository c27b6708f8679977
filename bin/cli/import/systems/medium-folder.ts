import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { textOfMarkup } from '../../../../lambdas/news/html/text-of-html';
import { isStoryId } from '../../../../lambdas/news/story/story-id';
import type { FeedItem } from '../feed-item';
import type { ImportedStory, ImportSource, SkippedEntry, SourceOptions } from '../import-source';
import { datedStory } from './dated-story';
import {
  attributeOf,
  elementsIn,
  firstOfClass,
  type HtmlElement,
  hasClass,
  innerHtml,
  parsePage,
  removeElement,
} from './html-parts';
import { splitEntries } from './split-entries';

/** Whether a page is a story in an export of Medium. */
export const isMediumStory = (html: string): boolean =>
  /<article\b[^>]*\bh-entry\b/.test(html) && /Exported from <a href="https:\/\/medium\.com"/.test(html);

/** One story of the export. */
interface MediumStory {
  readonly title?: HtmlElement;
  readonly subtitle?: HtmlElement;
  readonly body?: HtmlElement;
  /** The address that its author sees in the browser. */
  readonly link?: string;
  /** `https://medium.com/p/` and the id: the guid in Medium's feeds. */
  readonly guid?: string;
  readonly published?: string;
  readonly author?: HtmlElement;
}

/**
 * An export of Medium: a page of HTML for each story, oldest story first. The files of unlisted stories, and of those for members,
 * look like all others, so that each story needs `--include private`.
 */
export async function mediumSource(
  folder: string,
  name: string,
  files: readonly string[],
  options: SourceOptions,
): Promise<ImportSource> {
  const entries: (ImportedStory | SkippedEntry)[] = [];
  const fileOfGuid = new Map<string, string>();
  for (const file of files) {
    const html = await readFile(join(folder, file), 'utf8');
    const story = readStory(html);
    const leftOut = whyLeftOut(file, html, story, options) ?? repeats(story.guid, file);
    const place = `${name}/${file}`;
    if (leftOut) entries.push({ name: place, ...leftOut });
    else entries.push(datedStory(feedItem(story), { place, title: file }, {}, options));
  }
  return { kind: 'stories', total: entries.length, entries: splitEntries(entries) };

  function repeats(guid = '', file: string): Omit<SkippedEntry, 'name'> | undefined {
    const earlier = fileOfGuid.get(guid);
    if (earlier === undefined) fileOfGuid.set(guid, file);
    return earlier === undefined ? undefined : { kind: 'repeated items', why: `holds the story of ${earlier}` };
  }
}

function readStory(html: string): MediumStory {
  const page = parsePage(html);
  const canonical = firstOfClass(page, 'p-canonical');
  const link = canonical && attributeOf(canonical, 'href');
  const addresses = elementsIn(page, ({ tagName }) => tagName === 'a').map((one) => attributeOf(one, 'href') ?? '');
  const short = addresses.findLast((address) => /^https:\/\/medium\.com\/p\/[\da-f]+$/.test(address));
  const id = /-([\da-f]{6,})$/.exec(link ?? '')?.[1];
  const time = firstOfClass(page, 'dt-published');
  return {
    title: firstOfClass(page, 'p-name'),
    subtitle: firstOfClass(page, 'p-summary'),
    body: firstOfClass(page, 'e-content'),
    link,
    guid: short ?? (id === undefined ? undefined : `https://medium.com/p/${id}`),
    published: time && attributeOf(time, 'datetime'),
    author: firstOfClass(page, 'p-author'),
  };
}

function whyLeftOut(
  file: string,
  html: string,
  { body, published, guid }: MediumStory,
  { include }: SourceOptions,
): Omit<SkippedEntry, 'name'> | undefined {
  if (!isMediumStory(html)) return { kind: 'other files', why: 'is no story of Medium' };
  const isDraft = /(?:^|\/)draft_/.test(file) || published === undefined;
  if (isDraft && !include.has('drafts')) return { kind: 'drafts', why: 'is a draft: --include drafts takes it' };
  if (!isDraft && !include.has('private'))
    return {
      kind: 'stories that may be private',
      why: 'Medium does not tell which stories are unlisted or for members: delete their files, then --include private takes the others',
    };
  if (!body || guid === undefined)
    return { kind: 'unreadable files', isFault: true, why: 'has no text or no address of the story: export it again' };
  return undefined;
}

function feedItem(story: MediumStory): FeedItem {
  const { title, subtitle, body, link, guid, published, author } = story;
  const headline = title && innerHtml(title);
  const summary = subtitle && innerHtml(subtitle).trim();
  if (body) removeRepeats(body, headline ?? '', summary ?? '');
  const slug = (/([^/]+)-[\da-f]{6,}$/.exec(link ?? '')?.[1] ?? '').normalize('NFC');
  return {
    ...{ guid, link, title: headline, summary: summary === '' ? undefined : summary, published },
    id: isStoryId(slug) ? slug : undefined,
    body: body && innerHtml(body),
    categories: [],
    authors: author ? [{ name: innerHtml(author), url: attributeOf(author, 'href') }] : [],
    attachments: [],
  };
}

/** The text begins with its title and subtitle, and a rule before each of its parts. */
function removeRepeats(body: HtmlElement, title: string, subtitle: string): void {
  const repeats = (element: HtmlElement, text: string) => textOfMarkup(innerHtml(element)) === textOfMarkup(text);
  for (const element of elementsIn(body, (one) => hasClass(one, 'graf--title')))
    if (repeats(element, title)) removeElement(element);
  for (const element of elementsIn(body, (one) => hasClass(one, 'graf--subtitle')))
    if (repeats(element, subtitle)) removeElement(element);
  const [rule] = elementsIn(body, (one) => hasClass(one, 'section-divider'));
  if (rule) removeElement(rule);
}
