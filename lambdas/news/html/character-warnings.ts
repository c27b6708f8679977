const formatCharacters = (count: number, kind = ''): string => `${count} ${kind}character${count === 1 ? '' : 's'}`;

/** The warning about characters that cleanCharacters removed. */
export const charactersRemoved = (count: number): string => `${formatCharacters(count, 'control ')} removed`;

/** The warning about C1 control characters that cleanCharacters decoded. */
export const charactersDecoded = (count: number): string =>
  `${formatCharacters(count)} read as windows-1252: check quotation marks and dashes`;

/** The warning about a text that closeBidi changed. */
export const DIRECTION_CLOSED = 'bidi controls paired: each embedding, override and isolate ends in its own line';
