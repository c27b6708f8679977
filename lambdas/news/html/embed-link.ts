import { urlIn } from '../values/uri';
import { webAddress } from '../values/web-address';
import { type Element, isElement } from './fragment';
import { isCounter, MEDIA_SCHEMES, mediaAddress } from './media-address';
import { holdsVisible } from './visible-text';

export interface EmbedLink {
  readonly href: string;
  readonly title: string;
}

/**
 * The link to what an element embeds: a frame with a video, map or post, an object, or the place that a script fills.
 * Undefined for an element that embeds nothing, or something without an address or that counts readers.
 */
export function embedLink(embed: Element, base: string): EmbedLink | undefined {
  const text = isCounter(embed) ? undefined : embeddedAddress(embed, base);
  const address = text === undefined ? undefined : webAddress(text, base, MEDIA_SCHEMES);
  if (!address) return undefined;
  const href = watchPage(address.href);
  const { title, 'aria-label': label, 'data-title': dataTitle } = embed.attributes;
  return { href, title: [title, label, dataTitle].find((name) => name?.trim())?.trim() ?? hostOf(href) };
}

const YOUTUBE_ID = /^[\w-]{11}$/;
const youtube = (id: string | undefined): string | undefined =>
  YOUTUBE_ID.test(id ?? '') ? `https://www.youtube.com/watch?v=${id}` : undefined;

/** The page of something that an element of AMP names by an id. */
const ampPage =
  (attribute: string, id: RegExp, site: string) =>
  ({ attributes: { [attribute]: value = '' } }: Element): string | undefined =>
    id.test(value) ? site + value : undefined;

/** By element: where it has the address of what it embeds. */
const ADDRESSES: Readonly<Record<string, (embed: Element, base: string) => string | undefined>> = {
  iframe: (embed, base) => mediaAddress(embed, base)?.text,
  'amp-iframe': (embed, base) => mediaAddress(embed, base)?.text,
  embed: (embed, base) => mediaAddress(embed, base)?.text,
  object: ({ attributes, children }) =>
    attributes.data ??
    children
      .filter(isElement)
      .find(({ name, attributes: { name: of = '' } }) => name === 'param' && /^(?:movie|src)$/i.test(of))?.attributes
      .value,
  oembed: ({ attributes }) => attributes.url,
  'lite-youtube': ({ attributes }) => youtube(attributes.videoid),
  'amp-youtube': ({ attributes }) => youtube(attributes['data-videoid']),
  'amp-vimeo': ampPage('data-videoid', /^\d+$/, 'https://vimeo.com/'),
  'amp-twitter': ampPage('data-tweetid', /^\d+$/, 'https://twitter.com/i/status/'),
  'amp-instagram': ampPage('data-shortcode', /^[\w-]+$/, 'https://www.instagram.com/p/'),
  'amp-facebook': ({ attributes }) => attributes['data-href'],
  // The script of a gist writes it into the page.
  script: ({ attributes: { src = '' } }) =>
    /^https:\/\/gist\.github\.com\//.test(src) ? src.replace(/\.js(?=$|\?)/, '') : undefined,
};

const embeddedAddress = (embed: Element, base: string): string | undefined => ADDRESSES[embed.name]?.(embed, base);

/** The elements that embed something. */
export const EMBEDS = Object.keys(ADDRESSES);

/** The page of a YouTube video in place of its player, and the address in Drupal's frame: both are made for frames. */
function watchPage(href: string): string {
  const { hostname, pathname, searchParams } = new URL(href);
  const framed = pathname.endsWith('/media/oembed') ? (searchParams.get('url') ?? '') : '';
  if (/^https?:/.test(framed)) return webAddress(framed, href, MEDIA_SCHEMES)?.href ?? href;
  const [, id] = /^\/embed\/([^/]+)$/.exec(pathname) ?? [];
  if (!/(?:^|\.)youtube(?:-nocookie)?\.com$/.test(hostname) || id === 'videoseries') return href;
  const page = youtube(id);
  const start = searchParams.get('start');
  return page === undefined ? href : /^\d{1,6}$/.test(start ?? '') ? `${page}&t=${start}s` : page;
}

/** Classes of quotes and boxes that a script turns into a post of a social network. */
const POST_CLASS = /(?:^|[\s-])(?:embed|tweet|media|fb-post|fb-video)(?:$|[\s-])/;

/** The link to the post that a script puts in place of a quote or box; undefined for any other element. */
export function postLink({ name, attributes, children }: Element, base: string): EmbedLink | undefined {
  const { 'data-instgrm-permalink': instagram, 'data-oembed-url': oembed, 'data-href': box } = attributes;
  const cited = name === 'blockquote' ? attributes.cite : undefined;
  const text = instagram ?? oembed ?? box ?? cited;
  if (text === undefined) return undefined;
  // An ordinary quote has a `cite`, and words of its own.
  const isPost = POST_CLASS.test(attributes.class ?? '') || !holdsVisible(children);
  const address = instagram ?? oembed ?? (isPost ? text : undefined);
  const { href } = webAddress(address ?? '', base, MEDIA_SCHEMES) ?? {};
  return href === undefined ? undefined : { href, title: attributes.title?.trim() || hostOf(href) };
}

/** The host of an address, without `www.`; empty for a fragment or an address without a host. */
export const hostOf = (href: string): string => urlIn(href)?.hostname.replace(/^www\./, '') ?? '';
