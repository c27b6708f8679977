import { type Command, InvalidArgumentError } from 'commander';
import { addServerOptions, type ServerOptions } from '../server/server-option';
import { programName, type Shell } from '../terminal/shell';

export interface PageOptions extends ServerOptions {
  readonly limit: number;
  readonly before?: string;
}

/** Adds the options of every command that prints one page of a list. */
export const addPageOptions = (command: Command): Command =>
  addServerOptions(command)
    .option('--limit <number>', 'how many rows to print, 1 to 100', parseLimit, 20)
    .option('--before <cursor>', 'where the page begins; the page before ends with it');

function parseLimit(text: string): number {
  const number = Number(text);
  if (/^\d{1,3}$/.test(text) && number >= 1 && number <= 100) return number;
  throw new InvalidArgumentError('Give a whole number from 1 to 100.');
}

export const pageQuery = ({ limit, before }: PageOptions): string =>
  `?${new URLSearchParams({ limit: String(limit), ...(before !== undefined && { before }) })}`;

/** Prints the command for the next page, if there is one. */
export const printNextPage = (cursor: string | null, command: string, shell: Shell): void =>
  cursor === null ? undefined : shell.err(`Next page: ${programName(shell)} ${command} --before ${cursor}\n`);
