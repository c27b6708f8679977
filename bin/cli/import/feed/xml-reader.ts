import { parseFragment } from 'parse5';
import { SaxesParser } from 'saxes';
import type { DocumentFault } from './json-reader';
import { nameIn } from './namespaces';
import { type Place, XmlElement } from './xml-element';

/** Feeds nest a dozen deep, XHTML included. The text of deeper elements goes to the element at this depth. */
const MAX_DEPTH = 200;

/** More open elements end the document: the parser looks a namespace up in each of them. */
const MAX_OPEN = 1_000;

/** A document with more than MAX_OPEN open elements. */
export class NestedTooDeeply extends Error {}

export interface XmlReaderOptions {
  /** The prefix of elements without a namespace, such as `atom`. */
  readonly usualPrefix?: string;
  /** The address of the document: the outermost base. */
  readonly address?: string;
  /** Whether to hand an element over, with everything in it. */
  readonly isPart?: (element: XmlElement) => boolean;
  /** Called at the end tag of each such element, which then leaves the tree: a large document never fills the memory. */
  readonly onPart?: (element: XmlElement) => void;
}

/**
 * Reads an XML document in pieces into a tree. Faults do not end it: real feeds have them. `fault` is the first one, and
 * `unfinished` has the elements that no end tag closed.
 */
export class XmlReader {
  root?: XmlElement;
  fault?: DocumentFault;
  /** The outermost first. */
  readonly #open: XmlElement[] = [];
  #tooDeep = 0;
  readonly #parser = new SaxesParser({ xmlns: true });

  readonly #usualPrefix: string;
  readonly #address: string | undefined;

