import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { availableParallelism, cpus, loadavg, release, totalmem } from 'node:os';
import { join } from 'node:path';
import type { Found, Row } from './measure';

/** Time, machine and versions of a measurement. */
export interface Circumstances {
  readonly date: string;
  readonly commit: string;
  readonly machine: string;
  readonly versions: string;
  /** The machine's load average of a minute, before and after. */
  readonly load: readonly [before: number, after: number];
  readonly command: string;
}

const MEASURED = ['@aws-sdk/client-dynamodb', 'feed', 'hono', 'esbuild'];

/** All that is known before the first measure; the load after the last one is not. */
export function circumstances(args: readonly string[]): Omit<Circumstances, 'load'> {
  const version = (name: string) => {
    const file = join(__dirname, '../../node_modules', name, 'package.json');
    return `${name} ${JSON.parse(readFileSync(file, 'utf8')).version}`;
  };
  const git = (...command: string[]) => execFileSync('git', command, { cwd: __dirname, encoding: 'utf8' }).trim();
  return {
    date: new Date().toISOString().slice(0, 10),
    commit: git('rev-parse', '--short', 'HEAD'),
    machine: `${availableParallelism()} cores (${cpus()[0]?.model.trim() || process.arch}), ${Math.round(totalmem() / 2 ** 30)} GB, ${process.platform} ${release()}`,
    versions: [`Node ${process.versions.node}`, ...MEASURED.map(version)].join(', '),
    command: ['npm run bench', ...(args.length > 0 ? ['--', ...args] : [])].join(' '),
  };
}

export const load = (): number => loadavg()[0] ?? Number.NaN;

/** The results as a page. */
export function page(
  found: readonly Found[],
  { date, commit, machine, versions, load, command }: Circumstances,
): string {
  const rows = found.flatMap(({ rows }) => rows);
  const details = found.flatMap(({ details }) => details ?? []);
  return `# Measured

Written by \`${command}\` on ${date}, at ${commit}. A ratio is the median of interleaved rounds, subject and yardstick taking turns in one
process or in paired processes: the times are this machine's, the ratios should be any machine's.

- Machine: ${machine}
- Versions: ${versions}
- Load average of a minute: ${load[0].toFixed(2)} before, ${load[1].toFixed(2)} after

| what | yardstick in the same run | measured | goal | reached | figures |
|---|---|---|---|---|---|
${rows.map(line).join('\n')}
${details.map((text) => `\n${text.trim()}\n`).join('')}`;
}

const line = ({ what, yardstick, measured, goal, figures }: Row): string =>
  `| ${[what, yardstick, measured, goal?.words ?? 'stated', goal ? (goal.reached ? 'yes' : '**no**') : '', figures].join(' | ')} |`;

/** A row as a terminal shows it. */
export const terminalLine = ({ what, measured, goal, figures }: Row): string =>
  `  ${goal === undefined ? ' ' : goal.reached ? '✓' : '✗'} ${what}: ${measured}${goal ? ` (${goal.words})` : ''}; ${figures}\n`;
