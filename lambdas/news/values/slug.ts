const NOT_LETTER_OR_DIGIT = /[^\p{L}\p{M}\p{N}]+/gu;

/**
 * The address of a section, tag, author or headline: NFC, lower case, everything but letters and digits of any
 * script to `-`. Combining marks belong to their letters: many scripts cannot be spelled without them.
 * Empty when the text has neither a letter nor a digit.
 */
export const slug = (text: string): string =>
  text
    .normalize('NFC')
    .toLowerCase()
    .normalize('NFC')
    .replace(NOT_LETTER_OR_DIGIT, '-')
    .replace(/^-+|-+$/g, '');
