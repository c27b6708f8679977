import { Marked, type Token, type Tokens } from 'marked';
import { escapeMarkup } from '../../../lambdas/formats/xml/xml-text';
import { isMarkup } from '../../../lambdas/news/html/html-elements';
import { textOfMarkup } from '../../../lambdas/news/html/text-of-html';
import { type FrontMatter, splitFrontMatter } from './front-matter';
import { type ParsedStory, readNested } from './parsed-story';
import { withHeadline } from './with-headline';

/** Tags in a text that are no HTML, or that would hide what follows, are text, as in a body that an upload sends. */
const createMarked = (text: string): Marked =>
  new Marked({
    renderer: {
      html: ({ text: piece, block }: Tokens.HTML | Tokens.Tag) =>
        isMarkup(piece, text) ? piece : block ? `<p>${escapeMarkup(piece.trim())}</p>\n` : escapeMarkup(piece),
    },
  });

/**
 * Parses Markdown (GitHub's dialect) with front matter. Without a headline in front matter, a first # heading is the headline.
 * `mapFields` turns front matter into the fields of a story. Throws an UnreadableStory.
 */
export function parseMarkdownStory(
  whole: string,
  mapFields: (source: FrontMatter) => FrontMatter['fields'] = ({ fields }) => fields,
): ParsedStory {
  const source = splitFrontMatter(whole);
  const front = { ...source, fields: mapFields(source) };
  return readNested(
    () => front.line,
    () => storyIn(front),
  );
}

function storyIn(front: FrontMatter): ParsedStory {
  const marked = createMarked(front.text);
  const tokens = marked.lexer(front.text);
  const lineOf = (index: number): number => front.line + newlines(tokens.slice(0, index));
  const textAfter = (index: number): number => tokens.findIndex(({ type }, i) => i > index && type !== 'space');
  const first = textAfter(-1);
  const heading = tokens[first];
  if (front.fields.headline !== undefined || !heading || !isTitle(heading)) {
    const body = { text: marked.parser(tokens), line: lineOf(Math.max(first, 0)) };
    return withHeadline(front, { body }, 'begin the text with a # heading');
  }
  const headline = readNested(
    () => lineOf(first),
    () => textOfMarkup(marked.parser([heading])),
  );
  return withHeadline(front, {
    headline: { text: headline, line: lineOf(first) },
    body: { text: marked.parser(tokens.slice(first + 1)), line: lineOf(Math.max(textAfter(first), first)) },
  });
}

const isTitle = (token: Token): boolean => token.type === 'heading' && token.depth === 1;

const newlines = (tokens: readonly Token[]): number =>
  tokens
    .map(({ raw }) => raw)
    .join('')
    .split('\n').length - 1;
