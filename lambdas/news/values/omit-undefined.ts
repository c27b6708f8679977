/** An object without the members that are undefined, so that what was not given is not there. */
export const omitUndefined = <T extends object>(members: T): T =>
  Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as T;
