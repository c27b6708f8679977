import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Cost } from './walk-routes';

const PAGE = join(__dirname, '../../docs/limits.md');
const BEGIN = '<!-- The test of request bounds writes this table. -->\n';
const END = '<!-- The end of the table of request bounds. -->\n';

/** The table of docs/limits.md: the most that a request of each kind cost, beside its bound. The head is counted in. */
export function boundsTable(costs: readonly Cost[]): string {
  const rows = new Map<string, Cost[]>();
  for (const cost of costs) {
    const row = cost.inBrowser ? `page of ${cost.bound.units} units` : cost.route;
    rows.set(row, [...(rows.get(row) ?? []), cost]);
  }
  const lines = [...rows.values()].map((some) => {
    const [first] = some as [Cost];
    const units = Math.max(...some.map(({ measured }) => measured.units));
    const roundTrips = Math.max(...some.map(({ measured }) => measured.roundTrips));
    const name = first.index ? `each part that \`${first.index}\` names` : `GET \`${first.path}\``;
    const asked = first.inBrowser ? `${name} of a browser that opens it` : name;
    return `| ${asked} | ${units} | ${first.bound.units} | ${roundTrips} | ${first.bound.roundTrips} |\n`;
  });
  const head = '| request | read units | at most | round trips | at most |\n|---|---|---|---|---|\n';
  return `${BEGIN}${head}${lines.join('')}${END}`;
}

/** The table that docs/limits.md has now. */
export function tableInDocs(): string {
  const text = readFileSync(PAGE, 'utf8');
  return text.slice(text.indexOf(BEGIN), text.indexOf(END) + END.length);
}

/** Writes the table into docs/limits.md. */
export function writeTable(table: string): void {
  writeFileSync(
    PAGE,
    readFileSync(PAGE, 'utf8').replace(tableInDocs(), () => table),
  );
}
