import { escapeMarkup } from '../../../lambdas/formats/xml/xml-text';
import { splitFrontMatter } from './front-matter';
import { type ParsedStory, UnreadableStory } from './parsed-story';
import { withHeadline } from './with-headline';

/** Parses plain text: the first line is the headline, and blank lines separate the paragraphs of the body. */
export function parsePlainStory(whole: string): ParsedStory {
  const front = splitFrontMatter(whole);
  const lines = front.text.split(/\r?\n/);
  const first = lines.findIndex((line) => line.trim() !== '');
  const from = lines.findIndex((line, i) => i > first && line.trim() !== '');
  if (first < 0 || from < 0)
    throw new UnreadableStory(
      front.line,
      'there is no body: write the story below the first line, which is the headline.',
    );
  const body = lines
    .slice(from)
    .join('\n')
    .trimEnd()
    .split(/\n[\t ]*\n\s*/);
  return withHeadline(front, {
    headline: { text: lines[first]?.trim(), line: front.line + first },
    // Escaped, so that no part of the text becomes a tag.
    body: { text: body.map((paragraph) => `<p>${escapeMarkup(paragraph)}</p>`).join('\n'), line: front.line + from },
  });
}
