import type { Element } from '../element';
import { type Children, type ElementRule, mistake, repeatable, same, textOf } from './check-element';
import { DUBLIN_CORE } from './extensions';
import type { Mistake } from './mistakes';
import {
  anyValue,
  beginsWithNumber,
  languageTag,
  mediaType,
  oneOf,
  orEmpty,
  trueOrFalse,
  type ValueCheck,
  wholeNumber,
  wholeUri,
} from './values';

// Media RSS 1.5.1 (https://www.rssboard.org/media-rss).

/** Normal play time (RFC 2326 §3.6). */
const playTime: ValueCheck = (value) => (/^(?:now|\d)/.test(value) ? undefined : 'value');

const SCHEMES: Readonly<Record<string, RegExp>> = {
  'urn:simple': /^(?:non)?adult$/,
  'urn:mpaa': /^(?:g|m|nc-17|pg|pg-13|r|x)$/,
  'urn:v-chip': /^(?:1[48]\+|c8?|g|pg|tv-(?:14|g|ma|pg|y|y7|y7-fv))$/,
  'urn:icra':
    /^r \((?:[nsvlocx]z [01]|(?:n[a-c]|s[a-f]|v[a-j]|l[a-c]|o[a-h]|c[ab]|x[a-e]) 1)(?: (?:[nsvlocx]z [01]|(?:n[a-c]|s[a-f]|v[a-j]|l[a-c]|o[a-h]|c[ab]|x[a-e]) 1))*\)$/,
};

function checkRating(element: Element): Mistake[] {
  const scheme = element.attribute('scheme') || 'urn:simple';
  const value = element.ownText.trim();
  if (Object.hasOwn(SCHEMES, scheme))
    return SCHEMES[scheme]?.test(value) ? [] : [mistake('value', 'media:rating:', value)];
  const kind = wholeUri(scheme);
  return kind ? [mistake(kind, 'media:rating scheme:', scheme)] : [];
}

function checkHash(element: Element): Mistake[] {
  const [algorithm, value] = [element.attribute('algo') || 'md5', element.ownText.trim()];
  const length = algorithm === 'sha-1' ? 40 : 32;
  const isRight = ['md5', 'sha-1'].includes(algorithm) && /^[\da-z]+$/i.test(value) && value.length === length;
  return isRight ? [] : [mistake('value', `media:hash ${algorithm}:`, value)];
}

/** Roles of the European Broadcasting Union are in lower case. */
function checkCredit(element: Element): Mistake[] {
  const [scheme, role] = [element.attribute('scheme') || 'urn:ebu', element.attribute('role')];
  const kind = scheme === 'urn:ebu' ? undefined : wholeUri(scheme);
  const isRole = role === role.toLowerCase() && (role === '' || scheme !== 'urn:ebu' || ROLES.has(role));
  return [
    ...(isRole ? [] : [mistake('value', 'media:credit role:', role)]),
    ...(kind ? [mistake(kind, 'media:credit scheme:', scheme)] : []),
  ];
}

/** https://www.ebu.ch/metadata/cs/ebu_RoleCodeCS.xml, as Media RSS names it. */
const ROLES = new Set(
  'actor|adaptor|anchor person|animal trainer|animator|announcer|armourer|art director|artist|artist/performer|assistant camera|assistant chief lighting technician|assistant director|assistant producer|assistant visual editor|author|broadcast assistant|broadcast journalist|camera operator|carpenter|casting|causeur|chief lighting technician|choir|choreographer|clapper loader|commentary or commentator|commissioning broadcaster|composer|computer programmer|conductor|consultant|continuity checker|correspondent|costume designer|dancer|dialogue coach|director|director of photography|distribution company|draughtsman|dresser|dubber|editor|editor/producer|ensemble|executive producer|expert|fight director|floor manager|focus puller|foley artist|foley editor|foley mixer|graphic assistant|graphic designer|greensman|grip|hairdresser|illustrator|interviewed guest|interviewer|key character|key grip|key talents|leadman|librettist|lighting director|lighting technician|location manager|lyricist|make up artist|manufacturer|matte artist|music arranger|music group|musician|news reader|orchestra|participant|performer|photographer|post|producer|production assistant|production company|production department|production manager|production secretary|programme production researcher|programme proposal|property manager|publishing company|puppeteer|pyrotechnician|reporter|rigger|runner|scenario|scenic operative|script supervisor|second assistant camera|second assistant director|second unit director|set designer|set dresser|sign language|singer|sound designer|sound mixer|sound recordist|special effects|stunts|subtitles|technical director|term|translation|transportation manager|treatment|treatment proposal|treatment/programme proposal|vision mixer|visual editor|visual effects|wardrobe|witness'.split(
    '|',
  ),
);

