const RIGHT_TO_LEFT_SCRIPTS = new Set(['adlm', 'arab', 'aran', 'hebr', 'mand', 'nkoo', 'rohg', 'samr', 'syrc', 'thaa']);

/** Languages with a right-to-left script, unless the tag names another script. */
const RIGHT_TO_LEFT_LANGUAGES = new Set(
  'ar arc ary arz azb bal ckb dv fa glk he iw ji khw ks lrc mzn nqo pnb prs ps rhg sd skr syr ug ur yi'.split(' '),
);

// RFC 5646 §2.1: a language, up to three extended language subtags, then an optional script of four letters.
const LANGUAGE_TAG = /^([a-z]{2,8})(?:-[a-z]{3}){0,3}(?:-([a-z]{4}))?(?:-|$)/;

/** The direction of a language (BCP 47). A script in the tag decides: `pa-Arab`, `az-Latn`. */
export function direction(language: string): 'ltr' | 'rtl' {
  const [, primary = '', script] = LANGUAGE_TAG.exec(language.toLowerCase()) ?? [];
  const rightToLeft = script ? RIGHT_TO_LEFT_SCRIPTS.has(script) : RIGHT_TO_LEFT_LANGUAGES.has(primary);
  return rightToLeft ? 'rtl' : 'ltr';
}