  constructor({ usualPrefix = '', address, isPart = () => false, onPart = () => {} }: XmlReaderOptions = {}) {
    this.#usualPrefix = usualPrefix;
    this.#address = address;
    const parser = this.#parser;
    const isStray = ignoreStrayEndTags(parser);
    parser.ENTITIES = entityTable(new Map());
    parser.on('error', ({ message }) => {
      this.fault ??= { message: message.replace(/^\d+:\d+: |\.$/g, ''), ...this.#place };
    });
    parser.on('doctype', (doctype) => {
      parser.ENTITIES = entityTable(declaredEntities(doctype));
    });
    parser.on('opentag', (tag) => this.#openElement(tag));
    const write = (text: string) => void this.#open.at(-1)?.content.push(text);
    parser.on('text', write);
    parser.on('cdata', write);
    parser.on('closetag', (tag) => {
      if (isStray(tag)) {
        this.fault ??= { message: 'an end tag without its start tag', ...this.#place };
        return;
      }
      if (this.#tooDeep > 0) {
        this.#tooDeep -= 1;
        return;
      }
      const element = this.#open.pop();
      if (!element || !isPart(element)) return;
      this.#open.at(-1)?.content.pop();
      onPart(element);
    });
  }

  /** Throws a NestedTooDeeply. */
  write(text: string): void {
    this.#parser.write(text);
  }

  /** Ends the document. Gives the elements that are still open, the outermost first: the document is cut off there. */
  end(): readonly XmlElement[] {
    // Text after the root element may open others.
    const unfinished = this.#open[0] === this.root ? [...this.#open] : [];
    const place = this.#place;
    this.#parser.close();
    if (unfinished.length > 0) this.fault = { message: 'the document ends too early', ...place };
    return unfinished;
  }

  get #place(): Place {
    return { line: this.#parser.line, column: this.#parser.column + 1 };
  }

  #openElement({ uri, prefix, local, attributes }: OpenTag): void {
    if (this.#open.length >= MAX_DEPTH) {
      this.#tooDeep += 1;
      if (this.#open.length + this.#tooDeep > MAX_OPEN) throw new NestedTooDeeply('elements are nested too deeply');
      return;
    }
    const parent = this.#open.at(-1);
    const pairs = Object.values(attributes).map((one): [string, string] => [
      nameIn(one.uri, one.prefix, one.local),
      one.value,
    ]);
    const named = new Map(pairs);
    const own = named.get('xml:base');
    const bases = parent?.bases ?? [];
    const element = new XmlElement(
      nameIn(uri, prefix === '' && uri === '' ? this.#usualPrefix : prefix, local),
      local,
      named,
      own === undefined ? bases : [...bases, own.trim()],
      named.get('xml:lang') ?? parent?.language,
      this.#place,
      this.#address,
    );
    parent?.content.push(element);
    this.#open.push(element);
    this.root ??= element;
  }
}

/**
 * Makes a parser ignore an end tag that no open element has. saxes closes every open element there, the root too, and all later
 * items would be lost (6.0.0, 2026-11-29). Gives a function that says whether a closed tag is such a one.
 */
function ignoreStrayEndTags(parser: SaxesParser<{ xmlns: true }>): (tag: object) => boolean {
  const strays = new WeakSet<object>();
  const internals: { name: string; topNS: object; tags: { name: string }[]; closeTag(): void } = Object(parser);
  const closeTag = internals.closeTag;
  internals.closeTag = () => {
    const { name, tags, topNS } = internals;
    if (tags.length > 0 && name !== '' && !tags.some((tag) => tag.name === name)) {
      const stray = { name, ns: topNS };
      strays.add(stray);
      tags.push(stray);
    }
    closeTag.call(parser);
  };
  return (tag) => strays.has(tag);
}

interface OpenTag {
  readonly uri: string;
  readonly prefix: string;
  readonly local: string;
  readonly attributes: Readonly<
    Record<string, { readonly uri: string; readonly prefix: string; readonly local: string; readonly value: string }>
  >;
}

/** `<!ENTITY name "value">` in a document type. References inside of a value stay as they are. */
const declaredEntities = (doctype: string): Map<string, string> =>
  new Map(
    [...doctype.matchAll(/<!ENTITY\s+([\w.-]{1,100})\s+(?:"([^"]{0,1000})"|'([^']{0,1000})')\s*>/g)].map(
      ([, name = '', double, single]) => [name, double ?? single ?? ''],
    ),
  );

/** The entities of a document type, and those of HTML: feeds use `&nbsp;` without declaring it. */
function entityTable(declared: ReadonlyMap<string, string>): Record<string, string> {
  const table: Record<string, string> = Object.assign(Object.create(null), {
    ...{ amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" },
    ...Object.fromEntries(declared),
  });
  return new Proxy(table, {
    get(known, name) {
      if (typeof name !== 'string') return undefined;
      known[name] ??= htmlEntity(name);
      return known[name] === '' ? undefined : known[name];
    },
  });
}

/** The characters of an entity of HTML; empty for another name. */
function htmlEntity(name: string): string {
  const reference = `&${name};`;
  const [node] = parseFragment(reference).childNodes;
  return node && 'value' in node && node.value !== reference ? node.value : '';
}

/** A well-formed text stays as it is. In any other, an ampersand that begins no reference becomes `&amp;`. */
export function escapeAmpersands(text: string): string {
  const literal = /<!\[CDATA\[|<!--|<\?|&(?!(?:[a-z_][\w.-]{0,50}|#\d{1,7}|#x[\da-f]{1,6});)/gi;
  const ends: Readonly<Record<string, string>> = { '<![CDATA[': ']]>', '<!--': '-->', '<?': '?>' };
  let [result, from] = ['', 0];
  for (let match = literal.exec(text); match; match = literal.exec(text)) {
    const end = ends[match[0].toUpperCase()];
    if (end === undefined) {
      result += `${text.slice(from, match.index)}&amp;`;
      from = match.index + 1;
    } else {
      const close = text.indexOf(end, literal.lastIndex);
      if (close < 0) break;
      literal.lastIndex = close + end.length;
    }
  }
  return result + text.slice(from);
}

/** A whole document: its tree and its first fault. Undefined without any element, and for one that is nested too deeply. */
export function readXml(text: string, options?: XmlReaderOptions) {
  const reader = new XmlReader(options);
  try {
    reader.write(escapeAmpersands(text.trimStart()));
  } catch (error) {
    if (error instanceof NestedTooDeeply) return undefined;
    throw error;
  }
  const unfinished = reader.end();
  const { root, fault } = reader;
  return root && { root, fault, unfinished };
}
