import { type Command, InvalidArgumentError } from 'commander';
import { answered } from '../server/refusal';
import { newsroomSide, type ServerOptions, withServer } from '../server/server-option';
import { STORIES, Stories, type Story } from '../server/stored';
import { ink } from '../terminal/colours';
import { columns } from '../terminal/columns';
import { called, type Shell } from '../terminal/shell';

export interface StretchOptions extends ServerOptions {
  readonly limit: number;
  readonly cursor?: string;
}

/** Adds what every command takes that shows a list a stretch at a time. */
export const withStretch = (command: Command): Command =>
  withServer(command)
    .option('--limit <number>', 'how many, 1 to 100', limit, 20)
    .option('--cursor <text>', 'where to go on: the end of the stretch before says it');

function limit(text: string): number {
  const number = Number(text);
  if (/^\d{1,3}$/.test(text) && number >= 1 && number <= 100) return number;
  throw new InvalidArgumentError('Give a whole number from 1 to 100.');
}

/** The query of a stretch. */
export const stretch = ({ limit, cursor }: StretchOptions): string =>
  `?${new URLSearchParams({ limit: String(limit), ...(cursor !== undefined && { cursor }) })}`;

/** How to see more of a list, where there is more. */
export const goesOn = (next: string | null, command: string, shell: Shell): void =>
  next === null ? undefined : shell.err(`There is more: ${called(shell)} ${command} --cursor ${next}\n`);

/** `list`: every story there is. */
export function addListCommand(program: Command, shell: Shell): void {
  withStretch(program.command('list'))
    .description('lists the stories, newest first, also those that readers cannot see yet or any more')
    .action((options: StretchOptions) => list(options, shell));
}

async function list(options: StretchOptions, shell: Shell): Promise<void> {
  const server = await newsroomSide(options, shell);
  const answer = await server.ask('GET', STORIES + stretch(options));
  const { stories, next } = answered(answer, Stories, server, shell);
  if (options.json) return shell.out(`${JSON.stringify({ stories, next })}\n`);
  const paint = ink(shell);
  const head = ['ID', 'STATUS', 'PUBLICATION', 'HEADLINE'].map((cell) => paint('dim', cell));
  const row = (story: Story) => [story.id, stands(story, shell), story.publishedAt, story.headline];
  shell.out(stories.length === 0 ? 'There are no stories.\n' : columns([head, ...stories.map(row)]));
  goesOn(next, 'list', shell);
}

function stands({ status, breaking }: Story, shell: Shell): string {
  const paint = ink(shell);
  if (status !== 'published') return paint('yellow', breaking ? `${status}, breaking` : status);
  return breaking ? paint('red', 'breaking') : status;
}
