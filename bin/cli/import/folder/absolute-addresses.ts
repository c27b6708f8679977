import { type DefaultTreeAdapterMap, parseFragment, serialize } from 'parse5';
import { urlIn } from '../../../../lambdas/news/values/uri';

type ParentNode = DefaultTreeAdapterMap['parentNode'];

/** What an address of a file becomes; undefined where it has to stay. */
export type ToAbsolute = (address: string) => string | undefined;

const ADDRESS_ATTRIBUTES = new Set(['href', 'src', 'poster', 'cite', 'data-src', 'data-lazy-src', 'data-original']);
const LIST_ATTRIBUTES = new Set(['srcset', 'data-srcset']);
/** A body without any such attribute needs no parser. */
const MAY_HAVE_ADDRESS = /\s(?:href|src|poster|cite|data-[\w-]+|srcset)\s*=/i;

/** Whether an address needs the address of its page or of its site. */
export const isRelative = (address: string): boolean =>
  address !== '' &&
  !/^[#?]|^\/\//.test(address) &&
  urlIn(address) === undefined &&
  !/^[a-z][a-z\d+.-]*:/i.test(address);

/** A body with other addresses. Of a body without relative addresses every byte stays. */
export function replaceAddresses(body: string, toAbsolute: ToAbsolute): string {
  if (!MAY_HAVE_ADDRESS.test(body)) return body;
  const tree = parseFragment(body);
  let isChanged = false;
  const replace = (address: string): string => {
    const trimmed = address.trim();
    const absolute = isRelative(trimmed) ? toAbsolute(trimmed) : undefined;
    isChanged ||= absolute !== undefined;
    return absolute ?? address;
  };
  visit(tree, (attribute) => {
    if (ADDRESS_ATTRIBUTES.has(attribute.name)) attribute.value = replace(attribute.value);
    if (LIST_ATTRIBUTES.has(attribute.name))
      attribute.value = attribute.value.replace(
        /(^|,\s*)([^\s,]+)/g,
        (_, before: string, address: string) => before + replace(address),
      );
  });
  return isChanged ? serialize(tree) : body;
}

function visit(parent: ParentNode, see: (attribute: { name: string; value: string }) => void): void {
  for (const node of parent.childNodes) {
    if (!('tagName' in node)) continue;
    node.attrs.forEach(see);
    visit(node, see);
    if ('content' in node) visit(node.content, see);
  }
}
