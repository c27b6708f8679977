// HTML §13.2.5.80, the table of the numeric character reference end state: 0x80 to 0x9F as windows-1252.
// It gives no character for 81, 8D, 8F, 90 and 9D, which are spaces here.
const WINDOWS_1252 = '€ ‚ƒ„…†‡ˆ‰Š‹Œ Ž  ‘’“”•–—˜™š›œ žŸ';

// UTS #51 ED-14a: the flags of England, Scotland, Wales and other regions are a black flag and tag characters.
const REGION_FLAG = String.raw`\u{1F3F4}[\u{E0030}-\u{E0039}\u{E0061}-\u{E007A}]{3,6}\u{E007F}`;

const REMOVED = [
  String.raw`\u0000-\u0008\u000E-\u001F\u007F`, // XML 1.0 §2.2 forbids the controls. DEL shows nothing.
  String.raw`\p{Cs}`, // With the u flag a lone surrogate only.
  String.raw`\p{Noncharacter_Code_Point}`, // Unicode §23.7: never part of a text.
  String.raw`\uFEFF`, // Unicode §23.8: a mark of the encoding. Inside a text, U+2060 took its place.
  String.raw`\u206A-\u206F\uFFF9-\uFFFC\u{E0000}-\u{E007F}`, // UTR #20 §3: format characters that markup replaces.
].join('');

let unclean: RegExp | undefined;

/** Made at the first use, which few processes have: it costs 1 ms of a cold start (2026-11-28). */
function uncleanPattern(): RegExp {
  unclean ??= new RegExp(String.raw`${REGION_FLAG}|[\u000B\u000C\u0080-\u009F${REMOVED}]`, 'gu');
  return unclean;
}

// Without the u flag, and with every surrogate: it finds all that uncleanPattern finds, in a fraction of the time.
const MAY_BE_UNCLEAN =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these characters are removed or replaced
  /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F\u206A-\u206F\uD800-\uDFFF\uFDD0-\uFDEF\uFEFF\uFFF9-\uFFFC\uFFFE\uFFFF]/;

/** A text without unusable characters, and how many were removed (UTF-16 code units) or decoded. */
export interface CleanText {
  readonly text: string;
  readonly removed: number;
  readonly decoded: number;
}

/**
 * `text` with C1 controls read as windows-1252 (HTML §13.2.5.80), without other controls and characters that no text may
 * hold. A vertical tab and a form feed become a line break. Tabs, line breaks, white space, joiners and bidi controls stay.
 */
export function cleanCharacters(text: string): CleanText {
  if (!MAY_BE_UNCLEAN.test(text)) return { text, removed: 0, decoded: 0 };
  let removed = 0;
  let decoded = 0;
  const clean = text.replace(uncleanPattern(), (found) => {
    const code = found.charCodeAt(0);
    // Word and PowerPoint write a line break inside a paragraph as a vertical tab. Without it, two words would join.
    if (code === 0x0b || code === 0x0c) return '\n';
    if (found.length > 4) return found;
    const meaning = code >= 0x80 && code <= 0x9f ? WINDOWS_1252.charAt(code - 0x80).trim() : '';
    if (meaning === '') removed += found.length;
    else decoded += 1;
    return meaning;
  });
  return { text: clean, removed, decoded };
}
