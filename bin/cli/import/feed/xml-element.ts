import { urlIn } from '../../../../lambdas/news/values/uri';

/** Elements that HTML writes without an end tag (HTML §13.1.2). */
const VOID = new Set('area base br col embed hr img input link meta source track wbr'.split(' '));

/** Attributes of HTML with one address. */
const ADDRESSES = new Set('href src cite poster longdesc data'.split(' '));

/** Where an element begins in its document, from 1. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

/** An element of an XML document. Its name is `prefix:local` in lower case, with the usual prefix of its namespace. */
export class XmlElement {
  /** Text and elements, in order. */
  readonly content: (string | XmlElement)[] = [];

  constructor(
    /** `content:encoded`, `atom:link`, or `item` for RSS. */
    readonly name: string,
    /** The local name as the document writes it. */
    readonly writtenName: string,
    /** By `prefix:local`, or the local name of an attribute without a prefix. Names are in lower case. */
    readonly attributes: ReadonlyMap<string, string>,
    /** The values of `xml:base` around the element and on it, the outermost first. */
    readonly bases: readonly string[],
    /** The nearest `xml:lang`. */
    readonly language: string | undefined,
    readonly place: Place,
    /** The address of the document. */
    readonly address?: string,
  ) {}

  get children(): XmlElement[] {
    return this.content.filter((one) => typeof one !== 'string');
  }

  /** The text, with that of descendants. */
  get text(): string {
    return this.content.map((one) => (typeof one === 'string' ? one : one.text)).join('');
  }

  /** The content as HTML: text is escaped, and elements of any namespace are tags. */
  get innerHtml(): string {
    return this.content.map((one) => (typeof one === 'string' ? escapeText(one) : one.outerHtml)).join('');
  }

  get outerHtml(): string {
    const base = this.ownBase;
    const attributes = [...this.attributes].map(([name, value]) => {
      if (name === 'xml:lang') return ` lang="${escapeText(value)}"`;
      if (name.includes(':') || name === 'xmlns') return '';
      const text = ADDRESSES.has(name) && base !== undefined ? (urlIn(value, base)?.href ?? value) : value;
      return ` ${name}="${escapeText(text)}"`;
    });
    const start = `<${this.writtenName}${attributes.join('')}>`;
    return VOID.has(this.writtenName.toLowerCase()) ? start : `${start}${this.innerHtml}</${this.writtenName}>`;
  }

  /** The base of relative addresses in this element (XML Base §4.2): by `xml:base`, and the address of the document around it. */
  get base(): string | undefined {
    return this.bases.reduce<string | undefined>((outer, inner) => urlIn(inner, outer)?.href ?? outer, this.address);
  }

  /** The base, if an `xml:base` gives it. */
  get ownBase(): string | undefined {
    return this.bases.length > 0 ? this.base : undefined;
  }

  /** An address by the bases around it. It may stay relative. */
  resolve(address: string): string {
    return urlIn(address, this.base)?.href ?? address;
  }

  attribute(name: string): string | undefined {
    return this.attributes.get(name);
  }

  all(name: string): XmlElement[] {
    return this.children.filter((child) => child.name === name);
  }

  /** The first child with one of these names, in the order of the names. */
  first(...names: string[]): XmlElement | undefined {
    for (const name of names) {
      const found = this.content.find((child) => typeof child !== 'string' && child.name === name);
      if (typeof found === 'object') return found;
    }
    return undefined;
  }

  /** The trimmed text of the first child that has text, in the order of the names; undefined if none has. */
  textOf(...names: string[]): string | undefined {
    return this.textsOf(...names)[0];
  }

  /** The trimmed texts of the children with these names, without the empty ones. */
  textsOf(...names: string[]): string[] {
    return names.flatMap((name) => this.all(name).map((child) => child.text.trim())).filter((text) => text !== '');
  }
}

const escapeText = (text: string): string => text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
