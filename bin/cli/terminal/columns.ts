import { painter } from './colours';
import type { Shell } from './shell';

/** Formats rows under a head as a text table with aligned columns. */
export const formatTable = (head: readonly string[], rows: readonly (readonly string[])[], shell: Shell): string =>
  alignColumns([head.map((cell) => painter(shell)('dim', cell)), ...rows]);

/** Formats rows as a text table with aligned columns. The first row is the head; the last column is not padded. */
export function alignColumns(rows: readonly (readonly string[])[]): string {
  const widths = rows[0]?.map((_, i) => Math.max(...rows.map((row) => width(row[i] ?? '')))) ?? [];
  const line = (row: readonly string[]) =>
    row
      .map((cell, i) => cell + ' '.repeat((widths[i] ?? 0) - width(cell)))
      .join('  ')
      .trimEnd();
  return `${rows.map(line).join('\n')}\n`;
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: a colour sequence begins with ESC (ECMA-48)
const COLOUR = /\u001b\[\d+m/g;
const width = (cell: string): number => Array.from(cell.replace(COLOUR, '')).length;
