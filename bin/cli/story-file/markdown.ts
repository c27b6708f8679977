import { Marked, type Token, type Tokens } from 'marked';
import { escapeMarkup } from '../../../lambdas/formats/xml/xml-text';
import { isMarkup } from '../../../lambdas/news/html/html-elements';
import { textOfMarkup } from '../../../lambdas/news/html/text-of-html';
import { PUBLISH_RULES, type ReadingRules, readNested, type UndatedStory } from './parsed-story';
import {
  type Byline,
  type FileParts,
  linesOf,
  REPEATED_HEADLINE,
  readByline,
  readFrontMatter,
  refuseHeldText,
  withHeadline,
} from './with-headline';

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
 * A line below the headline such as `By Ann Li` is the byline. Throws an UnreadableStory.
 */
export function parseMarkdownStory(whole: string, rules: ReadingRules = PUBLISH_RULES): UndatedStory {
  const front = readFrontMatter(whole, rules);
  // Posts of another program appeared long ago.
  if (!rules.isImport) refuseHeldText(linesOf(front));
  return readNested(
    () => front.line,
    () => storyIn(front, rules),
  );
}

function storyIn(front: FileParts, rules: ReadingRules): UndatedStory {
  const marked = createMarked(front.text);
  const tokens = marked.lexer(front.text);
  const lineOf = (index: number): number => front.line + newlines(tokens.slice(0, index));
  const textAfter = (index: number): number => tokens.findIndex(({ type }, i) => i > index && type !== 'space');
  const textOf = (token: Token, index: number): string =>
    readNested(
      () => lineOf(index),
      () => textOfMarkup(marked.parser([token])),
    );
  const first = textAfter(-1);
  const heading = tokens[first];
  const title = heading && isTitle(heading) ? textOf(heading, first) : undefined;
  // A title that repeats the headline of the front matter would stand on the page twice.
  const isHeadline = title !== undefined && (front.fields.headline ?? title) === title;
  const repeats = isHeadline && front.fields.headline !== undefined;
  const second = isHeadline ? textAfter(first) : first;
  const { byline, body } = splitByline(second);
  return withHeadline(
    front,
    {
      headline: isHeadline ? { text: title, line: lineOf(first) } : undefined,
      authors: byline?.part,
      body: { text: marked.parser(body), line: lineOf(Math.max(second, first, 0)) },
    },
    {
      remedy: title === undefined ? 'begin the text with a # heading' : undefined,
      notes: [...(repeats && !rules.isImport ? [REPEATED_HEADLINE] : []), ...(byline?.notes ?? [])],
    },
  );

  /** The byline, if the paragraph at `index` begins with one, and the tokens below it. */
  function splitByline(index: number): { byline?: Byline; body: Token[] } {
    const token = tokens[index];
    if (!token) return { body: [] };
    const [line = '', ...more] = token.type === 'paragraph' ? token.raw.trimEnd().split('\n') : [];
    // Without the marks for bold and italics. A link stays in the text, because a byline would lose it.
    const byline = readByline(line.replace(/[*_]/g, ''), lineOf(index), front);
    if (!byline) return { body: tokens.slice(index) };
    const rest = tokens.slice(index + 1);
    const raw = [`${more.join('\n')}\n`, ...rest.map((one) => one.raw)].join('');
    return { byline, body: more.length === 0 ? rest : marked.lexer(raw) };
  }
}

const isTitle = (token: Token): boolean => token.type === 'heading' && token.depth === 1;

const newlines = (tokens: readonly Token[]): number =>
  tokens
    .map(({ raw }) => raw)
    .join('')
    .split('\n').length - 1;
