import { cleanCharacters } from '../values/clean-characters';
import { webAddress } from '../values/web-address';
import { ALLOWED, EVERYWHERE, STANDING_APART } from './allowed-elements';
import { APART } from './arrange';
import type { ChangeLog } from './change-log';
import type { Element, Node } from './fragment';
import { countVisible } from './visible-text';

/** Each element with its attributes and their rules. */
const RULES = new Map(
  Object.entries(ALLOWED).map(([element, own]) => [element, new Map(Object.entries({ ...EVERYWHERE, ...own }))]),
);

/** The place of an element in the result, for the functions that keep a part of it. */
export interface Context {
  /** Keeps the allowed part of the nodes inside of an element. */
  readonly keepAll: (nodes: readonly Node[], context: Context) => Node[];
  readonly base: string;
  readonly log: ChangeLog;
  /** The name of the element around, in the result. */
  readonly parent: string;
  /** Inside a link or code, where an address is a text. */
  readonly inLink?: boolean;
  /** The address of the first `source` of the `picture` around that has one. */
  readonly sourceOfPicture?: string;
}

/** Whether ALLOWED has an element. */
export const isAllowed = (name: string): boolean => RULES.has(name);

/** Leaves an element out, with all that is in it. */
export function drop(node: Element, { log }: Context): readonly Node[] {
  log.removedElement(node.name, countVisible([node]));
  return STANDING_APART.has(node.name) ? [APART] : [];
}

/** The attributes that ALLOWED has for an element, with absolute addresses. `id` and links to a fragment stay. */
export function keepAttributes(all: Element['attributes'], name: string, context: Context): Element['attributes'] {
  const { base, log } = context;
  const attributes: Record<string, string> = {};
  for (const [attribute, given] of Object.entries(all)) {
    const value = cleanText(given, context);
    const rule = RULES.get(name)?.get(attribute);
    if (attribute === 'id' || (name === 'a' && isFragmentLink(attribute, value))) attributes[attribute] = value;
    else if (name === 'a' && attribute === 'name') attributes.id ??= value;
    else if (rule === undefined || (rule instanceof RegExp && !rule.test(value))) log.removedAttribute(attribute);
    else if (rule instanceof RegExp) attributes[attribute] = value;
    else {
      const address = webAddress(value, base, rule);
      if (address) attributes[attribute] = address.href;
      else log.removedAddress();
      if (address?.relative) log.madeAbsolute();
    }
  }
  return attributes;
}

const isFragmentLink = (attribute: string, value: string): boolean => attribute === 'href' && /^\s*#/.test(value);

/** A text or value without the characters that no document may have: numeric references can name them. */
export function cleanText(text: string, { log }: Context): string {
  const clean = cleanCharacters(text);
  log.cleaned(clean);
  return clean.text.replace(/\r\n?/g, '\n');
}
