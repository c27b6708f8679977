import { type DefaultTreeAdapterMap, defaultTreeAdapter, parse, serialize } from 'parse5';
import { asHtmlBody } from '../../../lambdas/news/html/body-nodes';
import { HtmlTooComplex } from '../../../lambdas/news/html/parse-html';
import { escapeAngledAddresses } from '../../../lambdas/news/html/plain-text';
import { textOfMarkup } from '../../../lambdas/news/html/text-of-html';
import { MAX_ELEMENTS, MAX_PARSED_NESTING } from '../../../lambdas/news/limits';
import { authorsOf } from './author-names';
import { PUBLISH_RULES, type ReadingRules, readNested, type UndatedStory } from './parsed-story';
import {
  type Byline,
  type FileParts,
  type Part,
  REPEATED_HEADLINE,
  readByline,
  readFrontMatter,
  refuseHeldText,
  withHeadline,
} from './with-headline';

type PageElement = DefaultTreeAdapterMap['element'];

/**
 * Parses an HTML page or a part of one, as browsers do. The headline is the first h1, else the title; the body is that of the
 * article, main or body element. Language, description, author and date of the page become fields. A paragraph below the headline
 * such as `By Ann Li` is the byline. Throws an UnreadableStory.
 */
export const parseHtmlStory = (whole: string): UndatedStory =>
  storyOfHtml(readFrontMatter(whole, PUBLISH_RULES), PUBLISH_RULES);

/** The story of a page whose front matter is read. Throws an UnreadableStory. */
export function storyOfHtml(front: FileParts, { isImport }: ReadingRules): UndatedStory {
  const elements = elementsOf(escapeAngledAddresses(front.text), front.line);
  const elementNamed = (name: string) => elements.find(({ tagName }) => tagName === name);
  const meta = (name: string) =>
    elements.find((one) => one.tagName === 'meta' && attributeOf(one, 'name')?.toLowerCase() === name);
  const part = (one: PageElement | undefined, read: (one: PageElement) => unknown): Part | undefined => {
    if (!one) return undefined;
    const line = front.line + lineIn(one) - 1;
    const text = readNested(
      () => line,
      () => read(one),
    );
    return text ? { text, line } : undefined;
  };
  const content = (one: PageElement) => attributeOf(one, 'content')?.trim();
  const published = part(
    elements.find((one) => one.tagName === 'meta' && attributeOf(one, 'property') === PUBLISHED),
    content,
  );

  const heading = elementNamed('h1');
  const title = part(heading, (one) => textOfMarkup(serialize(one))) ?? part(elementNamed('title'), titleText);
  const holder = elementNamed('article') ?? elementNamed('main') ?? elementNamed('body');
  // Otherwise the page of the story would show the headline twice.
  const isHeadline = front.fields.headline === undefined || front.fields.headline === title?.text;
  if (heading && isHeadline) defaultTreeAdapter.detachNode(heading);
  const repeats = heading !== undefined && isHeadline && front.fields.headline !== undefined;
  // Posts of another program appeared long ago.
  if (!isImport) refuseHeldText([...(title ? [title] : []), ...blockTexts(elements, front)]);
  const byline = takeByline(elements.slice(heading ? elements.indexOf(heading) + 1 : 0), front);
  return withHeadline(
    published === undefined || front.dates.length > 0 ? front : withDate(front, published),
    {
      headline: title,
      body: part(holder, (one) => asHtmlBody(serialize(one).trim())) ?? { text: '', line: front.line },
      language: part(elementNamed('html'), (one) => attributeOf(one, 'lang')),
      summary: part(meta('description'), content),
      authors: byline?.part ?? part(meta('author'), (one) => authorsIn(content(one))),
    },
    {
      remedy: 'write an h1 or a title',
      notes: [...(repeats && !isImport ? [REPEATED_HEADLINE] : []), ...(byline?.notes ?? [])],
    },
  );
}

/** The Open Graph property of the moment at which a page may appear. */
const PUBLISHED = 'article:published_time';

