// UAX #9: the blocks of right-to-left scripts, and the characters that embed, override, isolate or mark a direction.
const MAY_TURN =
  /[\u0590-\u08FF\u200F\u202A-\u202E\u2066-\u2069\uFB1D-\uFDFF\uFE70-\uFEFE\u{10800}-\u{10FFF}\u{1E800}-\u{1EFFF}]/u;

/**
 * A text that stands between other texts in one line without markup. If it could turn their direction, it comes between the
 * isolating characters U+2068 and U+2069 (UAX #9 §2.3). HTML has `<bdi>` instead.
 */
export const isolate = (text: string): string => (MAY_TURN.test(text) ? `\u2068${text}\u2069` : text);
