import { webAddress } from '../values/web-address';
import type { Element } from './fragment';

/** The schemes of pictures, sound and embeds. */
export const MEDIA_SCHEMES = ['https:', 'http:'];

/** Attributes in which pages keep the address of something that they load late: `data-src`, `data-lazy-src`, `data-lazy`. */
const LATE_ADDRESS = /^data-(?:(?:[a-z]+-){0,3}src|original|url|(?:[a-z]+-)?lazy(?:load)?)$/;
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
 * `srcset` or of the `sources` of a `picture`. Undefined if none is a web address.
 */
export function mediaAddress(
  { attributes }: Element,
  base: string,
  sources: readonly Element[] = [],
): MediaAddress | undefined {
  const isUsable = (text: string | undefined): text is string =>
    text !== undefined && webAddress(text, base, MEDIA_SCHEMES) !== undefined;
  const late = Object.keys(attributes)
    .filter((name) => LATE_ADDRESS.test(name))
    .map((name) => attributes[name])
    // `data-lazy="true"` is no address.
    .find((text): text is string => isUsable(text) && /[./]/.test(text));
  if (late !== undefined) return { text: late, late: true };
  const { src } = attributes;
  if (isUsable(src) && !PLACEHOLDER.test(src)) return { text: src, late: false };
  const ofSet = [attributes, ...sources.map((source) => source.attributes)]
    .flatMap((each) =>
      Object.keys(each)
        .filter((name) => LATE_SET.test(name))
        .map((name) => each[name] ?? ''),
    )
    .map((set) => bestOfSet(set, isUsable))
    .find((address) => address !== undefined);
  if (ofSet !== undefined) return { text: ofSet, late: true };
  return isUsable(src) ? { text: src, late: false } : undefined;
}

const DESCRIPTOR = /^(\d{1,5}(?:\.\d{1,5})?)[whx](?:,(.*))?$/s;

/** The largest picture of a `srcset` (HTML §4.8.4.2.1), but not one wider than WIDEST if there is another. */
function bestOfSet(set: string, isUsable: (text: string) => boolean): string | undefined {
  const candidates: { address: string; size: number }[] = [];
  for (const word of set.split(/\s+/)) {
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
const HIDDEN = /display\s*:\s*none|visibility\s*:\s*hidden/i;

/**
 * Whether a picture or frame shows nothing: it counts readers. With a `layout`, as AMP has, the size is a ratio. A script shows
 * a hidden one that it loads late.
 */
export function isCounter({ attributes }: Element): boolean {
  const { width, height, layout, style = '' } = attributes;
  if (layout === undefined && ONE_PIXEL.test(width ?? '') && ONE_PIXEL.test(height ?? '')) return true;
  return HIDDEN.test(style) && !Object.keys(attributes).some((name) => LATE_ADDRESS.test(name) || LATE_SET.test(name));
}

/** Whether an element is hidden by the page, or until somebody opens it. */
export const isHidden = ({ name, attributes }: Element): boolean =>
  attributes.hidden !== undefined ||
  HIDDEN.test(attributes.style ?? '') ||
  (name === 'dialog' && attributes.open === undefined);
