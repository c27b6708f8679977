import sanitizeHtml from 'sanitize-html';
import { MAX_NESTING } from '../limits';
import { webAddress } from '../values/web-address';
import { ALLOWED, DROPPED_WHOLE, EVERYWHERE, RENAMED } from './allowed-elements';
import type { ChangeLog } from './change-log';

export class NestingTooDeep extends Error {}

/** Each element with its attributes and their rules. */
const RULES = new Map(
  Object.entries(ALLOWED).map(([element, own]) => [element, new Map(Object.entries({ ...EVERYWHERE, ...own }))]),
);

/** HTML with only what ALLOWED has, every address absolute. Throws NestingTooDeep for more than MAX_NESTING levels. */
export function applyAllowList(html: string, base: string, log: ChangeLog): string {
  let depth = 0;
  return sanitizeHtml(html, {
    allowedTags: [...RULES.keys()],
    allowedAttributes: Object.fromEntries([...RULES].map(([element, rules]) => [element, [...rules.keys()]])),
    allowedSchemes: ['http', 'https', 'mailto', 'tel'],
    allowProtocolRelative: false,
    nonBooleanAttributes: [],
    nonTextTags: DROPPED_WHOLE,
    transformTags: {
      '*': (name, attributes) => {
        const tagName = RENAMED.get(name) ?? name;
        const rules = RULES.get(tagName);
        if (!rules) log.removedElement(name);
        else if (tagName !== name) log.renamed(name, tagName);
        return { tagName, attribs: rules ? filterAttributes(attributes, tagName, base, log) : {} };
      },
    },
    onOpenTag: () => {
      depth += 1;
      if (depth > MAX_NESTING) throw new NestingTooDeep();
    },
    onCloseTag: () => {
      depth -= 1;
    },
  });
}

function filterAttributes(all: Readonly<Record<string, string>>, element: string, base: string, log: ChangeLog) {
  // Without controls a reader can neither start nor stop a player.
  const attributes: Record<string, string> = element === 'audio' || element === 'video' ? { controls: '' } : {};
  for (const [name, value] of Object.entries(all)) {
    const rule = RULES.get(element)?.get(name);
    if (rule === undefined || (rule instanceof RegExp && !rule.test(value))) log.removedAttribute(name);
    else if (rule instanceof RegExp) attributes[name] = value;
    else {
      const address = webAddress(value, base, rule);
      if (address) attributes[name] = address.href;
      else log.reredirectTarget();
      if (address?.relative) log.madeAbsolute();
    }
  }
  return attributes;
}
