import { defaultTreeAdapter, parseFragment } from 'parse5';

/** Characters. A longer entity, named a million times, would fill the memory. */
const MAX_LENGTH = 40;
/** HTML has 253 entities that publishers write by hand. */
const MAX_ENTITIES = 300;

const DECLARATION = /<!ENTITY\s+([\w.:-]+)\s+(?:"([^"]*)"|'([^']*)'|(?:SYSTEM|PUBLIC)\s)/g;
/** The DTD of RSS 0.91 declares the entities of HTML. */
const RSS_091 = /\brss-0\.91\.dtd\b/;

/**
 * The entities that a document type declares for a document, by their names (XML 1.0 §4.2). An entity in another file is
 * empty: the doctor asks for no DTD. An entity that holds markup or other entities is left out, and so is no entity at all.
 */
export function declaredEntities(doctype: string, document: string): Readonly<Record<string, string>> {
  const declared = [...doctype.matchAll(DECLARATION)]
    .slice(0, MAX_ENTITIES)
    .map(([, name = '', double, single]): [string, string] => [name, decodeHtml(double ?? single ?? '')])
    .filter(([, value]) => value.length <= MAX_LENGTH && !/[&<%]/.test(value));
  return { ...(RSS_091.test(doctype) ? htmlEntitiesIn(document) : {}), ...Object.fromEntries(declared) };
}

/** The entities of HTML that a document names. */
const htmlEntitiesIn = (document: string): Readonly<Record<string, string>> =>
  Object.fromEntries(
    [...new Set([...document.matchAll(/&([a-z]\w{0,30});/gi)].map(([, name = '']) => name))]
      .slice(0, MAX_ENTITIES)
      .map((name): [string, string] => [name, decodeHtml(`&${name};`)])
      .filter(([, value]) => !value.startsWith('&')),
  );

/** A text with character references, as plain text. */
function decodeHtml(text: string): string {
  const [node] = parseFragment(text.slice(0, MAX_LENGTH + 1)).childNodes;
  return node && defaultTreeAdapter.isTextNode(node) ? node.value : text;
}
