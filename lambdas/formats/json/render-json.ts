import { xmlSafe } from '../../news/values/xml-safe';

/**
 * A document as JSON text, on one line; members that are undefined are left out. JSON could write control characters
 * and lone surrogates as escapes, but what reads them has to put them somewhere: an XML document, a UTF-8 file.
 */
export const renderJson = (document: unknown): string =>
  JSON.stringify(document, (_, value: unknown) => (typeof value === 'string' ? xmlSafe(value) : value));
