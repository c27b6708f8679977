import { textOfMarkup } from '../../../lambdas/news/html/text-of-html';
import { parseMarkdown, renderMarkdown, renderTokens } from './markdown-parser';
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

/**
 * Parses Markdown with front matter. Without a headline in front matter, a first # heading is the headline. A line below the
 * headline such as `By Ann Li` is the byline. Throws an UnreadableStory.
 */
export function parseMarkdownStory(whole: string): UndatedStory {
  const front = readFrontMatter(whole, PUBLISH_RULES);
  // Posts of another program appeared long ago, so that an import has no such check.
  refuseHeldText(linesOf(front));
  return storyOfMarkdown(front, PUBLISH_RULES);
}

/** The story of a file whose front matter is read. Throws an UnreadableStory. */
export const storyOfMarkdown = (front: FileParts, { isImport }: ReadingRules): UndatedStory =>
  readNested(
    () => front.line,
    () => storyIn(front, isImport),
  );

function storyIn(front: FileParts, isImport: boolean): UndatedStory {
  const lines = front.text.split('\n');
  const lineOf = (index: number): number => front.line + index;
  // The text without its first lines: links and footnotes may be defined in any part of it.
  const blank = (from: number, to: number) => lines.fill('', from, to);
  const [first] = blocksIn();
  const title = first?.tag === 'h1' ? titleOf(first) : undefined;
  // A title that repeats the headline of the front matter would stand on the page twice.
  const isHeadline = title !== undefined && (front.fields.headline ?? title) === title;
  const repeats = isHeadline && front.fields.headline !== undefined;
  if (isHeadline) blank(first?.from ?? 0, first?.to ?? 0);
  const byline = takeByline();
  const body = blocksIn()[0]?.from ?? first?.from ?? 0;
  return withHeadline(
    front,
    {
      headline: isHeadline ? { text: title, line: lineOf(first?.from ?? 0) } : undefined,
      authors: byline?.part,
      body: { text: renderMarkdown(lines.join('\n')), line: lineOf(body) },
    },
    {
      remedy: title === undefined ? 'begin the text with a # heading' : undefined,
      notes: [...(repeats && !isImport ? [REPEATED_HEADLINE] : []), ...(byline?.notes ?? [])],
    },
  );

  /** The first block, with its lines. It ends before the first blank line, or its kind shows there. */
  function blocksIn(): { tag: string; from: number; to: number }[] {
    const begin = lines.findIndex((line) => line.trim() !== '');
    const end = lines.findIndex((line, i) => i > begin && line.trim() === '');
    const [first] = parseMarkdown(lines.slice(0, end < 0 ? lines.length : end).join('\n'));
    const [token] = first ? [first] : parseMarkdown(lines.join('\n'));
    const [from, to] = token?.map ?? [];
    return token && from !== undefined && to !== undefined ? [{ tag: token.tag, from, to }] : [];
  }

  function titleOf({ from, to }: { from: number; to: number }): string {
    const [, inline] = parseMarkdown(lines.join('\n'));
    return readNested(
      () => lineOf(from),
      () => textOfMarkup(inline ? renderTokens([inline], front.text) : lines.slice(from, to).join(' ')),
    );
  }

  function takeByline(): Byline | undefined {
    const [block] = blocksIn();
    if (block?.tag !== 'p') return undefined;
    // Without the marks for bold and italics. A link stays in the text, because a byline would lose it.
    const byline = readByline((lines[block.from] ?? '').replace(/[*_]/g, ''), lineOf(block.from), front);
    if (byline) blank(block.from, block.from + 1);
    return byline;
  }
}
