import { SaxesParser } from 'saxes';

/** One feed of a subscription list. */
export interface Outline {
  readonly title: string;
  /** The address. */
  readonly feed: string;
}

/** The feeds of an OPML document (OPML 2.0, "Subscription lists"); undefined for any other text. */
export function parseOpml(text: string): Outline[] | undefined {
  const outlines: Outline[] = [];
  let root: string | undefined;
  let isBroken = false;
  const parser = new SaxesParser();
  parser.on('error', () => {
    isBroken = true;
  });
  parser.on('opentag', ({ name, attributes }) => {
    root ??= name;
    const { xmlUrl, title, text: label } = attributes;
    if (name === 'outline' && xmlUrl) outlines.push({ title: title ?? label ?? '', feed: xmlUrl });
  });
  parser.write(text).close();
  return root === 'opml' && !isBroken ? outlines : undefined;
}
