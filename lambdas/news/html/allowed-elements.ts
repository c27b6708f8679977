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
  'p br wbr hr h2 h3 h4 h5 h6 strong b em i u s sub sup small mark cite abbr dfn code kbd samp var pre ul dl dt dd ' +
  'figure figcaption table caption thead tbody tfoot tr bdi bdo ruby rt rp span div';

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
  li: { value: /^-?\d{1,5}$/ },
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

/** Elements on lines of their own, which no story needs: their text stays on lines of its own. */
const LAYOUT =
  'address article aside body center details dialog fieldset footer form frameset header hgroup html legend main marquee ' +
  'nav optgroup search section summary';

/** Elements with an allowed element of equal meaning. The headline is the page's only `h1`. */
export const REPLACED: ReadonlyMap<string, string> = new Map([
  ['h1', 'h2'],
  ['strike', 's'],
  ['tt', 'code'],
  ['acronym', 'abbr'],
  ...['menu', 'dir'].map((name) => [name, 'ul'] as const),
  ...['listing', 'plaintext', 'xmp'].map((name) => [name, 'pre'] as const),
  ...LAYOUT.split(' ').map((name) => [name, 'div'] as const),
]);

/** Elements that no browser shows: code, styles, and texts for other programs. Their content is no text of the story. */
export const INVISIBLE: ReadonlySet<string> = new Set(
  'script style template noscript title option head meta link base param track area frame noframes noembed'.split(' '),
);

/** Elements that are removed with the text that they show: controls, and drawings. */
export const DROPPED_WHOLE: ReadonlySet<string> = new Set('svg select datalist textarea'.split(' '));

/** Elements that stand apart from the words around them, as a picture does. */
export const STANDING_APART: ReadonlySet<string> = new Set(
  'audio button canvas embed iframe input math meter object progress select svg textarea video'.split(' '),
);
