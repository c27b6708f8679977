import type { Command } from 'commander';
import { newsroomPath } from '../../../lambdas/http/routes';
import { readAnswer } from '../server/refusal';
import { newsroomEndpoint } from '../server/server-option';
import { StoriesAnswer, type Story } from '../server/story-schemas';
import { painter } from '../terminal/colours';
import { formatTable } from '../terminal/columns';
import { programName, type Shell } from '../terminal/shell';
import { addPageOptions, type PageOptions, pageQuery, printNextPage } from './page-option';

/** `list`: all stories. */
export function addListCommand(program: Command, shell: Shell): void {
  addPageOptions(program.command('list'))
    .description('lists all stories, newest first: published, scheduled and withdrawn')
    .addHelpText('after', `\nExample: ${programName(shell)} list --limit 100\n`)
    .action((options: PageOptions) => list(options, shell));
}

async function list(options: PageOptions, shell: Shell): Promise<void> {
  const server = await newsroomEndpoint(options, shell);
  const answer = await server.ask('GET', newsroomPath('stories') + pageQuery(options));
  const { stories, cursor } = readAnswer(answer, StoriesAnswer, server, shell);
  if (options.json) return shell.out(`${JSON.stringify({ stories, cursor })}\n`);
  const head = ['ID', 'STATUS', 'PUBLICATION', 'HEADLINE'];
  const row = (story: Story) => [story.id, statusCell(story, shell), story.publishedAt, story.headline];
  shell.out(stories.length === 0 ? 'There are no stories.\n' : formatTable(head, stories.map(row), shell));
  printNextPage(cursor, 'list', shell);
}

function statusCell({ status, breaking }: Story, shell: Shell): string {
  const paint = painter(shell);
  if (status !== 'published') return paint('yellow', breaking ? `${status}, breaking` : status);
  return breaking ? paint('red', 'breaking') : status;
}
