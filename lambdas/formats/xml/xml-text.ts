import { xmlSafe } from '../../news/values/xml-safe';

const REFERENCES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const reference = (character: string): string => REFERENCES[character] ?? `&#${character.charCodeAt(0)};`;

/** Escapes plain text for HTML, in an element or a quoted attribute. `&amp;` becomes `&amp;amp;`. */
export const escapeMarkup = (text: string): string => text.replace(/[&<>"]/g, reference);

/** Escapes plain text for an XML element (XML 1.0 §2.4: `>` too, because of `]]>`). */
export function elementText(text: string): string {
  const safe = xmlSafe(text);
  if (!/[&<>]/.test(safe)) return safe;
  // Three passes are twice as fast as one pass that stops at every tag of 50 bodies.
  return safe.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** Escapes plain text for a quoted XML attribute. A parser reads unescaped white space as a space (XML 1.0 §3.3.3). */
export const attributeText = (text: string): string => elementText(text).replace(/["\t\n\r]/g, reference);
