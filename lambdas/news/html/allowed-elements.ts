/** The rule for the value of an attribute: a pattern, or the schemes of an address. */
export type Rule = RegExp | readonly string[];

const LINK = ['https:', 'http:', 'mailto:', 'tel:'];
const MEDIA = ['https:', 'http:'];
const ANY_TEXT = /^/;
const LANGUAGE = /^[a-z0-9]{1,8}(?:-[a-z0-9]{1,8}){0,8}$/i;
const NUMBER = /^\d{1,5}$/;
const RELATION = /^(?:(?:author|external|license|nofollow|noopener|noreferrer|sponsored|tag|ugc) ?)+$/;
const MEDIA_TYPE = /^[a-z0-9.+-]{1,64}\/[a-z0-9.+-]{1,64}$/i;
const SPAN = { colspan: NUMBER, rowspan: NUMBER };
const PLAYER = { src: MEDIA, controls: ANY_TEXT };

/** The attributes of every element. `title` spells out an abbreviation and describes a link. */
export const EVERYWHERE: Readonly<Record<string, Rule>> = {
  lang: LANGUAGE,
  dir: /^(?:ltr|rtl|auto)$/i,
  title: ANY_TEXT,
};

const WITHOUT_ATTRIBUTES =
  'p br hr h2 h3 h4 h5 h6 strong b em i u s sub sup small mark cite abbr code pre ul li dl dt dd figure figcaption ' +
  'table caption thead tbody tfoot tr bdi bdo ruby rt rp span div';

/**
 * The elements that a news story needs, with their own attributes. None of them can run code, frame a page, set a style,
 * submit a form or be the target of an address. `div` and `span` carry language and direction. `div` also replaces layout
 * elements, so that their text stays on lines of its own.
 */
export const ALLOWED: Readonly<Record<string, Readonly<Record<string, Rule>>>> = {
  ...Object.fromEntries(WITHOUT_ATTRIBUTES.split(' ').map((element) => [element, {}])),
  del: { datetime: ANY_TEXT },
  ins: { datetime: ANY_TEXT },
  time: { datetime: ANY_TEXT },
  q: { cite: MEDIA },
  blockquote: { cite: MEDIA },
  ol: { start: /^-?\d{1,5}$/, type: /^[1aAiI]$/, reversed: ANY_TEXT },
  a: { href: LINK, hreflang: LANGUAGE, rel: RELATION },
  img: { src: MEDIA, alt: ANY_TEXT, width: NUMBER, height: NUMBER },
  audio: PLAYER,
  video: { ...PLAYER, width: NUMBER, height: NUMBER },
  source: { src: MEDIA, type: MEDIA_TYPE },
  colgroup: { span: NUMBER },
  col: { span: NUMBER },
  th: { ...SPAN, scope: /^(?:row|col|rowgroup|colgroup)$/i },
  td: SPAN,
};

/** Elements with an allowed element of equal meaning. The headline is the page's only `h1`. */
export const RENAMED = new Map([
  ['h1', 'h2'],
  ['strike', 's'],
  ['tt', 'code'],
  ...'address article aside center footer header main section'.split(' ').map((name) => [name, 'div'] as const),
]);

/** Elements that are removed with their content, which is no text of the story: code, styles, controls, SVG, MathML. */
export const DROPPED_WHOLE = (
  'script style template noscript iframe noframes noembed object embed applet svg math canvas ' +
  'textarea select option button title xmp'
).split(' ');
