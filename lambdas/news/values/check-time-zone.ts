// Intl also takes an offset, such as +01:00. It knows no summer time, so it is no zone of a publication.
const NAME = /^[A-Za-z][\w+-]*(?:\/[\w+-]+)*$/;

/**
 * ICU also takes names that IANA's database lacks. There BST is Bangladesh, and IST India: an editor in London would publish
 * five hours early. These are the names of three letters that IANA has ("europe", "northamerica", "backward", 2026a).
 */
const THREE_LETTERS = /^(?:CET|EET|EST|GMT|HST|MET|MST|PRC|ROC|ROK|UCT|UTC|WET)$/i;
const NOT_OF_IANA = /^(?:[A-Z]{3}|SystemV\/.*|US\/Pacific-New)$/i;

/** The problem of a time zone whose name the time zone database of IANA lacks; undefined for a valid one. */
export function checkTimeZone(name: string): { problem?: string } {
  const problem = 'give a name of the IANA time zone database, such as Europe/Berlin';
  if (!NAME.test(name) || (NOT_OF_IANA.test(name) && !THREE_LETTERS.test(name))) return { problem };
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return {};
  } catch {
    return { problem };
  }
}
