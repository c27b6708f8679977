import { DomUtils, parseDocument } from 'htmlparser2';
import { marked, type Token } from 'marked';
import { type Fronted, fronted } from './front-matter';
import type { WrittenStory } from './story-file';
import { headlined } from './with-headline';

/**
 * A story in Markdown (GitHub's dialect), its fields in front matter; a first # heading is the headline where those have
 * none. `called` makes of front matter the fields that a story has here.
 */
export function markdownStory(
  whole: string,
  called: (written: Fronted) => Fronted['fields'] = ({ fields }) => fields,
): WrittenStory {
  const written = fronted(whole);
  const front = { ...written, fields: called(written) };
  const tokens = marked.lexer(front.text);
  const lineOf = (index: number): number => front.line + newlines(tokens.slice(0, index));
  const textAfter = (index: number): number => tokens.findIndex(({ type }, i) => i > index && type !== 'space');
  const first = textAfter(-1);
  const heading = tokens[first];
  if (front.fields.headline !== undefined || !heading || !isTitle(heading)) {
    const body = { text: marked.parser(tokens), line: lineOf(Math.max(first, 0)) };
    return headlined(front, { body }, 'begin the text with a # heading');
  }
  return headlined(front, {
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
