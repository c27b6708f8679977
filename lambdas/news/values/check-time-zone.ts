// Intl also takes an offset, such as +01:00. It knows no summer time, so it is no zone of a publication.
const NAME = /^[A-Za-z][\w+-]*(?:\/[\w+-]+)*$/;

/** The problem of a time zone whose name the time zone database of IANA lacks; undefined for a valid one. */
export function checkTimeZone(name: string): { problem?: string } {
  const problem = 'give a name of the IANA time zone database, such as Europe/Berlin';
  if (!NAME.test(name)) return { problem };
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return {};
  } catch {
    return { problem };
  }
}
