import { type Element, XML } from '../element';
import type { Mistake, MistakeKind } from './mistakes';
import { grammarName, prefixOf, shownName } from './names';
import { iriReference, languageTag, orEmpty, type ValueCheck } from './values';

/** The rule for one element: its attributes, its text or its children. */
export interface ElementRule {
  /** The attributes that the element may have. Attributes of other namespaces are free. */
  readonly attributes?: Readonly<Record<string, ValueCheck>>;
  /** The attributes that it must have. */
  readonly mustHave?: string;
  /** The check of its text, without white space around it. An element with text has no child elements. */
  readonly text?: ValueCheck;
  /** Whether white space around the text is a mistake (`none`) or a part of the value (`kept`). */
  readonly space?: 'none' | 'kept';
  /** Its child elements. Elements of other namespaces are free. */
  readonly children?: Children;
  /** The children that it must have. */
  readonly needs?: string;
  /** Rules that compare several parts of the element. */
  readonly check?: (element: Element) => readonly Mistake[];
}

/** The children of an element by their names in a grammar. */
export type Children = Readonly<Record<string, Child>>;
type Child = ElementRule & { readonly isRepeatable?: boolean };

/** An element that may hold anything. */
export const anything: Child = { isRepeatable: true };
/** An element without text or children. */
export const empty: ElementRule = { children: {} };
export const textOf = (text: ValueCheck, more: ElementRule = {}): ElementRule => ({ text, ...more });
export const repeatable = (rule: ElementRule): Child => ({ ...rule, isRepeatable: true });

/** Children with the same rule, by a list of their names. */
export const same = (names: string, rule: Child): Children =>
  Object.fromEntries(names.split(' ').map((name) => [name, rule]));

export const mistake = (kind: MistakeKind, ...place: readonly string[]): Mistake => ({
  kind,
  place: place.filter((part) => part !== '').join(' '),
});

/** Namespaces whose grammars are complete: another name in them is a mistake. */
const COMPLETE = new Set(['', 'atom', 'content', 'dc', 'fh', 'itunes', 'media', 'slash', 'sy', 'thr', 'wfw']);

/** RFC 4287 §6.4: an element without a namespace is foreign markup in Atom. */
const isFree = (name: string, parent: string): boolean =>
  !COMPLETE.has(prefixOf(name)) || (prefixOf(name) === '' && prefixOf(parent) !== '');

/** The mistakes of an element and of its descendants. */
export function checkElement(element: Element, rule: ElementRule): Mistake[] {
  return [...checkAttributes(element, rule), ...checkContent(element, rule), ...(rule.check?.(element) ?? [])];
}

function checkAttributes(element: Element, { attributes, mustHave = '', text, children }: ElementRule): Mistake[] {
  const name = shownName(element);
  const isOpen = attributes === undefined && text === undefined && children === undefined;
  const found = element.attributeNames.flatMap((qualified): Mistake[] => {
    const value = element.attribute(qualified);
    const wrong = (kind: MistakeKind | undefined) =>
      kind === undefined ? [] : [mistake(kind, `${name} ${attribute}:`, value)];
    const attribute = grammarName(qualified) ?? '';
    if (qualified === `${XML}lang`) return wrong(orEmpty(languageTag)(value));
    if (qualified === `${XML}base`) return wrong(iriReference(value));
    const check = attributes?.[attribute];
    if (check) return wrong(check(value));
    return isOpen || attribute === '' ? [] : [mistake('attribute', `${name} ${attribute}`)];
  });
  const missing = names(mustHave).filter((attribute) => !element.attributeNames.includes(attribute));
  return [...found, ...missing.map((attribute) => mistake('missingAttribute', `${name} ${attribute}`))];
}

function checkContent(element: Element, { text, space, children, needs = '' }: ElementRule): Mistake[] {
  const name = shownName(element);
  if (text) {
    const own = element.ownText;
    const kind = text(space === 'kept' ? own : own.trim());
    return [
      ...element.children.map((child) => mistake('element', shownName(child), `in ${name}`)),
      ...(kind ? [mistake(kind, `${name}:`, own.trim())] : []),
      ...(space === 'none' && own !== own.trim() ? [mistake('space', `${name}:`, own.trim())] : []),
    ];
  }
  if (children === undefined) return [];
  const counts = new Map<string, number>();
  const found = element.children.flatMap((child): Mistake[] => {
    const known = grammarName(child.name);
    if (known === undefined) return [];
    const rule = Object.hasOwn(children, known) ? children[known] : undefined;
    if (rule === undefined) return isFree(known, name) ? [] : [mistake('element', known, `in ${name}`)];
    const count = (counts.get(known) ?? 0) + 1;
    counts.set(known, count);
    const repeated = count === 2 && !rule.isRepeatable ? [mistake('repeated', known, `in ${name}`)] : [];
    return [...repeated, ...checkElement(child, rule)];
  });
  const stray = element.ownText.trim();
  return [
    ...(stray === '' ? [] : [mistake('text', `${name}:`, stray)]),
    ...found,
    ...names(needs)
      .filter((need) => !counts.has(need))
      .map((need) => mistake('missing', need, `in ${name}`)),
  ];
}

/** The names of a list that the grammars repeat for each element. */
function names(list: string): readonly string[] {
  const known = LISTS.get(list) ?? list.split(' ').filter((name) => name !== '');
  LISTS.set(list, known);
  return known;
}

const LISTS = new Map<string, readonly string[]>();
