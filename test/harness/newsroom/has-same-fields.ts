/** Whether two objects have the same fields with the same values, in any order. */
export const hasSameFields = ({ ...a }: object = {}, { ...b }: object): boolean =>
  JSON.stringify(Object.entries(a).sort()) === JSON.stringify(Object.entries(b).sort());
