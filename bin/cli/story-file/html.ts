import { DomUtils, parseDocument } from 'htmlparser2';
import { splitFrontMatter } from './front-matter';
import type { ParsedStory } from './parsed-story';
import { lineAt } from './parsed-story';
import { type Part, withHeadline } from './with-headline';

const { findOne, getAttributeValue, getInnerHTML, textContent, removeElement, isTag } = DomUtils;
type Element = NonNullable<ReturnType<typeof findOne>>;

/**
 * Parses an HTML page or a part of one. The headline is the first h1, else the title; the body is that of the article, main or
 * body element, else the whole text. Language, description and author of the page become fields.
 */
export function parseHtmlStory(whole: string): ParsedStory {
  const front = splitFrontMatter(whole);
  const document = parseDocument(front.text, { withStartIndices: true });
  const find = (test: (element: Element) => boolean) => findOne(test, document.children) ?? undefined;
  const elementNamed = (name: string) => find((element) => element.name === name);
  const meta = (name: string) =>
    find((element) => element.name === 'meta' && getAttributeValue(element, 'name')?.toLowerCase() === name);
  const part = (element: Element | undefined, read: (element: Element) => unknown): Part | undefined => {
    const text = element && read(element);
    return element && text ? { text, line: front.line + lineAt(front.text, element.startIndex ?? 0) - 1 } : undefined;
  };
  const content = (element: Element) => getAttributeValue(element, 'content')?.trim();
  const text = (element: Element) => textContent(element).replace(/\s+/g, ' ').trim();

  const heading = elementNamed('h1');
  const title = part(heading, text) ?? part(elementNamed('title'), text);
  const holder = elementNamed('article') ?? elementNamed('main') ?? elementNamed('body');
  // Otherwise the page of the story would show the headline twice.
  if (heading && front.fields.headline === undefined) removeElement(heading);
  const body = part(holder, getInnerHTML) ?? { text: withoutHead(document.children), line: front.line };
  return withHeadline(
    front,
    {
      headline: title,
      body,
      language: part(elementNamed('html'), (element) => getAttributeValue(element, 'lang')),
      summary: part(meta('description'), content),
      authors: part(meta('author'), (element) => content(element) && [{ name: content(element) }]),
    },
    'write an h1 or a title',
  );
}

/** The elements of a part of a page, without those of a head. */
const withoutHead = (nodes: ReturnType<typeof parseDocument>['children']): string =>
  nodes
    .filter((node) => !(isTag(node) && /^(?:title|meta|link|head)$/.test(node.name)))
    .map((node) => DomUtils.getOuterHTML(node))
    .join('')
    .trim();
