import { splitFrontMatter } from './front-matter';
import { type ParsedStory, UnreadableStory } from './parsed-story';
import { withHeadline } from './with-headline';

/** Parses plain text: the first line is the headline, and the rest is the body. */
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
  return withHeadline(front, {
    headline: { text: lines[first]?.trim(), line: front.line + first },
    // The server decides whether it is plain text or HTML, as for every upload.
    body: { text: lines.slice(from).join('\n').trimEnd(), line: front.line + from },
  });
}
