import { xmlSafe } from '../../news/values/xml-safe';

/**
 * A document as JSON on one line, without undefined members. JSON could escape control characters and lone surrogates,
 * but a client may copy the text into XML or a UTF-8 file, and they cannot hold them.
 */
export const renderJson = (document: unknown): string =>
  JSON.stringify(document, (_, value: unknown) => (typeof value === 'string' ? xmlSafe(value) : value));
