/** A copy without the properties that are undefined: a deep comparison would count them. */
export const omitUndefined = <T extends object>(object: T): T =>
  Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined)) as T;
