import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { iso, secondOf } from '../newsroom/time';

const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  parseTagValue: false,
  parseAttributeValue: false,
  alwaysCreateTextNode: true,
  htmlEntities: true,
  isArray: (_name, _path, _isLeaf, isAttribute) => !isAttribute,
});

export type Node = { readonly [name: string]: string | readonly Node[] | undefined };

export const all = (node: Node, name: string): readonly Node[] => {
  const found = node[name];
  return Array.isArray(found) ? found : [];
};
export const text = (node: Node, name: string): string => String(all(node, name)[0]?.['#text'] ?? '');
export const attribute = (node: Node | undefined, name: string): string => String(node?.[`@${name}`] ?? '');

export function one(node: Node, name: string): Node {
  const found = all(node, name);
  if (found.length !== 1 || !found[0]) throw new Error(`${found.length} elements ${name}`);
  return found[0];
}

export function xml(document: string): Node {
  const valid = XMLValidator.validate(document);
  if (valid !== true) throw new Error(`not well-formed: ${valid.err.msg}`);
  return parser.parse(document);
}

/** A date of whatever form. */
export const date = (node: Node, name: string): string => iso(secondOf(text(node, name)));
