import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { withoutForbidden } from './hostile';

const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  trimValues: false,
  parseTagValue: false,
  parseAttributeValue: false,
  alwaysCreateTextNode: true,
  htmlEntities: true,
  isArray: (_name, _path, _isLeaf, isAttribute) => !isAttribute,
});

type Node = { [name: string]: string | Node[] | undefined };

/** An element, read by a foreign parser. */
export class Element {
  constructor(private readonly node: Node) {}

  /** The children with this name, in their order. */
  all(name: string): Element[] {
    return ((this.node[name] ?? []) as Node[]).map((node) => new Element(node));
  }

  /** The only child with this name. Fails if there is none or another. */
  one(name: string): Element {
    const found = this.all(name);
    expect(found).toHaveLength(1);
    return found[0] as Element;
  }

  /** The texts of the children with this name. */
  texts(name: string): string[] {
    return this.all(name).map((element) => element.text);
  }

  get text(): string {
    return this.node['#text'] as string;
  }

  get attributes(): Record<string, string> {
    const named = Object.entries(this.node).filter((pair): pair is [string, string] => pair[0].startsWith('@'));
    return Object.fromEntries(named.map(([name, value]) => [name.slice(1), value]));
  }
}

/** Reads a document. Fails unless it is well-formed. */
export function readXml(xml: string): Element {
  expect(XMLValidator.validate(xml)).toBe(true);
  // The validator accepts characters that XML 1.0 §2.2 forbids, and invalid references (§4.1).
  expect(xml).toBe(withoutForbidden(xml));
  expect(xml).not.toMatch(/&(?!(?:amp|lt|gt|quot|#\d+);)/);
  return new Element(parser.parse(xml));
}

/** A text after a parser (XML 1.0 §2.11): every line ends with a line feed. */
export const readable = (text: string): string => withoutForbidden(text).replace(/\r\n?/g, '\n');
