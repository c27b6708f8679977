import { PUBLISH_RULES, type UndatedStory, UnreadableStory } from './parsed-story';
import { linesOf, readByline, readFrontMatter, refuseHeldText, withHeadline } from './with-headline';

/**
 * Parses plain text: the first line is the headline, unless front matter has one, and the rest is the body. A byline may stand
 * between them. Throws an UnreadableStory.
 */
export function parsePlainStory(whole: string): UndatedStory {
  const front = readFrontMatter(whole, PUBLISH_RULES);
  refuseHeldText(linesOf(front));
  const lines = front.text.split(/\r?\n/);
  const nextText = (after: number): number => lines.findIndex((line, i) => i > after && line.trim() !== '');
  const first = Object.hasOwn(front.fields, 'headline') ? -1 : nextText(-1);
  const second = nextText(first);
  const byline = readByline(lines[second] ?? '', front.line + second, front);
  const from = byline ? nextText(second) : second;
  if (from < 0 && !Object.hasOwn(front.fields, 'body'))
    throw new UnreadableStory(
      front.line,
      'there is no body: write the story below the first line, which is the headline.',
    );
  return withHeadline(
    front,
    {
      headline: first < 0 ? undefined : { text: lines[first]?.trim(), line: front.line + first },
      authors: byline?.part,
      // The server decides whether it is plain text or HTML, as for every upload.
      body: { text: from < 0 ? '' : lines.slice(from).join('\n').trimEnd(), line: front.line + Math.max(from, 0) },
    },
    { notes: byline?.notes },
  );
}
