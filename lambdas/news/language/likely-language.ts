import { spellingDistance } from '../values/spelling-distance';
import { canonicalTag, isSubtag, unknownSubtag } from './subtags';

/** A longer text names no language. */
const MAX_LENGTH = 60;

/** Languages without a two-letter code, and forms of languages, that editors write by their names. */
const MORE_NAMED_TAGS = [
  ...[
    'ast',
    'ceb',
    'ckb',
    'dsb',
    'fil',
    'fur',
    'gsw',
    'haw',
    'hsb',
    'kab',
    'kok',
    'mai',
    'mni',
    'nds',
    'nso',
    'pcm',
    'sat',
  ],
  ...['szl', 'vec', 'yue', 'zgh', 'zh-Hans', 'zh-Hant', 'en-US', 'en-GB', 'en-AU', 'en-CA', 'pt-BR', 'pt-PT', 'es-419'],
  ...['es-ES', 'es-MX', 'fr-CA', 'fr-CH', 'nl-BE', 'de-AT', 'de-CH'],
];

/** The English name of a language: `Brazilian Portuguese` for `pt-BR`. */
export const languageName = (tag: string): string => namesIn('en').of(tag) ?? tag;

const namesIn = (language: string) => new Intl.DisplayNames([language], { type: 'language', fallback: 'none' });

/**
 * The tag that a text probably means which is no language of the registry: by a name (`english`, `français`), by ISO 639-2
 * (`ger`), by a country (`jp`, `en-UK`), with underscores (`en_US`), or with a spelling mistake in a name. It costs some
 * milliseconds, the first time more.
 */
export function likelyLanguage(text: string): string | undefined {
  if (text.length > MAX_LENGTH) return undefined;
  // POSIX locales have a character set and a modifier: de_DE.UTF-8@euro.
  const written = text.trim().replace(/[.@].*$/s, '');
  return byName(written) ?? byNameAndRegion(written) ?? bySubtags(written.split(/[-_\s]+/)) ?? byNearName(written);
}

/** A tag from a language and other subtags in any order. One of the others may be unknown, and is left out. */
function bySubtags([first = '', ...others]: readonly string[]): string | undefined {
  const language = languageOfSubtag(first);
  if (language === undefined) return undefined;
  const regions = others.map((subtag) => canonicalTag(`und-${subtag}`)?.slice('und-'.length) ?? '');
  const script = others.find((subtag) => /^[a-z]{4}$/i.test(subtag) && isSubtag('script', subtag));
  const region = regions.find((subtag) => /^(?:[a-z]{2}|\d{3})$/i.test(subtag) && isSubtag('region', subtag));
  const variants = others.filter((subtag) => isSubtag('variant', subtag));
  const known = [script, region, ...variants].filter((part) => part !== undefined);
  // More unknown words are a sentence.
  return known.length + 1 < others.length ? undefined : knownTag([language, ...known].join('-'));
}

function languageOfSubtag(subtag: string): string | undefined {
  if (!/^[a-z]{2,3}$/i.test(subtag)) return undefined;
  if (isSubtag('language', subtag)) return subtag;
  // CLDR knows the three-letter codes of ISO 639-2 as aliases.
  const alias = canonicalTag(subtag);
  if (alias !== undefined && isSubtag('language', alias)) return alias;
  return isSubtag('region', subtag) && !PRIVATE_REGION.test(subtag) ? languageOfRegion(subtag) : undefined;
}

const PRIVATE_REGION = /^(?:aa|zz|q[m-z]|x[a-z])$/i;

/** The language that most people of a country write. */
function languageOfRegion(region: string): string | undefined {
  const { language } = new Intl.Locale(canonicalTag(`und-${region}`) ?? 'und').maximize();
  return language === 'und' || language === undefined ? undefined : knownTag(language);
}

const knownTag = (tag: string): string | undefined =>
  unknownSubtag(tag) === undefined ? canonicalTag(tag) : undefined;

const byName = (text: string): string | undefined => tagsByName().get(plainName(text));

/** `Portuguese (Brazil)`, `pt-brasil`. */
function byNameAndRegion(text: string): string | undefined {
  const [, name = '', region = ''] = /^([\p{L}\p{M}' ]+?)\s*[(_-]\s*([\p{L}\p{M} .]+)\)?$/u.exec(text) ?? [];
  const language = byName(name) ?? languageOfSubtag(name);
  if (language === undefined) return undefined;
  const code = regionsByName(language).get(plainName(region)) ?? region;
  return bySubtags([language, code]);
}

/** The one tag whose name is nearest, with a letter in four wrong at most. */
function byNearName(text: string): string | undefined {
  const name = plainName(text);
  const distances = [...tagsByName()].map(([other, tag]) => ({ tag, distance: spellingDistance(name, other) }));
  const least = Math.min(...distances.map(({ distance }) => distance));
  const tags = new Set(distances.filter(({ distance }) => distance === least).map(({ tag }) => tag));
  const [tag] = tags;
  return tags.size === 1 && name.length >= 5 && least <= name.length / 4 ? tag : undefined;
}

/** Letters alone, in lower case and without accents: `francais`. */
const plainName = (text: string): string =>
  text
    .normalize('NFD')
    .toLowerCase()
    .replace(/[\u0300-\u036f]|[^\p{L}\p{M}]/gu, '');

let names: ReadonlyMap<string, string> | undefined;

/** Tags by the English name of the language and by its own: about 450, listed at the first unknown language. */
function tagsByName(): ReadonlyMap<string, string> {
  if (names) return names;
  const found = new Map<string, string>();
  const add = (name: string | undefined, tag: string) => {
    const plain = plainName(name ?? '');
    if (plain !== '' && !found.has(plain)) found.set(plain, tag);
  };
  const tags = [...twoLetterLanguages(), ...MORE_NAMED_TAGS].map((tag) => canonicalTag(tag) ?? tag);
  for (const tag of tags) add(namesIn('en').of(tag), tag);
  // Of several languages, ICU has no names of their own: it answers in the language of the machine then.
  for (const tag of Intl.DisplayNames.supportedLocalesOf(tags)) add(namesIn(tag).of(tag), tag);
  names = found;
  return found;
}

const LETTERS = [...'abcdefghijklmnopqrstuvwxyz'];
const PAIRS = LETTERS.flatMap((first) => LETTERS.map((second) => first + second));

const twoLetterLanguages = (): string[] => PAIRS.filter((pair) => isSubtag('language', pair));

/** Countries by their English names and their names in a language. */
function regionsByName(language: string): Map<string, string> {
  const regions = PAIRS.filter((pair) => isSubtag('region', pair)).map((pair) => pair.toUpperCase());
  const inLanguage = ['en', language].map((one) => new Intl.DisplayNames([one], { type: 'region', fallback: 'none' }));
  return new Map(
    inLanguage.flatMap((display) => regions.map((region) => [plainName(display.of(region) ?? ''), region])),
  );
}
