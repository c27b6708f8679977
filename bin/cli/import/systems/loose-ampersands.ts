/** The parts of XML in which an ampersand stands for itself, and how each ends. */
const ENDS: Readonly<Record<string, string>> = { '<![CDATA[': ']]>', '<!--': '-->', '<?': '?>' };

/** A begin of such a part, or an ampersand that begins no reference. */
const TOKEN = /<!\[CDATA\[|<!--|<\?|&(?!(?:[a-z_][\w.-]{0,50}|#\d{1,7}|#x[\da-f]{1,6});)/gi;

/** The longest token, or reference, that a piece may cut. */
const LONGEST = 60;

/**
 * Writes each ampersand that begins no reference as `&amp;`, in an XML document that comes in pieces. Its parser would take the
 * tags after the ampersand for a part of the reference.
 */
export class LooseAmpersands {
  #rest = '';
  /** The end of the part that is open. */
  #end?: string;

  /** The next piece. `isLast` gives everything that is left. */
  escape(piece: string, isLast = false): string {
    const text = this.#rest + piece;
    const tail = isLast ? text.length : cutBefore(text);
    let [result, at] = ['', 0];
    for (;;) {
      if (this.#end !== undefined) {
        const close = text.indexOf(this.#end, at);
        if (close < 0) return result + this.#keep(text, at, isLast ? 0 : this.#end.length - 1);
        result += text.slice(at, close + this.#end.length);
        at = close + this.#end.length;
        this.#end = undefined;
      }
      TOKEN.lastIndex = at;
      const match = TOKEN.exec(text);
      if (!match || match.index >= tail) return result + this.#keep(text, at, text.length - Math.max(tail, at));
      result += text.slice(at, match.index) + (match[0] === '&' ? '&amp;' : match[0]);
      at = match.index + match[0].length;
      this.#end = ENDS[match[0].toUpperCase()];
    }
  }

  /** The text from a place on, without its last characters, which come with the next piece. */
  #keep(text: string, from: number, last: number): string {
    const to = Math.max(from, text.length - last);
    this.#rest = text.slice(to);
    return text.slice(from, to);
  }
}

/** The place of the last `<` or `&` that the next piece may go on with; else the end. */
function cutBefore(text: string): number {
  const at = Math.max(text.lastIndexOf('<'), text.lastIndexOf('&'));
  return at >= text.length - LONGEST && at >= 0 ? at : text.length;
}