const withDate = (front: FileParts, { text, line }: Part): FileParts => ({
  ...front,
  dates: [{ name: PUBLISHED, value: text }],
  lineOf: (path) => (path[0] === PUBLISHED ? line : front.lineOf(path)),
});

const authorsIn = (text = '') => (text === '' ? undefined : authorsOf(text));

const isParagraph = ({ tagName }: PageElement): boolean => tagName === 'p' || tagName === 'address';

function textOf(one: PageElement, front: FileParts): { text: string; line: number } {
  const line = front.line + lineIn(one) - 1;
  const text = readNested(
    () => line,
    () => textOfMarkup(serialize(one)),
  );
  return { text, line };
}

/** Elements inside a line of text, and those that no reader sees. */
const NO_BLOCK = new Set('a abbr b br cite code em font i mark q s small span strong sub sup time u'.split(' '));
const UNSEEN = new Set('head meta link title script style template noscript html'.split(' '));

/** The texts of the first blocks of a page, of which one may say that the story must not appear yet. */
function blockTexts(elements: readonly PageElement[], front: FileParts): Part[] {
  const blocks = elements.filter(({ tagName }) => !NO_BLOCK.has(tagName) && !UNSEEN.has(tagName));
  const parts: Part[] = [];
  for (const one of blocks) {
    const isLeaf = elementsIn(one).every(({ tagName }) => NO_BLOCK.has(tagName));
    parts.push(...(isLeaf ? [textOf(one, front)] : ownLines(one, front)));
    if (parts.length > FIRST_BLOCKS) break;
  }
  return parts.filter(({ text }) => text !== '');
}

const FIRST_BLOCKS = 8;

/** The lines of a block's own, between the blocks in it. */
const ownLines = (one: PageElement, front: FileParts): Part[] =>
  one.childNodes
    .flatMap((node) => ('value' in node ? node.value.split('\n') : []))
    .map((text) => ({ text: text.trim(), line: front.line + lineIn(one) - 1 }));

/** Removes the first paragraph if it is a byline, and gives it. */
function takeByline(elements: readonly PageElement[], front: FileParts): Byline | undefined {
  const paragraph = elements.find(isParagraph);
  if (!paragraph) return undefined;
  const { text, line } = textOf(paragraph, front);
  const byline = readByline(text, line, front);
  if (byline) defaultTreeAdapter.detachNode(paragraph);
  return byline;
}

/** The text of a title, which has no elements. */
const titleText = ({ childNodes }: PageElement): string =>
  childNodes
    .map((node) => ('value' in node ? node.value : ''))
    .join('')
    .replace(/\s+/g, ' ')
    .trim();

const attributeOf = (one: PageElement, name: string): string | undefined =>
  one.attrs.find((attribute) => attribute.name === name)?.value;

/** The line of an element in its page, from 1. */
const lineIn = (one: PageElement): number => one.sourceCodeLocation?.startLine ?? 1;

/**
 * All elements of a page, in order. Throws an UnreadableStory for more than MAX_PARSED_NESTING open elements or MAX_ELEMENTS
 * elements; `line` is the first line of the page.
 */
function elementsOf(page: string, line: number): PageElement[] {
  let [count, depth, reached] = [0, 0, line];
  const onItemPush = (one: PageElement) => {
    reached = line + lineIn(one) - 1;
    if (++count > MAX_ELEMENTS || ++depth > MAX_PARSED_NESTING) throw new HtmlTooComplex();
  };
  const onItemPop = () => {
    depth -= 1;
  };
  const treeAdapter = { ...defaultTreeAdapter, onItemPush, onItemPop };
  const read = () => elementsIn(parse(page, { sourceCodeLocationInfo: true, scriptingEnabled: false, treeAdapter }));
  return readNested(() => reached, read);
}

const elementsIn = (parent: DefaultTreeAdapterMap['parentNode']): PageElement[] =>
  parent.childNodes.flatMap((node) => ('tagName' in node ? [node, ...elementsIn(node)] : []));
