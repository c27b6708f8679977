/** Fails unless two values are one as JSON. */
export function equal(what: string, found: unknown, expected: unknown): void {
  if (JSON.stringify(found) === JSON.stringify(expected)) return;
  const [is, shall] = [toSortedJson(found), toSortedJson(expected)];
  if (is === shall) return;
  throw new Error(`${what}: ${difference(is ?? 'undefined', shall ?? 'undefined')}`);
}

/** As JSON, with the members of objects in one order. */
const toSortedJson = (value: unknown): string | undefined =>
  JSON.stringify(value, (_, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );

function difference(is: string, shall: string): string {
  let from = 0;
  while (from < is.length && is[from] === shall[from]) from += 1;
  const cut = (text: string) => text.slice(Math.max(0, from - 160), from + 240);
  return `\n  found    … ${cut(is)}\n  expected … ${cut(shall)}`;
}
