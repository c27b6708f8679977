import { attributeText, elementText } from './xml-text';

/**
 * The text of a document, kept out of the sight of the library that lays the document out. In the place of each string
 * `feed` gets a mark, `held:17`, which is text and an absolute address alike, and which nothing in it escapes, parses
 * or changes. So no text can be escaped wrong, break out of its place, look like a mark or make the library throw.
 */
export class HeldText {
  readonly #texts: string[] = [];

  /** `value` with a mark for every string in it, at any depth. Keys, numbers, booleans and dates stay. */
  hold<T>(value: T): T;
  hold(value: unknown): unknown {
    if (typeof value === 'string') return `held:${this.#texts.push(value) - 1}`;
    if (Array.isArray(value)) return value.map((each) => this.hold(each));
    if (value === null || typeof value !== 'object' || value instanceof Date) return value;
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, this.hold(each)]));
  }

  /**
   * The document with every text in its place, escaped once. What the library put into CDATA sections becomes escaped
   * text: a `<` is then always markup. Throws an error when a text has no place in the document, or more than one.
   */
  release(document: string): string {
    const waiting: (string | undefined)[] = [...this.#texts];
    // No text is in it yet, so these are the sections of marks.
    const bare = document.replaceAll('<![CDATA[', '').replaceAll(']]>', '');
    const released = bare.replace(/held:(\d+)/g, (_, mark, place) => {
      const text = waiting[mark];
      if (text === undefined) throw new Error(`text ${mark} has more than one place in the document`);
      waiting[mark] = undefined;
      // An attribute's value follows a quotation mark; an element's text follows a tag or a parenthesis.
      return bare[place - 1] === '"' ? attributeText(text) : elementText(text);
    });
    const left = [...waiting.keys()].filter((mark) => waiting[mark] !== undefined);
    if (left.length > 0) throw new Error(`text ${left.join(', ')} has no place in the document`);
    return released;
  }
}
