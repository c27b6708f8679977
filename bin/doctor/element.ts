import { SaxesParser } from 'saxes';

/** An element of a well-formed XML document, by namespace and name. */
export class Element {
  /** Text and elements in their order. */
  readonly content: (string | Element)[] = [];

  constructor(
    /** `{http://www.w3.org/2005/Atom}link`; without a namespace only the name. */
    readonly name: string,
    private readonly attributes: ReadonlyMap<string, string> = new Map(),
  ) {}

  get children(): Element[] {
    return this.content.filter((one) => typeof one !== 'string');
  }

  /** With that of its descendants. */
  get text(): string {
    return this.content.map((one) => (typeof one === 'string' ? one : one.text)).join('');
  }

  /** Empty where there is none. */
  attribute(name: string): string {
    return this.attributes.get(name) ?? '';
  }

  all(name: string): Element[] {
    return this.children.filter((child) => child.name === name);
  }

  has(name: string): boolean {
    return this.children.some((child) => child.name === name);
  }

  /** The text of the first child of a name, trimmed; empty where there is none. */
  textOf(name: string): string {
    return this.children.find((child) => child.name === name)?.text.trim() ?? '';
  }
}

export const ATOM = '{http://www.w3.org/2005/Atom}';
export const HISTORY = '{http://purl.org/syndication/history/1.0}';
export const XML = '{http://www.w3.org/XML/1998/namespace}';

/** Feeds nest a dozen deep, XHTML included. */
const DEEPEST = 200;

/** The root element of a document. Throws what is wrong with one that is not well-formed, with line and column. */
export function parseXml(document: string): Element {
  const open: Element[] = [];
  let root: Element | undefined;
  const parser = new SaxesParser({ xmlns: true });
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', ({ uri, local, attributes }) => {
    if (open.length === DEEPEST) throw new Error(`more than ${DEEPEST} elements in each other`);
    const given = Object.values(attributes).map((one): [string, string] => [named(one.uri, one.local), one.value]);
    const element = new Element(named(uri, local), new Map(given));
    open.at(-1)?.content.push(element);
    open.push(element);
    root ??= element;
  });
  const write = (part: string) => void open.at(-1)?.content.push(part);
  parser.on('text', write);
  parser.on('cdata', write);
  parser.on('closetag', () => void open.pop());
  parser.write(document).close();
  if (root === undefined) throw new Error('no element');
  return root;
}

const named = (uri: string, local: string): string => (uri === '' ? local : `{${uri}}${local}`);
