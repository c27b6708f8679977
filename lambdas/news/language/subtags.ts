import { EXTENDED_LANGUAGES, GRANDFATHERED, LANGUAGES, REGIONS, SCRIPTS, VARIANTS } from './subtag-table';

export type SubtagKind = 'language' | 'script' | 'region' | 'variant';

/** A subtag that IANA's registry lacks. */
export interface UnknownSubtag {
  readonly kind: SubtagKind;
  readonly subtag: string;
}

// RFC 5646 §2.1, without extended languages. Extensions and private use follow, and need no registry.
const TAG =
  /^(?<language>[a-z]{2,8})(?:-(?<script>[a-z]{4}))?(?:-(?<region>[a-z]{2}|\d{3}))?(?<variants>(?:-(?:[a-z\d]{5,8}|\d[a-z\d]{3}))*)(?:-[a-z\d]-|$)/i;

/** Whether IANA's registry has a subtag of a kind. The case of letters does not matter. Takes any text. */
export function isSubtag(kind: SubtagKind, subtag: string): boolean {
  const lower = subtag.toLowerCase();
  if (kind === 'language') return isLanguage(lower);
  return /^[a-z\d]+$/.test(lower) && LISTS[kind].includes(` ${lower} `);
}

const LISTS = { script: ` ${SCRIPTS} `, region: ` ${REGIONS} `, variant: ` ${VARIANTS} ` };

const THIRD_LETTERS: ReadonlyMap<string, string> = new Map(
  LANGUAGES.split(' ').map((group) => [group.slice(0, 2), group.slice(2)]),
);

const isLanguage = (subtag: string): boolean =>
  /^[a-z]{2,3}$/.test(subtag) && (THIRD_LETTERS.get(subtag.slice(0, 2)) ?? '').includes(subtag[2] ?? '.');

/** The form of `Intl.Locale`, without extensions; undefined for a text that is no BCP 47 tag. Subtags may be unknown. */
export const canonicalTag = (text: string): string | undefined => localeOf(modernTag(text))?.baseName;

/** Whether a text is a well-formed tag without extensions, which `Intl` takes as it is. Subtags may be unknown. */
export const isPlainTag = (text: string): boolean => localeOf(text) !== undefined && !/-[a-z\d]-/i.test(text);

function localeOf(tag: string): Intl.Locale | undefined {
  try {
    return new Intl.Locale(tag);
  } catch {
    return undefined;
  }
}

/** The first subtag of a well-formed tag that the registry lacks. */
export function unknownSubtag(text: string): UnknownSubtag | undefined {
  const { language = '', script, region, variants = '' } = TAG.exec(modernTag(text))?.groups ?? {};
  const subtags = [
    { kind: 'language', subtag: language },
    { kind: 'script', subtag: script },
    { kind: 'region', subtag: region },
    ...variants.split('-').map((subtag) => ({ kind: 'variant', subtag })),
  ].filter((one): one is UnknownSubtag => one.subtag !== undefined && one.subtag !== '');
  return subtags.find(({ kind, subtag }) => !isSubtag(kind, subtag));
}

/** `Intl.Locale` knows neither grandfathered tags (`i-klingon`) nor extended languages: `zh-yue` is `yue` (RFC 5646 §4.5). */
function modernTag(text: string): string {
  const lower = text.toLowerCase();
  if (Object.hasOwn(GRANDFATHERED, lower)) return GRANDFATHERED[lower] as string;
  const [prefix = '', extended = ''] = lower.split('-');
  const isExtended =
    Object.hasOwn(EXTENDED_LANGUAGES, prefix) && EXTENDED_LANGUAGES[prefix]?.split(' ').includes(extended);
  return isExtended ? text.slice(prefix.length + 1) : text;
}
