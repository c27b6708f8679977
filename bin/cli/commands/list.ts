import { type Command, InvalidArgumentError } from 'commander';
import { readAnswer } from '../server/refusal';
import { addServerOptions, newsroomEndpoint, type ServerOptions } from '../server/server-option';
import { STORIES, Stories, type Story } from '../server/story-schemas';
import { painter } from '../terminal/colours';
import { alignColumns } from '../terminal/columns';
import { programName, type Shell } from '../terminal/shell';

export interface PageOptions extends ServerOptions {
  readonly limit: number;
  readonly cursor?: string;
}

/** Adds what every command takes that shows a list a stretch at a time. */
export const addPageOptions = (command: Command): Command =>
  addServerOptions(command)
    .option('--limit <number>', 'how many, 1 to 100', limit, 20)
    .option('--cursor <text>', 'where to go on: the end of the stretch before says it');

function limit(text: string): number {
  const number = Number(text);
  if (/^\d{1,3}$/.test(text) && number >= 1 && number <= 100) return number;
  throw new InvalidArgumentError('Give a whole number from 1 to 100.');
}

/** The query of a stretch. */
export const pageQuery = ({ limit, cursor }: PageOptions): string =>
  `?${new URLSearchParams({ limit: String(limit), ...(cursor !== undefined && { cursor }) })}`;

/** How to see more of a list, where there is more. */
export const printNextPage = (next: string | null, command: string, shell: Shell): void =>
  next === null ? undefined : shell.err(`There is more: ${programName(shell)} ${command} --cursor ${next}\n`);

/** `list`: every story there is. */
export function addListCommand(program: Command, shell: Shell): void {
  addPageOptions(program.command('list'))
    .description('lists the stories, newest first, also those that readers cannot see yet or any more')
    .action((options: PageOptions) => list(options, shell));
}

async function list(options: PageOptions, shell: Shell): Promise<void> {
  const server = await newsroomEndpoint(options, shell);
  const answer = await server.ask('GET', STORIES + pageQuery(options));
  const { stories, next } = readAnswer(answer, Stories, server, shell);
  if (options.json) return shell.out(`${JSON.stringify({ stories, next })}\n`);
  const paint = painter(shell);
  const head = ['ID', 'STATUS', 'PUBLICATION', 'HEADLINE'].map((cell) => paint('dim', cell));
  const row = (story: Story) => [story.id, stands(story, shell), story.publishedAt, story.headline];
  shell.out(stories.length === 0 ? 'There are no stories.\n' : alignColumns([head, ...stories.map(row)]));
  printNextPage(next, 'list', shell);
}

function stands({ status, breaking }: Story, shell: Shell): string {
  const paint = painter(shell);
  if (status !== 'published') return paint('yellow', breaking ? `${status}, breaking` : status);
  return breaking ? paint('red', 'breaking') : status;
}
