import { DomUtils, parseDocument } from 'htmlparser2';
import { marked, type Token } from 'marked';
import { type FrontMatter, splitFrontMatter } from './front-matter';
import type { ParsedStory } from './parsed-story';
import { withHeadline } from './with-headline';

/**
 * A story in Markdown (GitHub's dialect), its fields in front matter; a first # heading is the headline where those have
 * none. `mapFields` makes of front matter the fields that a story has here.
 */
export function parseMarkdownStory(
  whole: string,
  mapFields: (written: FrontMatter) => FrontMatter['fields'] = ({ fields }) => fields,
): ParsedStory {
  const written = splitFrontMatter(whole);
  const front = { ...written, fields: mapFields(written) };
  const tokens = marked.lexer(front.text);
  const lineOf = (index: number): number => front.line + newlines(tokens.slice(0, index));
  const textAfter = (index: number): number => tokens.findIndex(({ type }, i) => i > index && type !== 'space');
  const first = textAfter(-1);
  const heading = tokens[first];
  if (front.fields.headline !== undefined || !heading || !isTitle(heading)) {
    const body = { text: marked.parser(tokens), line: lineOf(Math.max(first, 0)) };
    return withHeadline(front, { body }, 'begin the text with a # heading');
  }
  return withHeadline(front, {
    headline: { text: plainText(heading), line: lineOf(first) },
    body: { text: marked.parser(tokens.slice(first + 1)), line: lineOf(Math.max(textAfter(first), first)) },
  });
}

const isTitle = (token: Token): boolean => token.type === 'heading' && token.depth === 1;

/** What a heading says, without its marks. */
const plainText = (heading: Token): string => DomUtils.textContent(parseDocument(marked.parser([heading]))).trim();

const newlines = (tokens: readonly Token[]): number =>
  tokens
    .map(({ raw }) => raw)
    .join('')
    .split('\n').length - 1;
