const NOT_LETTER_OR_DIGIT = /[^\p{L}\p{M}\p{N}]+/gu;

/**
 * The address of a section, tag, author or headline: NFC, lower case, letters and digits of any script, `-` for all other
 * characters. Combining marks count as letters, because many scripts need them. Empty for a text without a letter or digit.
 */
export const slug = (text: string): string =>
  text
    .normalize('NFC')
    .toLowerCase()
    .normalize('NFC')
    .replace(NOT_LETTER_OR_DIGIT, '-')
    .replace(/^-+|-+$/g, '');
