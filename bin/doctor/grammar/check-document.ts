import type { XmlDocument } from '../element';
import { checkElement, type ElementRule, mistake } from './check-element';
import type { Mistake } from './mistakes';

/** Media RSS 1.5.1 writes a slash at the end. */
const WRONG_MEDIA = 'http://search.yahoo.com/mrss';

/** The mistakes of a document: before its root element, and in it. */
export const checkDocument = (document: XmlDocument, root: ElementRule): Mistake[] => [
  ...checkDeclaration(document),
  ...checkDoctype(document),
  ...(document.namespaces.has(WRONG_MEDIA) ? [mistake('mediaNamespace', WRONG_MEDIA)] : []),
  ...checkElement(document.root, root),
];

function checkDeclaration({ version, encoding }: XmlDocument): Mistake[] {
  const isKnown = encoding === '' || isEncoding(encoding);
  return [
    ...(version === '' || version === '1.0' ? [] : [mistake('xml', `version ${version}`)]),
    ...(isKnown ? [] : [mistake('xml', `encoding ${encoding}`)]),
  ];
}

/** Whether the Encoding Standard has an encoding. */
function isEncoding(name: string): boolean {
  try {
    return new TextDecoder(name).encoding !== '';
  } catch {
    return false;
  }
}

/** Netscape removed the DTD of RSS 0.91; the RSS Advisory Board keeps a copy. No other version has one. */
function checkDoctype({ doctype, root }: XmlDocument): Mistake[] {
  const isGone = /\bmy\.netscape\.com\b/.test(doctype);
  const isOfVersion = root.attribute('version') === '0.91' || !/\brss-0\.91\.dtd\b/.test(doctype);
  return isGone || !isOfVersion ? [mistake('dtd', doctype.trim().replace(/\s+/g, ' '))] : [];
}
