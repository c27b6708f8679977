import { webAddress } from '../values/web-address';
import type { Element } from './fragment';

/** The schemes of pictures, sound and embeds. */
export const MEDIA_SCHEMES = ['https:', 'http:'];

/** Attributes whose address a script puts into `src`. */
const LATE_SRC = /^data-(?:lazy-|orig-)?src$|^data-original$|^data-(?:[a-z]+-)?lazy(?:load)?$/;
/** Other attributes with an address: of consent tools and galleries, but also of a thumbnail or a fallback. */
const OTHER_SRC = /^data-(?:(?:[a-z]+-){0,3}src|url)$/;
const LATE_SET = /^(?:srcset|data-(?:[a-z]+-){0,2}srcset)$/;

/** Names of files that stand in a page until the real picture is there. */
const PLACEHOLDER =
  /(?:^|[/_.-])(?:blank|placeholder|spacer|transparent|pixel|lazy|loading|1x1|empty)[^/]{0,40}\.(?:gif|png|svg|jpe?g|webp)(?:$|[?#])/i;

/** Wider pictures are for large screens. */
const WIDEST = 2_048;

interface MediaAddress {
  /** As the page has it: it may be relative. */
  readonly text: string;
  /** Whether the page loads it late, by a script. */
  readonly late: boolean;
}

/**
 * The address of a picture, player or frame: that of an attribute for late loading, else `src`, else the best one of a
 * `srcset`, else that of any other attribute. Undefined if none is a web address.
 */
export function mediaAddress({ attributes }: Element, base: string): MediaAddress | undefined {
  const isUsable = (text: string | undefined): text is string =>
    text !== undefined && webAddress(text, base, MEDIA_SCHEMES) !== undefined;
  const findIn = (names: RegExp): string | undefined =>
    Object.keys(attributes)
      .filter((name) => names.test(name))
      .map((name) => attributes[name])
      // `data-lazy="true"` is no address.
      .find((text): text is string => isUsable(text) && /[./]/.test(text));
  const { src } = attributes;
  const late = findIn(LATE_SRC);
  if (late !== undefined) return { text: late, late: true };
  if (isUsable(src) && !PLACEHOLDER.test(src)) return { text: src, late: false };
  const ofSet = Object.keys(attributes)
    .filter((name) => LATE_SET.test(name))
    .map((name) => bestOfSet(attributes[name] ?? '', isUsable))
    .find((address) => address !== undefined);
  const other = ofSet ?? findIn(OTHER_SRC);
  if (other !== undefined) return { text: other, late: true };
  return isUsable(src) ? { text: src, late: false } : undefined;
}

/** Words of a `srcset` that are read: it has an address and a descriptor for each picture. */
const MAX_SET_WORDS = 100;
const DESCRIPTOR = /^(\d{1,5}(?:\.\d{1,5})?)[whx](?:,(.*))?$/s;

/** The largest picture of a `srcset` (HTML §4.8.4.2.1), but not one wider than WIDEST if there is another. */
function bestOfSet(set: string, isUsable: (text: string) => boolean): string | undefined {
  const candidates: { address: string; size: number }[] = [];
  for (const word of set.split(/\s+/, MAX_SET_WORDS)) {
    // An address ends at white space. A comma may follow its descriptor without any: `a.jpg 1x,b.jpg 2x`.
    const [, size, next = size === undefined ? word : ''] = DESCRIPTOR.exec(word) ?? [];
    const last = candidates.at(-1);
    if (size !== undefined && last) last.size = Number(size);
    const address = next.replace(/^,+/, '').replace(/(?<!,),+$/, '');
    if (address !== '') candidates.push({ address, size: 1 });
  }
  const usable = candidates.filter(({ address }) => isUsable(address));
  const fitting = usable.filter(({ size }) => size <= WIDEST);
  const [best] = fitting.length > 0 ? fitting.sort((a, b) => b.size - a.size) : usable.sort((a, b) => a.size - b.size);
  return best?.address;
}

const ONE_PIXEL = /^[01](?:px)?$/;
const NOT_DISPLAYED = /display\s*:\s*none/i;
const HIDDEN = /display\s*:\s*none|visibility\s*:\s*hidden/i;

/**
 * Whether a picture or frame shows nothing: it counts readers. With a `layout`, as AMP has, the size is a ratio. A script shows
 * one that it loads late.
 */
export function isCounter({ attributes }: Element): boolean {
  const { width, height, layout, style = '' } = attributes;
  const isPixel = layout === undefined && ONE_PIXEL.test(width ?? '') && ONE_PIXEL.test(height ?? '');
  if (!isPixel && !NOT_DISPLAYED.test(style)) return false;
  return !Object.keys(attributes).some((name) => LATE_SRC.test(name) || LATE_SET.test(name));
}

/** Whether an element is hidden by the page, or until somebody opens it. */
export const isHidden = ({ name, attributes }: Element): boolean =>
  attributes.hidden !== undefined ||
  HIDDEN.test(attributes.style ?? '') ||
  (name === 'dialog' && attributes.open === undefined);
