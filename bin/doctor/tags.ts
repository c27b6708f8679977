import { Parser } from 'htmlparser2';

interface Tag {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
}

/** Pages nest a few dozen deep. The parser slows down with thousands of open elements. */
const MAX_DEPTH = 1_000;

/** The opening tags of an HTML text, in order. Stops at 1,000 open elements. */
export function openingTags(html: string): Tag[] {
  const tags: Tag[] = [];
  let open = 0;
  const parser = new Parser({
    onopentag(name, attributes) {
      tags.push({ name, attributes });
      if (++open > MAX_DEPTH) parser.pause();
    },
    onclosetag: () => void open--,
  });
  parser.end(html);
  return tags;
}
