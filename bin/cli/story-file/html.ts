import { DomUtils, parseDocument } from 'htmlparser2';
import { splitFrontMatter } from './front-matter';
import { lineAt } from './lines';
import type { ParsedStory } from './parsed-story';
import { type Part, withHeadline } from './with-headline';

const { findOne, getAttributeValue, getInnerHTML, textContent, removeElement, isTag } = DomUtils;
type Element = NonNullable<ReturnType<typeof findOne>>;

/**
 * A story in an HTML page or a part of one: its headline is the first h1, else the title; its body what the article, main
 * or body holds, else all of it. The page's language, description and author are the story's.
 */
export function parseHtmlStory(whole: string): ParsedStory {
  const front = splitFrontMatter(whole);
  const document = parseDocument(front.text, { withStartIndices: true });
  const find = (test: (element: Element) => boolean) => findOne(test, document.children) ?? undefined;
  const named = (name: string) => find((element) => element.name === name);
  const meta = (name: string) =>
    find((element) => element.name === 'meta' && getAttributeValue(element, 'name')?.toLowerCase() === name);
  const part = (element: Element | undefined, read: (element: Element) => unknown): Part | undefined => {
    const text = element && read(element);
    return element && text ? { text, line: front.line + lineAt(front.text, element.startIndex ?? 0) - 1 } : undefined;
  };
  const content = (element: Element) => getAttributeValue(element, 'content')?.trim();
  const text = (element: Element) => textContent(element).replace(/\s+/g, ' ').trim();

  const heading = named('h1');
  const title = part(heading, text) ?? part(named('title'), text);
  const holder = named('article') ?? named('main') ?? named('body');
  // The page shows the headline once.
  if (heading && front.fields.headline === undefined) removeElement(heading);
  const body = part(holder, getInnerHTML) ?? { text: bare(document.children), line: front.line };
  return withHeadline(
    front,
    {
      headline: title,
      body,
      language: part(named('html'), (element) => getAttributeValue(element, 'lang')),
      summary: part(meta('description'), content),
      authors: part(meta('author'), (element) => content(element) && [{ name: content(element) }]),
    },
    'give it an h1 or a title',
  );
}

/** A part of a page, without what belongs to its head. */
const bare = (nodes: ReturnType<typeof parseDocument>['children']): string =>
  nodes
    .filter((node) => !(isTag(node) && /^(?:title|meta|link|head)$/.test(node.name)))
    .map((node) => DomUtils.getOuterHTML(node))
    .join('')
    .trim();
