/** Rows as a table in text, the first of them its head; the last column may be of any width. */
export function alignColumns(rows: readonly (readonly string[])[]): string {
  const widths = rows[0]?.map((_, i) => Math.max(...rows.map((row) => width(row[i] ?? '')))) ?? [];
  const line = (row: readonly string[]) =>
    row
      .map((cell, i) => cell + ' '.repeat((widths[i] ?? 0) - width(cell)))
      .join('  ')
      .trimEnd();
  return `${rows.map(line).join('\n')}\n`;
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: what begins a colour is one (ECMA-48)
const COLOUR = /\u001b\[\d+m/g;
const width = (cell: string): number => Array.from(cell.replace(COLOUR, '')).length;
