import { escapeMarkup } from '../../../lambdas/formats/xml/xml-text';
import { splitFrontMatter } from './front-matter';
import { type ParsedStory, UnreadableStory } from './parsed-story';
import { withHeadline } from './with-headline';

/** A story in plain text: its first line is the headline, blank lines stand between the paragraphs of the rest. */
export function parsePlainStory(whole: string): ParsedStory {
  const front = splitFrontMatter(whole);
  const lines = front.text.split(/\r?\n/);
  const first = lines.findIndex((line) => line.trim() !== '');
  const from = lines.findIndex((line, i) => i > first && line.trim() !== '');
  if (first < 0 || from < 0)
    throw new UnreadableStory(
      front.line,
      'there is no body: the first line is the headline, and the story stands below it.',
    );
  const body = lines
    .slice(from)
    .join('\n')
    .trimEnd()
    .split(/\n[\t ]*\n\s*/);
  return withHeadline(front, {
    headline: { text: lines[first]?.trim(), line: front.line + first },
    // Written as HTML, so that nothing in it is taken for a tag.
    body: { text: body.map((paragraph) => `<p>${escapeMarkup(paragraph)}</p>`).join('\n'), line: front.line + from },
  });
}
