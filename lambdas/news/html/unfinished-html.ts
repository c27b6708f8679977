/** Elements that take all that follows as their own text, up to their end tag (HTML §13.2.5.2 to §13.2.5.5). */
const TAKING_ALL = [
  'title',
  'textarea',
  'script',
  'style',
  'xmp',
  'iframe',
  'noembed',
  'noframes',
  'template',
  'select',
];

/** A piece at the end of HTML that a browser does not show, because something before it has no end. */
export interface UnfinishedPiece {
  /** Such as `comment`, `tag` or `<title>`. */
  readonly what: string;
  /** Characters of the source. */
  readonly characters: number;
}

/** The unfinished comment, tag or element at the end of some HTML; undefined for none. Browsers show nothing of it. */
export function findUnfinished(html: string): UnfinishedPiece | undefined {
  const comment = html.lastIndexOf('<!--');
  if (comment >= 0 && !/--!?>/.test(html.slice(comment + 2))) return pieceFrom(html, comment, 'comment');
  const lower = html.toLowerCase();
  for (const name of TAKING_ALL) {
    const start = lower.lastIndexOf(`<${name}`);
    const isTag = start >= 0 && /[\s/>]/.test(lower.charAt(start + name.length + 1));
    if (isTag && lower.indexOf(`</${name}`, start) < 0) return pieceFrom(html, start, `<${name}>`);
  }
  const tag = html.lastIndexOf('<');
  const isTag = tag > html.lastIndexOf('>') && /^<[a-z/!?]/i.test(html.slice(tag, tag + 2));
  return isTag ? pieceFrom(html, tag, 'tag') : undefined;
}

const pieceFrom = (html: string, start: number, what: string): UnfinishedPiece => ({
  what,
  characters: html.length - start,
});
