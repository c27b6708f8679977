const RIGHT_TO_LEFT_SCRIPTS = new Set(['adlm', 'arab', 'aran', 'hebr', 'mand', 'nkoo', 'rohg', 'samr', 'syrc', 'thaa']);

/** Languages that are written from right to left unless their tag names a script. */
const RIGHT_TO_LEFT_LANGUAGES = new Set(
  'ar arc ary arz azb bal ckb dv fa glk he iw ji khw ks lrc mzn nqo pnb prs ps rhg sd skr syr ug ur yi'.split(' '),
);

// RFC 5646 §2.1: a language, up to three extended language subtags, then perhaps a script of four letters.
const LANGUAGE_TAG = /^([a-z]{2,8})(?:-[a-z]{3}){0,3}(?:-([a-z]{4}))?(?:-|$)/;

/** Which way a language is written; `language` is BCP 47. A script in the tag decides: `pa-Arab`, `az-Latn`. */
export function direction(language: string): 'ltr' | 'rtl' {
  const [, primary = '', script] = LANGUAGE_TAG.exec(language.toLowerCase()) ?? [];
  const rightToLeft = script ? RIGHT_TO_LEFT_SCRIPTS.has(script) : RIGHT_TO_LEFT_LANGUAGES.has(primary);
  return rightToLeft ? 'rtl' : 'ltr';
}
