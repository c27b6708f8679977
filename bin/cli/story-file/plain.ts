import { escapeMarkup } from '../../../lambdas/formats/xml/xml-text';
import { fronted } from './front-matter';
import { Unreadable, type WrittenStory } from './story-file';
import { headlined } from './with-headline';

/** A story in plain text: its first line is the headline, blank lines stand between the paragraphs of the rest. */
export function plainStory(whole: string): WrittenStory {
  const front = fronted(whole);
  const lines = front.text.split(/\r?\n/);
  const first = lines.findIndex((line) => line.trim() !== '');
  const from = lines.findIndex((line, i) => i > first && line.trim() !== '');
  if (first < 0 || from < 0)
    throw new Unreadable(
      front.line,
      'there is no body: the first line is the headline, and the story stands below it.',
    );
  const body = lines
    .slice(from)
    .join('\n')
    .trimEnd()
    .split(/\n[\t ]*\n\s*/);
  return headlined(front, {
    headline: { text: lines[first]?.trim(), line: front.line + first },
    // Written as HTML, so that nothing in it is taken for a tag.
    body: { text: body.map((paragraph) => `<p>${escapeMarkup(paragraph)}</p>`).join('\n'), line: front.line + from },
  });
}
