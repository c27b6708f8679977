import { attributeText, elementText } from './xml-text';

/**
 * Keeps the texts of a document away from the `feed` package. Each string becomes a mark, `held:17`, which is valid as
 * text and as an absolute address, and which the package does not change. So the package cannot escape a text wrongly,
 * and no text can end its element, look like a mark or make the package throw.
 */
export class HeldText {
  readonly #texts: string[] = [];

  /** `value` with a mark for each string in it, at any depth. Keys, numbers, booleans and dates stay. */
  hold<T>(value: T): T;
  hold(value: unknown): unknown {
    if (typeof value === 'string') return `held:${this.#texts.push(value) - 1}`;
    if (Array.isArray(value)) return value.map((each) => this.hold(each));
    if (value === null || typeof value !== 'object' || value instanceof Date) return value;
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, this.hold(each)]));
  }

  /**
   * The document with each text in place of its mark, escaped once. CDATA sections become escaped text, so a `<` is always
   * markup. Throws an error if a mark is missing or there twice.
   */
  release(document: string): string {
    const waiting: (string | undefined)[] = [...this.#texts];
    // The document holds only marks yet, so no text can look like a CDATA section.
    const bare = document.replaceAll('<![CDATA[', '').replaceAll(']]>', '');
    const released = bare.replace(/held:(\d+)/g, (_, mark, place) => {
      const text = waiting[mark];
      if (text === undefined) throw new Error(`text ${mark} has more than one place in the document`);
      waiting[mark] = undefined;
      // An attribute's value follows a quotation mark, an element's text a tag or a parenthesis.
      return bare[place - 1] === '"' ? attributeText(text) : elementText(text);
    });
    const missing = [...waiting.keys()].filter((mark) => waiting[mark] !== undefined);
    if (missing.length > 0) throw new Error(`text ${missing.join(', ')} has no place in the document`);
    return released;
  }
}