function checkRestriction(element: Element): Mistake[] {
  const [type, value] = [element.attribute('type'), element.ownText.trim()];
  const wrong = [mistake('value', 'media:restriction:', type, value)];
  if (type === '') return ['', 'all', 'none'].includes(value) ? [] : wrong;
  if (type === 'country') return value.split(' ').every(isCountry) ? [] : wrong;
  const kind = type === 'uri' ? wholeUri(value) : undefined;
  if (kind) return [mistake(kind, 'media:restriction:', value)];
  return type === 'uri' ? [] : wrong;
}

/** Two letters that ICU names (ISO 3166). */
const isCountry = (code: string): boolean => /^[a-z]{2}$/i.test(code) && REGIONS.of(code.toUpperCase()) !== undefined;
const REGIONS = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' });

const size = orEmpty(wholeNumber(1));
const web = orEmpty(wholeUri);
const amount = orEmpty(beginsWithNumber);
const text = textOf(anyValue, { attributes: { type: orEmpty(oneOf('plain html')) } });

/** The optional elements of a channel, an item, a media:group and a media:content. */
export const MEDIA_ANYWHERE: Children = {
  'media:adult': textOf(trueOrFalse, { space: 'kept' }),
  'media:category': repeatable(textOf(anyValue, { attributes: { label: anyValue, scheme: web } })),
  'media:copyright': textOf(anyValue, { attributes: { url: web } }),
  'media:credit': repeatable(
    textOf(anyValue, { attributes: { role: anyValue, scheme: anyValue }, check: checkCredit }),
  ),
  ...same('media:description media:title', text),
  'media:hash': repeatable(textOf(anyValue, { attributes: { algo: anyValue }, check: checkHash })),
  'media:keywords': repeatable(textOf(anyValue)),
  'media:player': repeatable({
    attributes: { url: wholeUri, height: size, width: size },
    mustHave: 'url',
    children: {},
  }),
  'media:rating': repeatable(textOf(anyValue, { attributes: { scheme: anyValue }, check: checkRating })),
  'media:restriction': repeatable(
    textOf(anyValue, {
      attributes: { relationship: oneOf('allow deny'), type: anyValue },
      mustHave: 'relationship',
      check: checkRestriction,
    }),
  ),
  'media:text': repeatable(
    textOf(anyValue, {
      attributes: {
        type: orEmpty(oneOf('plain html')),
        start: orEmpty(playTime),
        end: orEmpty(playTime),
        lang: orEmpty(languageTag),
      },
    }),
  ),
  'media:thumbnail': repeatable(
    textOf(anyValue, {
      attributes: { url: wholeUri, height: size, width: size, time: orEmpty(playTime) },
      mustHave: 'url',
    }),
  ),
};

const mediaContent: ElementRule = {
  attributes: {
    ...Object.fromEntries(['bitrate', 'duration', 'framerate', 'samplingrate'].map((name) => [name, amount])),
    channels: orEmpty(wholeNumber(0)),
    expression: orEmpty(oneOf('sample full nonstop')),
    fileSize: size,
    height: size,
    isDefault: orEmpty(trueOrFalse),
    lang: orEmpty(languageTag),
    medium: orEmpty(oneOf('image audio video document executable')),
    type: orEmpty(mediaType),
    url: web,
    width: size,
  },
  children: { ...MEDIA_ANYWHERE, ...DUBLIN_CORE },
};

/** The elements of an item only. */
export const MEDIA_ITEM: Children = {
  ...MEDIA_ANYWHERE,
  'media:content': repeatable(mediaContent),
  'media:group': repeatable({
    children: { ...MEDIA_ANYWHERE, 'media:content': repeatable(mediaContent) },
    check: (element) =>
      element.children.filter(({ name }) => /\}content$/.test(name)).length < 2 ? [mistake('mediaGroup')] : [],
  }),
};
