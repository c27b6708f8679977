import { type DefaultTreeAdapterMap, defaultTreeAdapter, parse } from 'parse5';

interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly text: string;
}

type Attributes = Element['attributes'];

/** A page, read by a foreign parser that follows the HTML standard. */
export class PageReader {
  readonly #html: string;
  readonly #elements: readonly Element[];

  constructor(html: string) {
    this.#html = html;
    this.#elements = elementsIn(parse(html));
  }

  /** Parse errors of the HTML standard, by their codes. Reads the page once more: to note them doubles the parser's time. */
  get errors(): string[] {
    const errors: string[] = [];
    parse(this.#html, { onParseError: ({ code }) => errors.push(code) });
    return errors;
  }

  /** The elements with this name and these attributes, in document order. */
  all(name: string, attributes: Attributes = {}): Element[] {
    const wanted = Object.entries(attributes);
    return this.#elements.filter(
      (element) => element.name === name && wanted.every(([key, value]) => element.attributes[key] === value),
    );
  }

  /** The text of each such element. */
  texts(name: string, attributes?: Attributes): string[] {
    return this.all(name, attributes).map(({ text }) => text);
  }

  /** An attribute of each such element; undefined if it is missing. */
  values(attribute: string, name: string, attributes?: Attributes): (string | undefined)[] {
    return this.all(name, attributes).map((element) => element.attributes[attribute]);
  }

  /** The page's elements with the names of their attributes, without any text. */
  skeleton(): string[] {
    return this.#elements.map(({ name, attributes }) => [name, ...Object.keys(attributes)].join(' '));
  }
}

type Node = DefaultTreeAdapterMap['node'];

const elementsIn = (node: Node): Element[] =>
  childrenOf(node).flatMap((child) =>
    defaultTreeAdapter.isElementNode(child)
      ? [
          {
            name: child.tagName,
            attributes: Object.fromEntries(child.attrs.map(({ name, value }) => [name, value])),
            text: textOf(child),
          },
          ...elementsIn(child),
        ]
      : [],
  );

const textOf = (node: Node): string =>
  defaultTreeAdapter.isTextNode(node) ? node.value : childrenOf(node).map(textOf).join('');

const childrenOf = (node: Node): Node[] => ('childNodes' in node ? node.childNodes : []);
