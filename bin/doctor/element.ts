import { SaxesParser } from 'saxes';
import { declaredEntities } from './entities';

/** An element of a well-formed XML document, by namespace and name. */
export class Element {
  /** Text and elements, in order. */
  readonly content: (string | Element)[] = [];

  constructor(
    /** `{http://www.w3.org/2005/Atom}link`, or just the name without a namespace. */
    readonly name: string,
    private readonly attributes: ReadonlyMap<string, string> = new Map(),
  ) {}

  get children(): Element[] {
    return this.content.filter((one) => typeof one !== 'string');
  }

  /** The names of all attributes, without namespace declarations. */
  get attributeNames(): string[] {
    return [...this.attributes.keys()];
  }

  /** Without the text of descendants. */
  get ownText(): string {
    return this.content.filter((one) => typeof one === 'string').join('');
  }

  /** Including the text of descendants. */
  get text(): string {
    return this.content.map((one) => (typeof one === 'string' ? one : one.text)).join('');
  }

  /** Empty for a missing attribute. */
  attribute(name: string): string {
    return this.attributes.get(name) ?? '';
  }

  all(name: string): Element[] {
    return this.children.filter((child) => child.name === name);
  }

  has(name: string): boolean {
    return this.children.some((child) => child.name === name);
  }

  /** The text of the first child of this name, trimmed; empty without such a child. */
  textOf(name: string): string {
    return this.children.find((child) => child.name === name)?.text.trim() ?? '';
  }
}

export const ATOM = '{http://www.w3.org/2005/Atom}';
export const HISTORY = '{http://purl.org/syndication/history/1.0}';
const MEDIA = '{http://search.yahoo.com/mrss/}';
export const XML = '{http://www.w3.org/XML/1998/namespace}';

const DECLARATION = 'http://www.w3.org/2000/xmlns/';

/** The addresses of the pictures that an item names in Media RSS. */
export const picturesIn = (item: Element): string[] =>
  [item, ...item.all(`${MEDIA}group`), ...item.all(`${MEDIA}content`)]
    .flatMap((one) => [...one.all(`${MEDIA}thumbnail`), ...one.all(`${MEDIA}content`).filter(isPicture)])
    .map((one) => one.attribute('url'));

const isPicture = (content: Element): boolean =>
  content.attribute('medium') === 'image' || content.attribute('type').startsWith('image/');

/** Feeds nest a dozen deep, XHTML included. */
const MAX_DEPTH = 200;

/** A document that may be well-formed, and is not read. */
export class TooDeep extends Error {}

/** A well-formed XML document. */
export interface XmlDocument {
  readonly root: Element;
  /** Of the XML declaration; empty if it is left out. */
  readonly version: string;
  readonly encoding: string;
  /** The text of the document type declaration; empty without one. */
  readonly doctype: string;
  /** The namespaces that any element declares. */
  readonly namespaces: ReadonlySet<string>;
}

/** Parses an XML document. Throws an Error with line and column if it is not well-formed. */
export function parseXml(document: string): XmlDocument {
  const open: Element[] = [];
  const found: { root?: Element; version: string; encoding: string; doctype: string } = {
    version: '',
    encoding: '',
    doctype: '',
  };
  const namespaces = new Set<string>();
  const parser = new SaxesParser({ xmlns: true });
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('xmldecl', ({ version = '', encoding = '' }) => Object.assign(found, { version, encoding }));
  parser.on('doctype', (doctype) => {
    found.doctype = doctype;
    Object.assign(parser.ENTITIES, declaredEntities(doctype, document));
  });
  parser.on('opentag', ({ uri, local, attributes }) => {
    if (open.length === MAX_DEPTH) throw new TooDeep(`elements are nested more than ${MAX_DEPTH} deep`);
    const [declarations, others] = [true, false].map((isDeclaration) =>
      Object.values(attributes).filter((one) => (one.uri === DECLARATION) === isDeclaration),
    );
    for (const { value } of declarations ?? []) namespaces.add(value);
    const pairs = others?.map((one): [string, string] => [qualifiedName(one.uri, one.local), one.value]);
    const element = new Element(qualifiedName(uri, local), new Map(pairs));
    open.at(-1)?.content.push(element);
    open.push(element);
    found.root ??= element;
  });
  const write = (part: string) => void open.at(-1)?.content.push(part);
  parser.on('text', write);
  parser.on('cdata', write);
  parser.on('closetag', () => void open.pop());
  parser.write(document).close();
  if (found.root === undefined) throw new Error('no element');
  return { ...found, root: found.root, namespaces };
}

const qualifiedName = (uri: string, local: string): string => (uri === '' ? local : `{${uri}}${local}`);
