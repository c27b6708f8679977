import { languageName, likelyLanguage } from './likely-language';
import { canonicalTag, type SubtagKind, unknownSubtag } from './subtags';

/** The right form of a language, for refusals. */
const EXAMPLES = 'write a tag like en, pt-BR or zh-Hant';

/** A language in its canonical form; or the problem of a text that is none, with its remedy, and the tag that it probably means. */
export type CheckedLanguage =
  | { readonly tag: string; readonly problem?: undefined; readonly likely?: undefined }
  | { readonly tag?: undefined; readonly problem: string; readonly likely?: string };

/**
 * Decides whether a text is a language: a BCP 47 tag whose subtags IANA's registry has (RFC 5646 §2.2.9, "valid"). Gives the
 * canonical form of `Intl.Locale` without extensions such as a sort order. A deprecated subtag gives its preferred value.
 */
export function checkLanguage(text: string): CheckedLanguage {
  const tag = canonicalTag(text);
  const unknown = tag === undefined ? undefined : unknownSubtag(text);
  if (tag !== undefined && unknown === undefined) return { tag };
  const likely = likelyLanguage(text);
  const remedy = likely === undefined ? EXAMPLES : `write ${likely} for ${languageName(likely)}`;
  const problem = unknown
    ? `IANA's registry has no ${KINDS[unknown.kind]} ${unknown.subtag}`
    : 'not a BCP 47 language tag';
  return { problem: `${problem}: ${remedy}`, likely };
}

const KINDS: Readonly<Record<SubtagKind, string>> = {
  language: 'language',
  script: 'script',
  region: 'region',
  variant: 'variant',
};
