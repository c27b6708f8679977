import { Parser } from 'htmlparser2';

interface Tag {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
}

/** Pages nest some dozens deep. The parser is slow where thousands are open, and so a page could hold us up. */
const DEEPEST = 1_000;

/** The opening tags of an HTML text in their order; of one that nests too deeply, those before that. */
export function openingTags(html: string): Tag[] {
  const tags: Tag[] = [];
  let open = 0;
  const parser = new Parser({
    onopentag(name, attributes) {
      tags.push({ name, attributes });
      if (++open > DEEPEST) parser.pause();
    },
    onclosetag: () => void open--,
  });
  parser.end(html);
  return tags;
}
